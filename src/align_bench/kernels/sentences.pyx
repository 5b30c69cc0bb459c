"""Pairing the sentences of one unit, compiled: `checks.sentences` says how."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.math cimport INFINITY, fabs, log
from libc.string cimport memset


def path(
    list ours, list theirs, source, target, list shapes, double term, double length, double shortest
):
    """As `checks.sentences._path`, with the shapes as (wide, high, cost)."""
    cdef Py_ssize_t height = len(source), width = len(target), i, m, j, n, wide, high, row = width + 1
    cdef double ratio, total, cost, here, there
    cdef list found = [], ours_of = [ours, joined(ours)], theirs_of = [theirs, joined(theirs)]
    cdef double* costs = <double*>PyMem_Malloc((height + 1) * row * sizeof(double))
    cdef signed char* came = <signed char*>PyMem_Malloc((height + 1) * row)
    cdef Py_ssize_t ends = 0, reach = 0
    try:
        if not costs or not came:
            raise MemoryError
        for i in range(height):
            reach += <Py_ssize_t>source[i][1] - <Py_ssize_t>source[i][0]
        for m in range(width):
            ends += <Py_ssize_t>target[m][1] - <Py_ssize_t>target[m][0]
        ratio = <double>ends / <double>max(1, reach)
        for i in range((height + 1) * row):
            costs[i] = INFINITY
        memset(came, 0, (height + 1) * row)
        costs[0] = 0.0
        for i in range(height + 1):
            for m in range(row):
                for place in range(len(shapes)):
                    wide, high, cost = shapes[place]
                    if wide > i or high > m or costs[(i - wide) * row + m - high] == INFINITY:
                        continue
                    total = costs[(i - wide) * row + m - high] + cost
                    if wide and high:
                        total -= term * len(ours_of[wide - 1][i - 1] & theirs_of[high - 1][m - 1])
                        there = <Py_ssize_t>target[m - 1][1] - <Py_ssize_t>target[m - high][0]
                        here = <double>(<Py_ssize_t>source[i - 1][1] - <Py_ssize_t>source[i - wide][0]) * ratio
                        total += length * fabs(log((there + shortest) / (here + shortest)))
                    if total < costs[i * row + m]:
                        costs[i * row + m] = total
                        came[i * row + m] = <signed char>place
        i, m = height, width
        while i or m:
            wide, high, _ = shapes[came[i * row + m]]
            found.append((i - wide, i, m - high, m))
            i, m = i - wide, m - high
        found.reverse()
        return found
    finally:
        PyMem_Free(costs)
        PyMem_Free(came)


cdef list joined(list concepts):
    """Of each two neighbours, at the place of the second, the concepts of both."""
    cdef Py_ssize_t place
    return [set(), *(concepts[place - 1] | concepts[place] for place in range(1, len(concepts)))]
