"""The marks of a text, compiled: `align_bench.checks.consistency.repetitions.marks_of` says which these are."""


def marks(str run, Py_ssize_t part, Py_ssize_t window):
    """Of the parts of a run of characters, each of so many, the least of each window of so many in a row."""
    cdef Py_ssize_t count = len(run) - part + 1, start, at, least = -1, last = -1
    cdef set found = set()
    for start in range(count - window + 1):
        if least < start:
            least = start
            for at in range(start + 1, start + window):
                if is_less(run, at, least, part):
                    least = at
        elif is_less(run, start + window - 1, least, part):
            least = start + window - 1
        if least != last:
            found.add(run[least : least + part])
            last = least
    return found


cdef bint is_less(str run, Py_ssize_t one, Py_ssize_t other, Py_ssize_t part):
    cdef Py_ssize_t n
    for n in range(part):
        if run[one + n] != run[other + n]:
            return run[one + n] < run[other + n]
    return False
