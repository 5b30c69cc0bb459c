"""Candidates of the coarse pass, compiled: the scores of `align_bench.align.search.coarse`, segment by segment."""

import numpy as np

from libc.math cimport exp, fabs, sqrt
from libc.stdint cimport int64_t


def candidates(
    source, forward, postings, const double[::1] own_rarity, const double[::1] rarity, *, int64_t most, double least,
    double pull,
):
    """The best few target segments of each source segment: rows, columns, scores; best first, ties by column.

    `postings` has a row of target segments for each target word; `pull` is that of the diagonal.
    """
    cdef const int64_t[::1] starts = source.starts, words = source.columns
    cdef const int64_t[::1] meaning_starts = forward.starts, meanings = forward.columns
    cdef const int64_t[::1] posting_starts = postings.starts, segments = postings.columns
    cdef const float[::1] counts = source.values, shares = forward.values
    cdef int64_t height = starts.shape[0] - 1, found = 0, row, entry, meaning, posting, number, kept, segment, place
    cdef int64_t[::1] rows = np.empty(height * most, np.int64), columns = np.empty(height * most, np.int64)
    cdef double[::1] scores = np.empty(height * most), score = np.zeros(max(1, postings.width))
    cdef int64_t[::1] touched = np.empty(max(1, postings.width), np.int64)
    cdef double weight, postings_width = postings.width
    cdef float share
    with nogil:
        for row in range(height):
            number = 0
            for entry in range(starts[row], starts[row + 1]):
                if own_rarity[words[entry]] == 0:
                    continue
                for meaning in range(meaning_starts[words[entry]], meaning_starts[words[entry] + 1]):
                    share = <float>sqrt(shares[meaning])
                    weight = share * (own_rarity[words[entry]] * counts[entry]) * rarity[meanings[meaning]]
                    if weight == 0:
                        continue
                    for posting in range(posting_starts[meanings[meaning]], posting_starts[meanings[meaning] + 1]):
                        segment = segments[posting]
                        if score[segment] == 0:
                            touched[number] = segment
                            number += 1
                        score[segment] += weight
            kept = found
            for entry in range(number):
                segment = touched[entry]
                if score[segment] >= least:
                    score[segment] *= exp(-pull * fabs(<double>row / height - <double>segment / postings_width))
                    # Sort it in among the few; the last one drops out where there are too many.
                    place = kept
                    while place > found and before(score[segment], segment, scores[place - 1], columns[place - 1]):
                        if place < found + most:
                            scores[place], columns[place] = scores[place - 1], columns[place - 1]
                        place -= 1
                    if place < found + most:
                        scores[place], columns[place], kept = score[segment], segment, min(kept + 1, found + most)
                score[segment] = 0
            for place in range(found, kept):
                rows[place] = row
            found = kept
    return np.asarray(rows)[:found], np.asarray(columns)[:found], np.asarray(scores)[:found]


cdef inline bint before(double score, int64_t column, double other, int64_t other_column) noexcept nogil:
    return score > other or (score == other and column < other_column)
