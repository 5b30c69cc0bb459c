"""The dynamic programme of `align_bench.align.search.search`, a patch of rows at a time."""

from libc.math cimport exp, log

cdef double NEVER = -1e18
cdef float IMPOSSIBLE = -1e8

cdef double NEGLIGIBLE = 40.0
"""In a sum of exponentials, a term smaller by this factor (of e) than the largest is lost in rounding."""

cdef double TIE = 1e-9

cdef enum:
    MOST_SHAPES = 64


def backward(
    const float[:, :, ::1] scores,
    Py_ssize_t start,
    const long long[::1] lows,
    Py_ssize_t target_length,
    const long long[:, ::1] shapes,
    Py_ssize_t added,
    double[:, ::1] best,
    signed char[:, ::1] choice,
    double[:, ::1] after,
):
    """From the last row of the patch up: the best shape at each cell and, where `after` has rows, the sum of all ways.

    `best` is a ring of rows, the values of the best ways on from the rows below.
    """
    cdef Py_ssize_t row
    assert shapes.shape[0] <= MOST_SHAPES
    with nogil:
        for row in range(start + scores.shape[1] - 1, start - 1, -1):
            best_of_row(scores, start, row, lows, target_length, shapes, added, best, choice)
            if after.shape[0]:
                sums_of_row(scores, start, row, lows, target_length, shapes, after)
                skips_onwards(scores, row - start, added, after[row])


cdef void best_of_row(
    const float[:, :, ::1] scores, Py_ssize_t start, Py_ssize_t row, const long long[::1] lows,
    Py_ssize_t target_length, const long long[:, ::1] shapes, Py_ssize_t added, double[:, ::1] best,
    signed char[:, ::1] choice,
) noexcept nogil:
    cdef Py_ssize_t k, c, m, shift, last = lows.shape[0] - 1, width = best.shape[1], local = row - start
    cdef double way, skipping
    cdef double[::1] own = best[row % best.shape[0]], below
    own[:] = NEVER
    choice[row, :] = added
    for k in range(shapes.shape[0]):
        m = shapes[k, 0]
        if m == 0 or row + m > last:
            continue
        shift = shapes[k, 1] + lows[row] - lows[row + m]
        below = best[(row + m) % best.shape[0]]
        for c in range(max(0, -shift), min(width, width - shift)):
            way = scores[k, local, c] + below[c + shift]
            if way > own[c] and scores[k, local, c] > IMPOSSIBLE:
                own[c] = way
                choice[row, c] = k
    if row == last:
        own[target_length - lows[row]] = 0.0
    for c in range(width - 2, -1, -1):
        if scores[added, local, c] > IMPOSSIBLE:
            skipping = own[c + 1] + scores[added, local, c]
            if skipping > own[c] + TIE:
                choice[row, c] = added
            own[c] = max(own[c], skipping)


cdef void sums_of_row(
    const float[:, :, ::1] scores, Py_ssize_t start, Py_ssize_t row, const long long[::1] lows,
    Py_ssize_t target_length, const long long[:, ::1] shapes, double[:, ::1] after,
) noexcept nogil:
    """The sums over the shapes that advance."""
    cdef Py_ssize_t k, c, last = lows.shape[0] - 1
    cdef double highest, total
    cdef double ways[MOST_SHAPES]
    for c in range(after.shape[1]):
        highest, total = NEVER, 0.0
        for k in range(shapes.shape[0]):
            ways[k] = way_on(scores, row - start, row, c, k, lows, shapes, after)
            highest = max(highest, ways[k])
        if highest > NEVER:
            for k in range(shapes.shape[0]):
                if ways[k] > highest - NEGLIGIBLE:
                    total += exp(ways[k] - highest)
        after[row, c] = highest + log(total) if total else NEVER
    if row == last:
        after[row, target_length - lows[row]] = 0.0


cdef inline double way_on(
    const float[:, :, ::1] scores, Py_ssize_t local, Py_ssize_t row, Py_ssize_t c, Py_ssize_t k,
    const long long[::1] lows, const long long[:, ::1] shapes, double[:, ::1] after,
) noexcept nogil:
    cdef Py_ssize_t m = shapes[k, 0], place
    if m == 0 or row + m >= lows.shape[0] or scores[k, local, c] <= IMPOSSIBLE:
        return NEVER
    place = c + shapes[k, 1] + lows[row] - lows[row + m]
    return scores[k, local, c] + after[row + m, place] if 0 <= place < after.shape[1] else NEVER


cdef void skips_onwards(
    const float[:, :, ::1] scores, Py_ssize_t local, Py_ssize_t added, double[::1] values
) noexcept nogil:
    """Let every cell also be left by skipping target segments."""
    cdef Py_ssize_t c
    for c in range(values.shape[0] - 2, -1, -1):
        if scores[added, local, c] > IMPOSSIBLE:
            values[c] = log_add(values[c], values[c + 1] + scores[added, local, c])


cdef inline double log_add(double a, double b) noexcept nogil:
    cdef double highest = max(a, b), lowest = min(a, b)
    return highest + log(1.0 + exp(lowest - highest)) if lowest > highest - NEGLIGIBLE else highest


def forward(
    const float[:, :, ::1] scores,
    Py_ssize_t start,
    const long long[::1] lows,
    const long long[:, ::1] shapes,
    Py_ssize_t added,
    double[:, :, ::1] arriving,
    const long long[:, ::1] path,
    double[::1] before,
    double[::1] own,
):
    """From the first row of the patch down: the sum of all ways to the cells of the path, and the scores of its steps.

    `arriving` is a ring of rows, what comes from the rows above by each shape. A row of `path` holds a cell and the
    number of a shape; `before` and `own` get a value for each that begins in this patch.
    """
    cdef Py_ssize_t row, c, step = 0, ring = arriving.shape[0]
    cdef double[::1] values
    while step < path.shape[0] and path[step, 0] < start:
        step += 1
    with nogil:
        for row in range(start, start + scores.shape[1]):
            # What has arrived is summed in the first shape's place.
            values = arriving[row % ring, 0]
            gather(arriving[row % ring])
            if row == 0:
                values[-lows[0]] = 0.0
            for c in range(1, values.shape[0]):
                if scores[added, row - start, c - 1] > IMPOSSIBLE:
                    values[c] = log_add(values[c], values[c - 1] + scores[added, row - start, c - 1])
            while step < path.shape[0] and path[step, 0] == row:
                c = path[step, 1] - lows[row]
                before[step] = values[c]
                own[step] = scores[path[step, 2], row - start, c]
                step += 1
            leave(scores, start, row, lows, shapes, arriving)


cdef void gather(double[:, ::1] arriving) noexcept nogil:
    cdef Py_ssize_t k, c
    cdef double highest, total
    for c in range(arriving.shape[1]):
        highest = NEVER
        for k in range(arriving.shape[0]):
            highest = max(highest, arriving[k, c])
        total = 0.0
        for k in range(arriving.shape[0]):
            if arriving[k, c] > highest - NEGLIGIBLE:
                total += exp(arriving[k, c] - highest)
        arriving[0, c] = highest + log(total)


cdef void leave(
    const float[:, :, ::1] scores, Py_ssize_t start, Py_ssize_t row, const long long[::1] lows,
    const long long[:, ::1] shapes, double[:, :, ::1] arriving,
) noexcept nogil:
    """Send the values of a row on to where each shape leads, and clear the row for the one that follows in the ring."""
    cdef Py_ssize_t k, c, m, shift, local = row - start, ring = arriving.shape[0], width = arriving.shape[2]
    cdef double[::1] values = arriving[row % ring, 0]
    for k in range(shapes.shape[0]):
        m = shapes[k, 0]
        if m == 0 or row + m >= lows.shape[0]:
            continue
        shift = shapes[k, 1] + lows[row] - lows[row + m]
        for c in range(max(0, -shift), min(width, width - shift)):
            if scores[k, local, c] > IMPOSSIBLE:
                arriving[(row + m) % ring, k, c + shift] = values[c] + scores[k, local, c]
    arriving[row % ring, :, :] = NEVER
