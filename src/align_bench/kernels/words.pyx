"""Cutting Chinese into words, compiled: `align_bench.text.tokens.longest_words` for the words of a dictionary."""

from libc.stdint cimport int64_t
from libc.stdlib cimport free, malloc

cdef enum:
    PLACES = 1 << 17  # for the beginnings of words; two that share a place cost a look-up in vain


cdef class Cutter:
    cdef dict words
    cdef unsigned char longest[PLACES]  # by the first two characters: the length of the longest word, at most 255

    def __init__(self, dict words):
        cdef str word
        cdef unsigned char* place
        self.words = words
        for word in words:
            if len(word) > 1:
                place = &self.longest[beginning(word[0], word[1])]
                place[0] = <unsigned char>max(place[0], min(len(word), 255))

    def cut(self, str run, Py_ssize_t longest):
        """Cut a run of characters so that the sum of the squared lengths of its known words is largest."""
        cdef Py_ssize_t length = len(run), start, size, reach
        cdef int64_t* best = <int64_t*>malloc((length + 1) * sizeof(int64_t))
        cdef Py_ssize_t* last = <Py_ssize_t*>malloc((length + 1) * sizeof(Py_ssize_t))
        cdef list found = []
        try:
            if not best or not last:
                raise MemoryError
            for start in range(length + 1):
                best[start], last[start] = 0, 1
            for start in range(length):
                # Of equal sums the one with the shorter last word wins, which is found later.
                reach = min(longest, length - start)
                if reach > 1:
                    reach = min(reach, self.longest[beginning(run[start], run[start + 1])])
                for size in range(2, reach + 1):
                    if best[start] + size * size >= best[start + size] and run[start : start + size] in self.words:
                        best[start + size], last[start + size] = best[start] + size * size, size
                if best[start] + 1 >= best[start + 1]:
                    best[start + 1], last[start + 1] = best[start] + 1, 1
            while length:
                found.append(run[length - last[length] : length])
                length -= last[length]
        finally:
            free(best)
            free(last)
        found.reverse()
        return found


cdef inline Py_ssize_t beginning(Py_UCS4 first, Py_UCS4 second) noexcept:
    return (<Py_ssize_t>first * 31 + <Py_ssize_t>second) & (PLACES - 1)
