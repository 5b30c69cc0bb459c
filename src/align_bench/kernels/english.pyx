"""English words and the places of terms among them, compiled: `terms.english` and `terms.matcher` say what both are."""

from cpython.dict cimport PyDict_GetItem
from cpython.object cimport PyObject, PyTypeObject
from cpython.ref cimport Py_INCREF
from cpython.set cimport PySet_Contains
from cpython.tuple cimport PyTuple_GET_ITEM, PyTuple_SET_ITEM
from cpython.unicode cimport PyUnicode_Concat, PyUnicode_Substring

cdef extern from "Python.h":
    bint isalnum "Py_UNICODE_ISALNUM"(Py_UCS4)
    object PyType_GenericAlloc(PyTypeObject*, Py_ssize_t)

cdef Py_ssize_t KNOWN = 1 << 16  # words of which the key is remembered
cdef str ARTICLE = "the"


cdef class Tokenizer:
    cdef object token
    cdef object key_of
    cdef dict keys

    def __init__(self, token, key_of):
        """`token` is the kind of tuple that words become: start, stop, text, key; `key_of` makes the key of a word."""
        self.token, self.key_of, self.keys = token, key_of, {}

    def tokens(self, str text):
        """The words and figures of a text, in order."""
        cdef Py_ssize_t length = len(text), at = 0, start
        cdef list found = []
        while at < length:
            if not isalnum(text[at]):
                at += 1
                continue
            start = at
            at = word_end(text, start, length)
            found.append(self.made(start, at, PyUnicode_Substring(text, start, at)))
        return found

    cdef made(self, object start, object stop, object word):
        cdef object key, token
        cdef PyObject* known = PyDict_GetItem(self.keys, word)
        if known is NULL:
            if len(self.keys) >= KNOWN:
                self.keys.clear()
            key = self.key_of(word)
            self.keys[word] = key
        else:
            key = <object>known
        # A call of the kind itself takes five times as long.
        token = PyType_GenericAlloc(<PyTypeObject*>self.token, 4)
        Py_INCREF(start)
        PyTuple_SET_ITEM(token, 0, start)
        Py_INCREF(stop)
        PyTuple_SET_ITEM(token, 1, stop)
        Py_INCREF(word)
        PyTuple_SET_ITEM(token, 2, word)
        Py_INCREF(key)
        PyTuple_SET_ITEM(token, 3, key)
        return token


cdef Py_ssize_t word_end(str text, Py_ssize_t at, Py_ssize_t length):
    """Where a word ends that begins here: an apostrophe inside and invisible marks are part of it, `'s` is not."""
    cdef Py_ssize_t behind
    while True:
        while at < length and isalnum(text[at]):
            at += 1
        if at == length:
            return at
        behind = at
        if text[at] == u"'" or text[at] == u"’":
            if not is_possessive(text, at + 1, length):
                behind += 1
        else:
            while behind < length and is_inside(text[behind]):
                behind += 1
        if behind == at or behind == length or not isalnum(text[behind]):
            break
        at = behind
    while at < length and 0x300 <= text[at] <= 0x36F:
        at += 1
    return at


cdef inline bint is_possessive(str text, Py_ssize_t at, Py_ssize_t length):
    return at < length and text[at] == u"s" and (
        at + 1 == length or not (isalnum(text[at + 1]) or text[at + 1] == u"_")
    )


cdef inline bint is_inside(Py_UCS4 character):
    """Combining accents, soft hyphens, zero-width spaces, word joiners."""
    return 0x300 <= character <= 0x36F or character == 0xAD or character == 0x200B or character == 0x2060


def places(str text, words, forms, frozenset beginnings, is_joint):
    """Where words make the key of a form: start, stop and key, by first word, shorter places first."""
    cdef Py_ssize_t count = len(words), first, place
    cdef list found = []
    cdef object start, key, word, left
    cdef str longer
    cdef tuple known = tuple(words)
    for first in range(count):
        word = known[first]
        key = part(word, 3)
        if not PySet_Contains(beginnings, key):
            continue
        start = part(word, 0)
        if key in forms:
            found.append((start, part(word, 1), key))
        for place in range(first + 1, count):
            left, word = word, known[place]
            is_article = part(word, 3) == ARTICLE
            if not is_article:
                key = PyUnicode_Concat(key, part(word, 3))
                if not PySet_Contains(beginnings, key):
                    break
            if not (follows(text, left, word) or is_joint(text, left, word)):
                break
            if not is_article and key in forms:
                found.append((start, part(word, 1), key))
    return found


cdef inline object part(object token, Py_ssize_t index):
    return <object>PyTuple_GET_ITEM(token, index)


cdef inline bint follows(str text, object left, object right):
    """Whether one space stands between two words."""
    cdef Py_ssize_t stop = part(left, 1)
    return <Py_ssize_t>part(right, 0) == stop + 1 and text[stop] == u" "
