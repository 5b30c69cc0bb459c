"""IBM Model 1, compiled: the sums of `align_bench.align.learning`, word by word.

Only the different pairs of words are kept, not their every meeting: while the beads of one word are gone through, its
row of the table lies open over the vocabulary of the other side.
"""

import numpy as np

from libc.stdint cimport int32_t, int64_t

from align_bench.kernels.sparse cimport Rows, rows


# Rows after which it is asked whether anybody still waits: thousandths of a second.
cdef int64_t ROWS = 100


cdef struct Table:
    # Row by row, the words b that a word a meets or that the dictionary gives it, and t(b|a).
    int64_t* starts
    int32_t* columns
    double* share


cdef struct Open:
    # For each word b, of the row in hand: t(b|a), the dictionary's t(b|a), and the expected count.
    double* share
    double* known
    double* count


def model1(
    meetings, explained, prior, const double[::1] frequency, const double[::1] totals, *,
    int64_t rounds, double sightings, double discount, double dictionary_share, double empty_word, double smallest,
    float least, heed,
):
    """t(b|a) as starts, columns and values; the columns of a row in no order.

    `heed` is called now and then; what it raises ends the work.

    `meetings` has a row of beads for each word a, `explained` a row of words b for each bead, `totals` the number of
    words a of each bead. The constants are those of `align_bench.align.learning`.
    """
    cdef Rows beads = rows(meetings), words = rows(explained), dictionary = rows(prior)
    cdef int64_t height = beads.height, width = frequency.shape[0], size = words.starts[words.height]
    cdef int64_t[::1] starts = np.zeros(height + 1, np.int64), ends = np.zeros(height + 1, np.int64)
    cdef int32_t[::1] columns = np.empty(1, np.int32), seen = np.full(width, -1, np.int32)
    cdef double[::1] share, open_share = np.zeros(width), open_known = np.zeros(width), open_count = np.zeros(width)
    # For each word b of each bead: what all words a explain of it, and its weight over that.
    cdef double[::1] sums = np.zeros(max(1, size)), weights = np.zeros(max(1, size))
    cdef Table table = Table(&starts[0], &columns[0], NULL)
    cdef Open row = Open(&open_share[0], &open_known[0], &open_count[0])
    cdef int64_t a, turn, kept = 0
    cdef double mass

    with nogil:
        for a in range(height):
            starts[a + 1] = starts[a] + meet(&beads, &words, &dictionary, a, &seen[0], NULL)
    columns, share = np.empty(max(1, starts[height]), np.int32), np.empty(max(1, starts[height]))
    table.columns, table.share = &columns[0], &share[0]
    seen[:] = -1
    with nogil:
        for a in range(height):
            meet(&beads, &words, &dictionary, a, &seen[0], &columns[starts[a]])
            look_up(&dictionary, a, &row, 1)
            guess(&table, a, &row, &frequency[0], dictionary_share)
            look_up(&dictionary, a, &row, 0)
            spread(&beads, &words, a, &row, &sums[0])
        for turn in range(rounds + 1):
            with gil:
                heed()
            weigh(&words, &frequency[0], &totals[0], empty_word, smallest, &sums[0], &weights[0])
            for a in range(height):
                if a % ROWS == 0:
                    with gil:
                        heed()
                mass = count(&beads, &words, &table, a, &row, &weights[0])
                look_up(&dictionary, a, &row, 1)
                if turn < rounds:
                    renew(&table, a, &row, mass, sightings, smallest)
                    spread(&beads, &words, a, &row, &sums[0])
                else:
                    kept = finish(&table, a, &row, mass, sightings, discount, least, kept)
                    ends[a + 1] = kept
                look_up(&dictionary, a, &row, 0)
    return np.asarray(ends), np.asarray(columns)[:kept].astype(np.int64), np.asarray(share)[:kept].astype(np.float32)


cdef int64_t meet(
    const Rows* beads, const Rows* words, const Rows* dictionary, int64_t a, int32_t* seen, int32_t* columns
) noexcept nogil:
    """Number the words of a row, and write them down where there is room for them."""
    cdef int64_t k, bead, entry, found = 0
    for k in range(beads.starts[a], beads.starts[a + 1]):
        bead = beads.columns[k]
        for entry in range(words.starts[bead], words.starts[bead + 1]):
            found += note(words.columns[entry], a, seen, columns, found)
    for entry in range(dictionary.starts[a], dictionary.starts[a + 1]):
        found += note(dictionary.columns[entry], a, seen, columns, found)
    return found


cdef inline int64_t note(int64_t b, int64_t a, int32_t* seen, int32_t* columns, int64_t place) noexcept nogil:
    if seen[b] == a:
        return 0
    seen[b] = <int32_t>a
    if columns:
        columns[place] = <int32_t>b
    return 1


cdef void look_up(const Rows* dictionary, int64_t a, Open* row, double share) noexcept nogil:
    """Open the dictionary's row, or with 0 close it."""
    cdef int64_t entry
    for entry in range(dictionary.starts[a], dictionary.starts[a + 1]):
        row.known[dictionary.columns[entry]] = share * dictionary.values[entry]


cdef void guess(Table* table, int64_t a, Open* row, const double* frequency, double dictionary_share) noexcept nogil:
    """What t(b|a) begins with."""
    cdef int64_t place
    cdef int32_t b
    for place in range(table.starts[a], table.starts[a + 1]):
        b = table.columns[place]
        table.share[place] = dictionary_share * row.known[b] + (1 - dictionary_share) * frequency[b]
        row.share[b] = table.share[place]


cdef void spread(const Rows* beads, const Rows* words, int64_t a, Open* row, double* sums) noexcept nogil:
    """Add what this word explains of every word of its beads."""
    cdef int64_t k, bead, entry
    cdef double times
    for k in range(beads.starts[a], beads.starts[a + 1]):
        bead, times = beads.columns[k], beads.values[k]
        for entry in range(words.starts[bead], words.starts[bead + 1]):
            sums[entry] += times * row.share[words.columns[entry]]


cdef void weigh(
    const Rows* words, const double* frequency, const double* totals, double empty_word, double smallest, double* sums,
    double* weights,
) noexcept nogil:
    """Each word b over what explains it, the empty word included; the sums begin anew."""
    cdef int64_t bead, entry
    for bead in range(words.height):
        for entry in range(words.starts[bead], words.starts[bead + 1]):
            sums[entry] += totals[bead] * frequency[words.columns[entry]] * empty_word + smallest
            weights[entry] = words.values[entry] / sums[entry]
            sums[entry] = 0


cdef double count(
    const Rows* beads, const Rows* words, Table* table, int64_t a, Open* row, const double* weights
) noexcept nogil:
    """The expected counts of a row, and their sum."""
    cdef int64_t k, bead, entry, place
    cdef int32_t b
    cdef double times, mass = 0
    for place in range(table.starts[a], table.starts[a + 1]):
        row.count[table.columns[place]] = 0
    for k in range(beads.starts[a], beads.starts[a + 1]):
        bead, times = beads.columns[k], beads.values[k]
        for entry in range(words.starts[bead], words.starts[bead + 1]):
            row.count[words.columns[entry]] += times * weights[entry]
    for place in range(table.starts[a], table.starts[a + 1]):
        b = table.columns[place]
        row.count[b] *= table.share[place]
        mass += row.count[b]
    return mass


cdef void renew(Table* table, int64_t a, Open* row, double mass, double sightings, double smallest) noexcept nogil:
    """t(b|a) from the expected counts and the dictionary."""
    cdef int64_t place
    cdef int32_t b
    for place in range(table.starts[a], table.starts[a + 1]):
        b = table.columns[place]
        table.share[place] = max((row.count[b] + sightings * row.known[b]) / (mass + sightings), smallest)
        row.share[b] = table.share[place]


cdef int64_t finish(
    Table* table, int64_t a, Open* row, double mass, double sightings, double discount, float least, int64_t kept
) noexcept nogil:
    """The discounted t(b|a) in the places from `kept`, which no later row needs; where they end."""
    cdef int64_t place
    cdef int32_t b
    cdef double share
    for place in range(table.starts[a], table.starts[a + 1]):
        b = table.columns[place]
        share = (max(row.count[b] - discount, 0) + sightings * row.known[b]) / (mass + sightings)
        if <float>share >= least:
            table.columns[kept], table.share[kept] = b, share
            kept += 1
    return kept
