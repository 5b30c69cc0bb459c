"""The rows of an `arrays.Sparse` as the kernels see them."""

from libc.stdint cimport int64_t


cdef struct Rows:
    const int64_t* starts
    const int64_t* columns
    const float* values
    int64_t height


cdef inline Rows rows(matrix):
    """Valid as long as the matrix lives."""
    cdef const int64_t[::1] starts = matrix.starts, columns = matrix.columns
    cdef const float[::1] values = matrix.values
    return Rows(&starts[0], &columns[0], &values[0], starts.shape[0] - 1)
