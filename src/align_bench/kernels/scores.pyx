"""The scores of `align_bench.align.search.scoring`: the weighted sum of the features of every shape, cell by cell.

What a feature is, `align_bench.align.measures.features` defines. To add one that needs the tables of overlap or the lengths:
a name at the end of NAMES, the same place in the list of numbers below it, and a line where its value is at hand.
"""

from libc.math cimport fabs, sqrt

NAMES = (
    "forward", "backward", "forward mean", "backward mean", "forward low", "backward low",
    "forward weakest", "backward weakest", "forward mean 1-1", "backward mean 1-1", "leak target", "leak source",
    "gain forward", "gain forward mean", "edge forward", "gain backward", "gain backward mean", "edge backward",
    "short", "crossed", "straight",
    "added tokens", "added best", "added attached", "added short", "added quotation",
    "left out tokens", "left out best", "left out attached", "left out short", "left out quotation",
    "length square", "length", "length ratio", "length square 1-1",
    "quotation", "label agrees", "label differs", "label on one side",
    "cut stays", "cut strays",
)
"""The features whose weights stand in `weights`, in this order."""

cdef enum:
    FORWARD, BACKWARD, FORWARD_MEAN, BACKWARD_MEAN, FORWARD_LOW, BACKWARD_LOW
    FORWARD_WEAKEST, BACKWARD_WEAKEST, FORWARD_MEAN_1_1, BACKWARD_MEAN_1_1, LEAK_TARGET, LEAK_SOURCE
    GAIN_FORWARD, GAIN_FORWARD_MEAN, EDGE_FORWARD, GAIN_BACKWARD, GAIN_BACKWARD_MEAN, EDGE_BACKWARD
    SHORT_SEGMENTS, CROSSED, STRAIGHT
    ADDED_TOKENS, ADDED_BEST, ADDED_ATTACHED, ADDED_SHORT, ADDED_QUOTATION
    LEFT_OUT_TOKENS, LEFT_OUT_BEST, LEFT_OUT_ATTACHED, LEFT_OUT_SHORT, LEFT_OUT_QUOTATION
    LENGTH_SQUARE, LENGTH, LENGTH_RATIO, LENGTH_SQUARE_1_1
    QUOTATION, LABEL_AGREES, LABEL_DIFFERS, LABEL_ON_ONE_SIDE
    CUT_STAYS, CUT_STRAYS

cdef enum:
    MOST_SOURCE = 5
    MOST_TARGET = 7

cdef double MISSING = -1e9
cdef double IMPOSSIBLE = -1e8
cdef double SHORT = 4.0
cdef double MOST_MEAN = 1.5
cdef double MOST_TOTAL = 20.0

cdef struct Spans:
    # Sums for the bead of m source and n target segments at [m][n]; [.][0] and [0][.] are empty.
    double forward[MOST_SOURCE + 1][MOST_TARGET + 1]
    double backward[MOST_SOURCE + 1][MOST_TARGET + 1]
    double weakest_forward[MOST_SOURCE + 1][MOST_TARGET + 1]
    double weakest_backward[MOST_SOURCE + 1][MOST_TARGET + 1]
    # The best single segment for each, summed.
    double best_forward[MOST_SOURCE + 1][MOST_TARGET + 1]
    double best_backward[MOST_SOURCE + 1][MOST_TARGET + 1]
    # The same spans without their first segment: m source segments from the second one on, and likewise n.
    double rest_forward[MOST_SOURCE + 1][MOST_TARGET + 1]
    double rest_backward[MOST_SOURCE + 1][MOST_TARGET + 1]
    # Segment a with segment b, both ways.
    double single[MOST_SOURCE][MOST_TARGET]
    # What stays with its own side at the best boundary at which the bead could be cut.
    double cut[MOST_SOURCE + 1][MOST_TARGET + 1]
    # The neighbour in front of the bead at [.][0], that behind n (or m) segments at [.][n].
    double leak_forward[MOST_SOURCE + 1][MOST_TARGET + 1]
    double leak_backward[MOST_TARGET + 1][MOST_SOURCE + 1]


cdef class Scorer:
    """The scores of one grid; all that it is given is read only, so several threads may ask for rows at once."""

    cdef const float[:, :, ::1] forward, backward, clause_gains
    cdef const float[::1] source_tail, source_head, target_tail, target_head
    cdef const long long[::1] lows, source_quoted, target_quoted, source_labels, target_labels
    cdef const long long[::1] source_start, target_start, source_end, target_end
    cdef const long long[:, ::1] shapes
    cdef const double[::1] weights, shape_weights, source_tokens, target_tokens, source_best, target_best
    cdef const double[::1] source_rate, target_rate, source_length_before, target_length_before, target_short_before
    cdef const double[:, ::1] source_span_rate, target_span_rate, source_log, target_log
    cdef const double[:, ::1] start_weights, end_weights, clause_weights
    cdef const double[::1] source_inside, target_inside
    cdef double floor
    cdef Py_ssize_t height, width, columns
    cdef Py_ssize_t reach[MOST_SOURCE]

    def __init__(
        self, shapes, lows, overlap, boundaries, weights, shape_weights, clause_weights, floor, source, target, pairs
    ):
        """`source` and `target`: arrays by name, each set as `source_...`; `pairs`: weights of classes at either end."""
        self.shapes, self.lows, self.weights, self.shape_weights, self.floor = shapes, lows, weights, shape_weights, floor
        self.forward, self.backward = overlap
        self.clause_gains, (self.source_tail, self.source_head, self.target_tail, self.target_head) = boundaries
        self.clause_weights = clause_weights
        self.start_weights, self.end_weights = pairs
        self.source_tokens, self.target_tokens = source["tokens"], target["tokens"]
        self.source_rate, self.target_rate = source["rate"], target["rate"]
        self.source_span_rate, self.target_span_rate = source["span rate"], target["span rate"]
        self.target_short_before = target["short before"]
        self.source_length_before, self.target_length_before = source["length before"], target["length before"]
        self.source_log, self.target_log = source["log"], target["log"]
        self.source_best, self.target_best = source["best"], target["best"]
        self.source_quoted, self.target_quoted = source["quoted"], target["quoted"]
        self.source_labels, self.target_labels = source["labels"], target["labels"]
        self.source_start, self.target_start = source["start"], target["start"]
        self.source_end, self.target_end = source["end"], target["end"]
        self.source_inside, self.target_inside = source["inside"], target["inside"]
        self.height, self.width = self.source_tokens.shape[0], self.target_tokens.shape[0]
        self.columns = self.forward.shape[2]
        for m in range(MOST_SOURCE):
            # The most target segments of a shape with more than m source segments.
            self.reach[m] = max(n for larger, n in shapes.tolist() if larger > m)

    def fill(self, Py_ssize_t start, Py_ssize_t stop, float[:, :, ::1] scores, Py_ssize_t first):
        """Put the scores of the rows from start to stop into `scores`, whose first row is `first`."""
        cdef Py_ssize_t i, c
        cdef Spans spans
        with nogil:
            for i in range(start, stop):
                for c in range(self.columns):
                    self.cell(i, self.lows[i] + c, &spans, scores, i - first, c)

    cdef void cell(
        self, Py_ssize_t i, Py_ssize_t j, Spans* spans, float[:, :, ::1] scores, Py_ssize_t row, Py_ssize_t c
    ) noexcept nogil:
        cdef Py_ssize_t k, m, n, place
        cdef double start = 0.0, boundary = 0.0, score
        cdef bint inner = i < self.height and j < self.width
        if j <= self.width:
            boundary = self.at_boundary(i, j)
        if inner:
            self.measure(i, j, spans)
            start = self.at_start(i, j)
        for k in range(self.shapes.shape[0]):
            m, n = self.shapes[k, 0], self.shapes[k, 1]
            scores[k, row, c] = IMPOSSIBLE
            if i + m > self.height or j + n > self.width:
                continue
            place = j + n - self.lows[i + m]
            if place < 0 or place >= self.columns:
                continue
            score = self.shape_weights[k] + boundary
            if m == 0:
                score += self.added(i, j)
            elif n == 0:
                score += self.left_out(i, j)
            elif spans.forward[m][n] > MISSING / 2 and spans.backward[m][n] > MISSING / 2:
                score += start + self.lexical(i, j, m, n, spans) + self.lengths(i, j, m, n) + self.at_end(i, j, m, n)
                if m > 1 or n > 1:
                    score += self.gains(i, j, m, n, spans)
            else:
                continue
            scores[k, row, c] = score

    cdef void measure(self, Py_ssize_t i, Py_ssize_t j, Spans* s) noexcept nogil:
        """All sums of a cell with segments on both sides, as far as there are shapes that need them."""
        cdef Py_ssize_t a, b, most_a = min(MOST_SOURCE, self.height - i), most_b = min(MOST_TARGET, self.width - j)
        cdef double forward, backward, own_forward, own_backward, best_backward
        cdef double best_forward[MOST_TARGET]
        for b in range(most_b):
            best_forward[b] = MISSING
            s.leak_backward[b + 1][0] = self.leak_backward(b, i - 1, j)
        for a in range(most_a):
            best_backward = MISSING
            s.leak_forward[a + 1][0] = self.leak_forward(a, i, j - 1)
            s.forward[a + 1][0] = s.rest_forward[a + 1][0] = s.best_forward[a + 1][0] = 0.0
            for b in range(min(most_b, self.reach[a])):
                if a == 0:
                    s.backward[0][b + 1] = s.rest_backward[0][b + 1] = s.best_backward[0][b + 1] = 0.0
                s.leak_forward[a + 1][b + 1] = self.leak_forward(a, i, j + b + 1)
                s.leak_backward[b + 1][a + 1] = self.leak_backward(b, i + a + 1, j)
                forward, backward = self.look_up(self.forward, a, i, j + b), self.look_up(self.backward, b, i + a, j)
                s.forward[a + 1][b + 1] = s.forward[a + 1][b] + forward
                s.backward[a + 1][b + 1] = s.backward[a][b + 1] + backward
                own_forward, own_backward = forward * self.target_rate[j + b], backward * self.source_rate[i + a]
                s.weakest_forward[a + 1][b + 1] = min(own_forward, s.weakest_forward[a + 1][b]) if b else own_forward
                s.weakest_backward[a + 1][b + 1] = min(own_backward, s.weakest_backward[a][b + 1]) if a else own_backward
                forward, backward = self.single_forward(i + a, j + b), self.single_backward(i + a, j + b)
                s.single[a][b] = forward + backward
                best_forward[b], best_backward = max(best_forward[b], forward), max(best_backward, backward)
                s.best_forward[a + 1][b + 1] = s.best_forward[a + 1][b] + best_forward[b]
                s.best_backward[a + 1][b + 1] = s.best_backward[a][b + 1] + best_backward
                forward = self.look_up(self.forward, a, i + 1, j + b)
                backward = self.look_up(self.backward, b, i + a, j + 1)
                s.rest_forward[a + 1][b + 1] = s.rest_forward[a + 1][b] + forward
                s.rest_backward[a + 1][b + 1] = s.rest_backward[a][b + 1] + backward
                if a and b:
                    s.cut[a + 1][b + 1] = self.staying(i + a, j + b)
                    if a > 1:
                        s.cut[a + 1][b + 1] = max(s.cut[a + 1][b + 1], s.cut[a][b + 1])
                    if b > 1:
                        s.cut[a + 1][b + 1] = max(s.cut[a + 1][b + 1], s.cut[a + 1][b])

    # Look-ups

    cdef inline double look_up(
        self, const float[:, :, ::1] table, Py_ssize_t size, Py_ssize_t i, Py_ssize_t j
    ) noexcept nogil:
        """What the table of spans of `size` + 1 holds for a cell; MISSING outside the band."""
        cdef Py_ssize_t place
        if i < 0 or i > self.height:
            return MISSING
        place = j - self.lows[i]
        return table[size, i, place] if 0 <= place < self.columns else MISSING

    cdef inline double single_forward(self, Py_ssize_t i, Py_ssize_t j) noexcept nogil:
        """One segment with one other; outside the band, as if nothing matched."""
        cdef double score = self.look_up(self.forward, 0, i, j)
        return score if score > MISSING / 2 else self.floor * self.target_tokens[j]

    cdef inline double single_backward(self, Py_ssize_t i, Py_ssize_t j) noexcept nogil:
        cdef double score = self.look_up(self.backward, 0, i, j)
        return score if score > MISSING / 2 else self.floor * self.source_tokens[i]

    cdef inline double leak_forward(self, Py_ssize_t size, Py_ssize_t i, Py_ssize_t j) noexcept nogil:
        """How well a neighbour that the bead leaves out would be explained by it."""
        cdef double score = self.look_up(self.forward, size, i, j)
        if score <= MISSING / 2:
            return 0.0
        return max(score * self.target_span_rate[j, 1] + 0.6, 0.0)

    cdef inline double leak_backward(self, Py_ssize_t size, Py_ssize_t i, Py_ssize_t j) noexcept nogil:
        cdef double score = self.look_up(self.backward, size, i, j)
        if score <= MISSING / 2:
            return 0.0
        return max(score * self.source_span_rate[i, 1] + 0.6, 0.0)

    cdef inline double rate(self, Py_ssize_t end, Py_ssize_t i, Py_ssize_t j) noexcept nogil:
        """One over the tokens of a clause at a boundary, and two more."""
        if end < 2:
            return self.source_tail[i] if end == 0 else self.source_head[i]
        return self.target_tail[j] if end == 2 else self.target_head[j]

    cdef inline double staying(self, Py_ssize_t i, Py_ssize_t j) noexcept nogil:
        """How well all clauses at a boundary stay with their own sides; 0 outside the band."""
        cdef Py_ssize_t place = j - self.lows[i], end
        cdef double score = 0.0
        if 0 <= place < self.columns:
            for end in range(4):
                score += limited(self.clause_gains[end, i, place] * self.rate(end, i, j), MOST_MEAN)
        return score

    # Features

    cdef inline double at_boundary(self, Py_ssize_t i, Py_ssize_t j) noexcept nogil:
        """Of the clauses at the boundary that the bead begins at."""
        cdef double score = 0.0, gain
        cdef Py_ssize_t end
        for end in range(4):
            gain = self.clause_gains[end, i, j - self.lows[i]]
            score += self.clause_weights[end, 0 if gain > 0 else 1] * limited(gain * self.rate(end, i, j), MOST_MEAN)
            score += self.clause_weights[end, 2 if gain > 0 else 3] * limited(gain, MOST_TOTAL) / 10
        return score

    cdef inline double lexical(self, Py_ssize_t i, Py_ssize_t j, Py_ssize_t m, Py_ssize_t n, Spans* s) noexcept nogil:
        cdef const double* w = &self.weights[0]
        cdef double forward = s.forward[m][n], backward = s.backward[m][n]
        cdef double mean_forward = forward * self.target_span_rate[j, n]
        cdef double mean_backward = backward * self.source_span_rate[i, m]
        cdef double score = (
            w[FORWARD] * forward / 10
            + w[BACKWARD] * backward / 10
            + w[FORWARD_MEAN] * mean_forward
            + w[BACKWARD_MEAN] * mean_backward
            + w[FORWARD_LOW] * min(mean_forward + 0.2, 0.0)
            + w[BACKWARD_LOW] * min(mean_backward + 0.2, 0.0)
            + w[LEAK_TARGET] * (s.leak_forward[m][0] + s.leak_forward[m][n])
            + w[LEAK_SOURCE] * (s.leak_backward[n][0] + s.leak_backward[n][m])
        )
        if n > 1:
            score += w[FORWARD_WEAKEST] * s.weakest_forward[m][n]
        if m > 1:
            score += w[BACKWARD_WEAKEST] * s.weakest_backward[m][n]
        if m == 1 and n == 1:
            score += w[FORWARD_MEAN_1_1] * mean_forward + w[BACKWARD_MEAN_1_1] * mean_backward
        return score

    cdef inline double gains(self, Py_ssize_t i, Py_ssize_t j, Py_ssize_t m, Py_ssize_t n, Spans* s) noexcept nogil:
        cdef const double* w = &self.weights[0]
        cdef double score = 0.0, gain, edge, crossed
        if m > 1:
            gain = s.forward[m][n] - s.best_forward[m][n]
            edge = s.forward[m][n] - max(s.forward[m - 1][n], s.rest_forward[m - 1][n])
            score += w[GAIN_FORWARD] * gain / 10 + w[EDGE_FORWARD] * finite(edge) / 10
            score += w[GAIN_FORWARD_MEAN] * gain * self.target_span_rate[j, n]
        if n > 1:
            gain = s.backward[m][n] - s.best_backward[m][n]
            edge = s.backward[m][n] - max(s.backward[m][n - 1], s.rest_backward[m][n - 1])
            score += w[GAIN_BACKWARD] * gain / 10 + w[EDGE_BACKWARD] * finite(edge) / 10
            score += w[GAIN_BACKWARD_MEAN] * gain * self.source_span_rate[i, m]
            score += w[SHORT_SEGMENTS] * (self.target_short_before[j + n] - self.target_short_before[j])
        if m > 1 and n > 1:
            crossed = s.single[0][n - 1] + s.single[m - 1][0] - s.single[0][0] - s.single[m - 1][n - 1]
            score += (w[CROSSED] * crossed if crossed > 0 else -w[STRAIGHT] * crossed) / 10
            score += w[CUT_STAYS if s.cut[m][n] > 0 else CUT_STRAYS] * s.cut[m][n]
        return score

    cdef inline double lengths(self, Py_ssize_t i, Py_ssize_t j, Py_ssize_t m, Py_ssize_t n) noexcept nogil:
        cdef const double* w = &self.weights[0]
        cdef double target = self.target_length_before[j + n] - self.target_length_before[j]
        cdef double source = self.source_length_before[i + m] - self.source_length_before[i]
        cdef double square = (target - source) * (target - source) / (5.0 * (target + source) + 16.0)
        cdef double ratio = self.target_log[j, n] - self.source_log[i, m]
        cdef double score = (
            w[LENGTH_SQUARE] * min(square / 2, 12.0) + w[LENGTH] * min(sqrt(square), 6.0) + w[LENGTH_RATIO] * ratio * ratio
        )
        if m == 1 and n == 1:
            score += w[LENGTH_SQUARE_1_1] * min(square / 2, 12.0)
        return -score

    cdef inline double at_start(self, Py_ssize_t i, Py_ssize_t j) noexcept nogil:
        """What the first segments show, whatever the shape."""
        cdef double score = self.start_weights[self.source_start[i], self.target_start[j]]
        cdef long long ours = self.source_labels[i], theirs = self.target_labels[j]
        if ours and theirs:
            score += self.weights[LABEL_AGREES if ours == theirs else LABEL_DIFFERS]
        elif ours or theirs:
            score += self.weights[LABEL_ON_ONE_SIDE]
        return score

    cdef inline double at_end(self, Py_ssize_t i, Py_ssize_t j, Py_ssize_t m, Py_ssize_t n) noexcept nogil:
        """What the last segments show, and those inside."""
        cdef double score = self.end_weights[self.source_end[i + m - 1], self.target_end[j + n - 1]]
        if self.source_quoted[i + m] == self.target_quoted[j + n]:
            score += self.weights[QUOTATION]
        score += self.source_inside[i + m] - self.source_inside[i + 1]
        return score + self.target_inside[j + n] - self.target_inside[j + 1]

    cdef inline double added(self, Py_ssize_t i, Py_ssize_t j) noexcept nogil:
        cdef const double* w = &self.weights[0]
        cdef double tokens = self.target_tokens[j]
        cdef double attached = max(self.single_forward(i - 1, j), self.single_forward(i, j)) * self.target_rate[j]
        cdef double score = w[ADDED_TOKENS] * tokens / 10 + w[ADDED_ATTACHED] * (attached + 1)
        score += w[ADDED_BEST] * (self.target_best[j] + 1)
        if tokens < SHORT:
            score += w[ADDED_SHORT]
        if self.source_quoted[i] == self.target_quoted[j + 1]:
            score += w[ADDED_QUOTATION]
        return score

    cdef inline double left_out(self, Py_ssize_t i, Py_ssize_t j) noexcept nogil:
        cdef const double* w = &self.weights[0]
        cdef double tokens = self.source_tokens[i]
        cdef double attached = max(self.single_backward(i, j - 1), self.single_backward(i, j)) * self.source_rate[i]
        cdef double score = w[LEFT_OUT_TOKENS] * tokens / 10 + w[LEFT_OUT_ATTACHED] * (attached + 1)
        score += w[LEFT_OUT_BEST] * (self.source_best[i] + 1)
        if tokens < SHORT:
            score += w[LEFT_OUT_SHORT]
        if self.source_quoted[i + 1] == self.target_quoted[j]:
            score += w[LEFT_OUT_QUOTATION]
        return score


cdef inline double finite(double value) noexcept nogil:
    """Zero where a term was missing."""
    return value if fabs(value) < 1e6 else 0.0


cdef inline double limited(double value, double most) noexcept nogil:
    return max(-most, min(most, value))
