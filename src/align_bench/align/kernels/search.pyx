"""The dynamic programme of `align_bench.align.search`, row by row through a band."""

from libc.math cimport exp, log

cdef double NEVER = -1e18
cdef float IMPOSSIBLE = -1e8

cdef double NEGLIGIBLE = 40.0
"""Of a sum, terms smaller than the largest by this factor (in the logarithm) are beyond the last digit."""


def backward(
    const float[:, :, ::1] scores,
    Py_ssize_t start,
    const long long[::1] lows,
    Py_ssize_t target_length,
    const long long[:, ::1] shapes,
    Py_ssize_t added,
    double[:, ::1] best,
    signed char[:, ::1] choice,
    double[:, ::1] sums,
):
    """From the last row of a patch up: the best shape of each cell and, where `sums` has rows, the sum of all ways on.

    `scores` are those of the patch, `best` a ring of rows with the values of the best ways on.
    """
    with nogil:
        pass
