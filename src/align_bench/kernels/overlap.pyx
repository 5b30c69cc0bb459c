"""Lexical overlap, compiled: the scores of `align_bench.align.measures.overlap`, block of rows by block of rows.

The factors of a segment's tokens are multiplied, and one logarithm is taken for each span. With log(rest + x) written as
log(rest) + log(1 + x / rest), a token touches only the spans that explain some of it.
"""

import numpy as np

from libc.math cimport log
from libc.stdint cimport int32_t, int64_t

from align_bench.kernels.sparse cimport Rows, rows

cdef enum:
    BLOCK = 64  # rows worked on together
    FACTORS = 30  # multiplied before a logarithm is taken: each is below 10^9, and a double holds 10^308
    REPEATED = 4  # occurrences of a token up to which its factor is multiplied as often; of more, the logarithm counts


cdef struct Block:
    # The segments to be explained, the segments that spans begin with, and the end of the last span.
    int64_t segment, last_segment, span, last_span, end


cdef struct Scratch:
    # For each token of its side: its place among the block's tokens, or its last entry in the block; -1 elsewhere.
    int32_t* place
    int32_t* entry
    # For each entry of the spans: the one before it with the same token, its segment, and the tokens met.
    int32_t* before
    int32_t* segment
    int64_t* words
    # For each token of the block: which it is, the first and last segment that explain it, and how much each does.
    int64_t* tokens
    int32_t* low
    int32_t* high
    float* mass
    # For each length and span: what the span accounts for, one over its tokens, the score.
    float* window
    float* share
    double* product
    double* total


def span_scores(
    explained, by, table, const float[::1] frequency, const int64_t[::1] lows, int64_t width,
    int64_t first, int64_t last, bint across, double rest, float[:, :, ::1] scores,
):
    """Fill scores[length-1, i, k] for rows i from first to last of a band; column k of row i is lows[i] + k.

    Spans run down the rows: the score is that of segment lows[i]+k of `explained` given the span of `by` from row i.
    With `across` they run along the columns: that of segment i given the span from lows[i]+k. Cells outside the texts
    are left as they are. Other rows may be filled by other threads.
    """
    cdef Rows ours = rows(explained), theirs = rows(by), meanings = rows(table)
    cdef int64_t most = scores.shape[0], blocks = (last - first + BLOCK - 1) // BLOCK, number, start
    cdef Block b
    cdef Scratch s
    kept = []

    def room(size, kind, fill=None):
        array = np.empty(max(1, size), kind) if fill is None else np.full(max(1, size), fill, kind)
        kept.append(array)
        return array.ctypes.data

    cdef int64_t tokens = 0, entries = 0, spans = 0
    for number in range(blocks):
        start = first + number * BLOCK
        b = block(&ours, &theirs, &lows[0], width, start, min(last, start + BLOCK), across, most)
        tokens = max(tokens, ours.starts[b.last_segment] - ours.starts[b.segment])
        entries = max(entries, theirs.starts[b.end] - theirs.starts[b.span])
        spans = max(spans, b.end - b.span)
    tokens = min(tokens, frequency.shape[0])
    s.place = <int32_t*><size_t>room(frequency.shape[0], np.int32, -1)
    s.entry = <int32_t*><size_t>room(meanings.height, np.int32, -1)
    s.before = <int32_t*><size_t>room(entries, np.int32)
    s.segment = <int32_t*><size_t>room(entries, np.int32)
    s.words = <int64_t*><size_t>room(entries, np.int64)
    s.tokens = <int64_t*><size_t>room(tokens, np.int64)
    s.low = <int32_t*><size_t>room(tokens, np.int32)
    s.high = <int32_t*><size_t>room(tokens, np.int32)
    s.mass = <float*><size_t>room(tokens * spans, np.float32)
    s.window = <float*><size_t>room(spans, np.float32)
    s.share = <float*><size_t>room(most * spans, np.float32)
    s.product = <double*><size_t>room(most * spans, np.float64)
    s.total = <double*><size_t>room(most * spans, np.float64)
    with nogil:
        for number in range(blocks):
            start = first + number * BLOCK
            b = block(&ours, &theirs, &lows[0], width, start, min(last, start + BLOCK), across, most)
            if b.segment < b.last_segment and b.span < b.last_span:
                fill(&ours, &theirs, &meanings, &frequency[0], &lows[0], width, b, across, rest, scores, s)


cdef Block block(
    const Rows* ours, const Rows* theirs, const int64_t* lows, int64_t width, int64_t start, int64_t stop, bint across,
    int64_t most,
) noexcept nogil:
    cdef int64_t columns = theirs.height if across else ours.height
    cdef int64_t left = min(columns, lows[start]), right = min(columns, lows[stop - 1] + width)
    cdef int64_t first = left if across else start, last = right if across else stop
    cdef int64_t end = max(first, min(theirs.height, last + most - 1))
    return Block(start if across else left, stop if across else right, first, min(last, theirs.height), end)


cdef void fill(
    const Rows* ours, const Rows* theirs, const Rows* table, const float* frequency, const int64_t* lows,
    int64_t width, Block b, bint across, double rest, float[:, :, ::1] scores, Scratch s,
) noexcept nogil:
    cdef int64_t segment, k, low, high, row, m, most = scores.shape[0], spans = b.end - b.span
    cdef int64_t count = collect(ours, b, s)
    explain(theirs, table, frequency, b, rest, count, s)
    spread(theirs, b, most, s)
    low = high = 0
    for segment in range(b.segment, b.last_segment):
        if across:
            low, high = lows[segment] - b.span, min(b.last_span, lows[segment] + width) - b.span
        else:
            while low < b.last_span - b.span and lows[b.span + low] + width <= segment:
                low += 1
            while high < b.last_span - b.span and lows[b.span + high] <= segment:
                high += 1
        if low >= high:
            continue
        score(ours, segment, low, high, most, spans, rest, s)
        for m in range(most):
            for k in range(low, min(high, spans - m)):
                row = segment if across else b.span + k
                scores[m, row, (b.span + k if across else segment) - lows[row]] = <float>s.total[m * spans + k]
    for k in range(count):
        s.place[s.tokens[k]] = -1


cdef int64_t collect(const Rows* ours, Block b, Scratch s) noexcept nogil:
    """Number the tokens of the segments."""
    cdef int64_t entry, token, count = 0
    for entry in range(ours.starts[b.segment], ours.starts[b.last_segment]):
        token = ours.columns[entry]
        if s.place[token] < 0:
            s.place[token] = <int32_t>count
            s.tokens[count] = token
            count += 1
    return count


cdef void explain(
    const Rows* theirs, const Rows* table, const float* frequency, Block b, double rest, int64_t count, Scratch s
) noexcept nogil:
    """How much of each token the segments of the spans account for, in units of `rest`; not yet by their length."""
    cdef int64_t spans = b.end - b.span, begin = theirs.starts[b.span], segment, entry, word, words = 0, meaning, k
    cdef int32_t place, other
    cdef float scale
    for k in range(count):
        s.low[k], s.high[k] = <int32_t>spans, -1
    for k in range(count * spans):
        s.mass[k] = 0
    for segment in range(spans):
        for entry in range(theirs.starts[b.span + segment] - begin, theirs.starts[b.span + segment + 1] - begin):
            word = theirs.columns[begin + entry]
            if s.entry[word] < 0:
                s.words[words] = word
                words += 1
            s.segment[entry] = <int32_t>segment
            s.before[entry] = s.entry[word]
            s.entry[word] = <int32_t>entry
    for k in range(words):
        word = s.words[k]
        for meaning in range(table.starts[word], table.starts[word + 1]):
            place = s.place[table.columns[meaning]]
            if place < 0:
                continue
            scale = <float>(table.values[meaning] * (1 - rest) / rest / frequency[table.columns[meaning]])
            other = s.entry[word]
            s.high[place] = max(s.high[place], s.segment[other])
            while other >= 0:
                s.mass[place * spans + s.segment[other]] += scale * theirs.values[begin + other]
                s.low[place] = min(s.low[place], s.segment[other])
                other = s.before[other]
        s.entry[word] = -1


cdef void spread(const Rows* theirs, Block b, int64_t most, Scratch s) noexcept nogil:
    """One over the tokens of each span; each of its segments counts one more."""
    cdef int64_t spans = b.end - b.span, k, m, entry
    cdef double tokens
    for k in range(spans):
        tokens = 0
        for m in range(min(most, spans - k)):
            tokens += 1
            for entry in range(theirs.starts[b.span + k + m], theirs.starts[b.span + k + m + 1]):
                tokens += theirs.values[entry]
            s.share[m * spans + k] = <float>(1 / tokens)


cdef void score(
    const Rows* ours, int64_t segment, int64_t low, int64_t high, int64_t most, int64_t spans, double rest, Scratch s
) noexcept nogil:
    """total[length-1, span]: the score of a segment given each span that begins from low to high."""
    cdef int64_t entry, m, k, first, last, copies, factors = 0
    cdef int32_t place
    cdef double tokens = 0, power
    cdef float value
    for m in range(most):
        for k in range(low, high):
            s.product[m * spans + k] = 1
            s.total[m * spans + k] = 0
    for entry in range(ours.starts[segment], ours.starts[segment + 1]):
        value = ours.values[entry]
        tokens += value
        place = s.place[ours.columns[entry]]
        first, last = max(low, s.low[place] - most + 1), min(high, s.high[place] + 1)
        if first >= last:
            continue
        copies = <int64_t>value
        if copies != value or copies > REPEATED:
            power, copies = value, 1
        else:
            power = 0
        if factors + copies > FACTORS:
            take_logarithms(low, high, most, spans, s)
            factors = 0
        factors += copies
        for k in range(first, last):
            s.window[k] = 0
        for m in range(most):
            # Spans that would run past the end are left alone.
            multiply(
                s.window, s.mass + place * spans + m, s.share + m * spans,
                s.product + m * spans, s.total + m * spans, first, min(last, spans - m), copies, power,
            )
    take_logarithms(low, high, most, spans, s)
    tokens *= log(rest)
    for m in range(most):
        for k in range(low, high):
            s.total[m * spans + k] += tokens


cdef void multiply(
    float* window, const float* mass, const float* share, double* product, double* total, int64_t first, int64_t last,
    int64_t copies, double power,
) noexcept nogil:
    """Let one token count in the spans of one length, whose last segment is now within their window."""
    cdef int64_t k, copy
    cdef double factor
    if power:
        for k in range(first, last):
            window[k] += mass[k]
            total[k] += power * log(1 + window[k] * share[k])
        return
    for k in range(first, last):
        window[k] += mass[k]
        product[k] *= 1 + window[k] * share[k]
    for copy in range(1, copies):
        for k in range(first, last):
            product[k] *= 1 + window[k] * share[k]


cdef void take_logarithms(int64_t low, int64_t high, int64_t most, int64_t spans, Scratch s) noexcept nogil:
    cdef int64_t m, k
    for m in range(most):
        for k in range(low, high):
            s.total[m * spans + k] += log(s.product[m * spans + k])
            s.product[m * spans + k] = 1
