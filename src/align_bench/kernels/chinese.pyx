"""Chinese text folded, compiled: `terms.chinese.fold` says how."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc

cdef extern from "Python.h":
    bint is_space "Py_UNICODE_ISSPACE"(Py_UCS4)
    object PyUnicode_FromKindAndData(int, const void*, Py_ssize_t)

cdef enum:
    PLANE = 1 << 16  # characters of the basic plane are looked up at once


cdef class Folder:
    cdef Py_UCS4* plane
    cdef dict others

    def __cinit__(self, dict same):
        """`same`: what a character becomes, code points by code point."""
        cdef Py_ssize_t code
        self.others = {}
        self.plane = <Py_UCS4*>PyMem_Malloc(PLANE * sizeof(Py_UCS4))
        if not self.plane:
            raise MemoryError
        for code in range(PLANE):
            self.plane[code] = <Py_UCS4>code
        for old, new in same.items():
            if old < PLANE:
                self.plane[<Py_ssize_t>old] = <Py_UCS4><Py_ssize_t>new
            else:
                self.others[old] = new

    def __dealloc__(self):
        PyMem_Free(self.plane)

    def fold(self, str text):
        """The folded text, and where each of its characters stands: a list, or None where it is as long as it was."""
        cdef Py_ssize_t length = len(text), at, kept = 0, where
        cdef Py_UCS4 character
        cdef list starts
        cdef bint is_changed = False
        cdef Py_UCS4* folded = <Py_UCS4*>PyMem_Malloc((length + 1) * sizeof(Py_UCS4))
        cdef Py_ssize_t* places = <Py_ssize_t*>PyMem_Malloc((length + 1) * sizeof(Py_ssize_t))
        try:
            if not folded or not places:
                raise MemoryError
            for at in range(length):
                character = self.folded(text[at])
                is_changed = is_changed or character != text[at]
                if not is_space(character):
                    folded[kept], places[kept] = character, at
                    kept += 1
            if kept == length:
                return PyUnicode_FromKindAndData(4, folded, length) if is_changed else text, None
            starts = [places[where] for where in range(kept)]
            starts.append(length)
            return PyUnicode_FromKindAndData(4, folded, kept), starts
        finally:
            PyMem_Free(folded)
            PyMem_Free(places)

    cdef inline Py_UCS4 folded(self, Py_UCS4 character) except? 0:
        if character < PLANE:
            return self.plane[character]
        known = self.others.get(<Py_ssize_t>character)
        return character if known is None else <Py_UCS4><Py_ssize_t>known
