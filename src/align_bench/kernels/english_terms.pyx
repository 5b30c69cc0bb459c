"""The places of English terms among words, compiled: `terms.matching.target_terms` says what they are."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free
from cpython.object cimport PyObject, PyTypeObject
from cpython.ref cimport Py_INCREF
from cpython.tuple cimport PyTuple_GET_ITEM, PyTuple_SET_ITEM
from cpython.unicode cimport PyUnicode_Substring
from libc.stdint cimport uint64_t

cdef extern from "Python.h":
    bint is_space "Py_UNICODE_ISSPACE"(Py_UCS4)
    object PyType_GenericAlloc(PyTypeObject*, Py_ssize_t)

cdef enum:
    PLACES_OF_ONE = 16  # bits for each beginning: of those asked for in vain, hardly any is looked up

cdef str ARTICLE = "the"
cdef tuple FIELDS = ("concept", "start", "stop", "text", "status", "embedded")


cdef class Places:
    """Where words make the key of a form."""

    cdef object forms
    cdef Py_ssize_t most_articles
    cdef uint64_t* begins  # a bit for the hash of each beginning of a key
    cdef uint64_t* ends  # a bit for the hash of each key
    cdef int shift

    def __cinit__(self, forms, Py_ssize_t most_articles):
        cdef Py_ssize_t letters = 1
        cdef int bits = 10
        cdef str key
        cdef uint64_t mixed
        self.forms, self.most_articles = forms, most_articles
        for key in forms:
            letters += len(key)
        while (<Py_ssize_t>1 << bits) < PLACES_OF_ONE * letters:
            bits += 1
        self.shift = 64 - bits
        self.begins = <uint64_t*>PyMem_Calloc((<Py_ssize_t>1 << bits) // 64, sizeof(uint64_t))
        self.ends = <uint64_t*>PyMem_Calloc((<Py_ssize_t>1 << bits) // 64, sizeof(uint64_t))
        if not self.begins or not self.ends:
            raise MemoryError
        for key in forms:
            mixed = 0
            for character in key:
                mixed = mixed_with(mixed, character)
                enter(self.begins, mixed >> self.shift)
            enter(self.ends, mixed >> self.shift)

    def __dealloc__(self):
        PyMem_Free(self.begins)
        PyMem_Free(self.ends)

    def find(self, str text, words):
        """Start, stop and key of each place, in order of the first word, longer places first."""
        cdef tuple known = tuple(words)
        cdef Py_ssize_t first
        cdef list found = []
        for first in range(len(known)):
            self.find_from(text, known, first, found)
        return found

    cdef find_from(self, str text, tuple words, Py_ssize_t first, list found):
        cdef Py_ssize_t place, before = len(found), articles = 0
        cdef object word = words[first], left
        cdef str key = part(word, 3)
        cdef uint64_t mixed = hashed(0, key)
        if not has(self.begins, mixed >> self.shift):
            return
        if has(self.ends, mixed >> self.shift) and key in self.forms:
            found.append((part(word, 0), part(word, 1), key))
        for place in range(first + 1, len(words)):
            left, word = word, words[place]
            if part(word, 3) == ARTICLE:
                articles += 1
                if articles > self.most_articles or not are_joint(text, left, word):
                    break
                continue
            articles = 0
            mixed = hashed(mixed, part(word, 3))
            if not has(self.begins, mixed >> self.shift) or not are_joint(text, left, word):
                break
            if has(self.ends, mixed >> self.shift):
                key = joined(words, first, place)
                if key in self.forms:
                    found.append((part(words[first], 0), part(word, 1), key))
        if len(found) > before + 1:
            found[before:] = found[: before - 1 if before else None : -1]


cdef class Hits:
    """The hits at places: made of what stands at a key, or asked for."""

    cdef Places places
    cdef dict plain
    cdef object particular
    cdef object kind

    def __init__(self, Places places, dict plain, particular, kind):
        """`plain`: the concepts and statuses of the keys at which nothing else is asked for; `particular` gives the
        hits at another key, of (text, key, start, stop); `kind` is that of the tuples."""
        if kind._fields != FIELDS:
            raise TypeError(f"hits have {', '.join(FIELDS)}")
        self.places, self.plain, self.particular, self.kind = places, plain, particular, kind

    def find(self, str text, words):
        """By start, of these the longest first."""
        cdef list found = []
        cdef object start, stop, key, concept, status, known
        for start, stop, key in self.places.find(text, words):
            known = self.plain.get(key)
            if known is None:
                found.extend(self.particular(text, key, start, stop))
                continue
            for concept, status in known:
                found.append(self.made(concept, start, stop, PyUnicode_Substring(text, start, stop), status))
        return found

    cdef made(self, object concept, object start, object stop, object surface, object status):
        hit = PyType_GenericAlloc(<PyTypeObject*>self.kind, 6)
        put(hit, 0, concept)
        put(hit, 1, start)
        put(hit, 2, stop)
        put(hit, 3, surface)
        put(hit, 4, status)
        put(hit, 5, False)
        return hit


def without_nested(hits):
    """Of one concept, no hit inside another one, and none twice; `hits` by start, of these the longest first."""
    cdef dict reached = {}
    cdef list found = []
    cdef object hit, concept
    cdef Py_ssize_t stop, known
    for hit in hits:
        concept = part(hit, 0).id
        stop = part(hit, 2)
        known = reached.get(concept, -1)
        if stop > known:
            reached[concept] = part(hit, 2)
            found.append(hit)
    return tuple(found)


cdef bint are_joint(str text, object left, object right):
    """As `terms.english.is_joint`."""
    cdef Py_ssize_t at = part(left, 1), stop = part(right, 0)
    if stop == at + 1 and text[at] == u" ":
        return True
    if at < stop and (text[at] == u"'" or text[at] == u"’"):
        at += 1
        if at < stop and text[at] == u"s":
            at += 1
    while at < stop and is_between(text[at]):
        at += 1
    return at == stop


cdef inline bint is_between(Py_UCS4 character) noexcept:
    """White space, hyphens, dashes, strokes and quotes."""
    if character < 128:
        return character in u"-/\"'" or is_space(character)
    return 0x2010 <= character <= 0x2014 or character in u"“”‘’" or is_space(character)


cdef str joined(tuple words, Py_ssize_t first, Py_ssize_t last):
    """The keys of words without the articles inside."""
    cdef Py_ssize_t place
    cdef list keys = [part(words[first], 3)]
    for place in range(first + 1, last + 1):
        if part(words[place], 3) != ARTICLE:
            keys.append(part(words[place], 3))
    return "".join(keys)


cdef inline put(object hit, Py_ssize_t index, object value):
    Py_INCREF(value)
    PyTuple_SET_ITEM(hit, index, value)


cdef inline object part(object token, Py_ssize_t index):
    return <object>PyTuple_GET_ITEM(token, index)


cdef inline uint64_t mixed_with(uint64_t mixed, Py_UCS4 character) noexcept:
    return (mixed ^ <uint64_t>character) * <uint64_t>0x9E3779B97F4A7C15


cdef inline uint64_t hashed(uint64_t mixed, str key):
    cdef Py_UCS4 character
    for character in key:
        mixed = mixed_with(mixed, character)
    return mixed


cdef inline void enter(uint64_t* bits, uint64_t place) noexcept:
    bits[place >> 6] |= <uint64_t>1 << (place & 63)


cdef inline bint has(const uint64_t* bits, uint64_t place) noexcept:
    return bits[place >> 6] >> (place & 63) & 1
