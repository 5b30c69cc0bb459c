"""English words, compiled: `terms.english` says what they are."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free
from cpython.object cimport PyObject, PyTypeObject
from cpython.ref cimport Py_INCREF
from cpython.tuple cimport PyTuple_GET_ITEM, PyTuple_SET_ITEM
from cpython.unicode cimport PyUnicode_Substring
from libc.stdint cimport uint64_t

from array import array

cdef extern from "Python.h":
    bint is_alphanumeric "Py_UNICODE_ISALNUM"(Py_UCS4)
    object PyType_GenericAlloc(PyTypeObject*, Py_ssize_t)
    int PyUnicode_KIND(object)
    void* PyUnicode_DATA(object)
    Py_UCS4 PyUnicode_READ(int, void*, Py_ssize_t)

cdef enum:
    KNOWN = 1 << 16  # words that are remembered with their keys
    SLOTS = 1 << 18  # for these, by their letters
    PLACES = 1 << 13  # numbers that are made once

cdef list NUMBERS = list(range(PLACES))
cdef unsigned char PLAIN[128]  # whether a character of ASCII is a letter or a digit
for character in range(128):
    PLAIN[character] = chr(character).isalnum()


cdef struct Text:
    int kind
    void* characters
    Py_ssize_t length


cdef class Tokenizer:
    cdef object token
    cdef object key_of
    cdef list words
    cdef list keys
    cdef unsigned int* slots  # by the hash of its letters: the number of a word, from 1 on

    def __cinit__(self):
        self.slots = <unsigned int*>PyMem_Calloc(SLOTS, sizeof(unsigned int))
        if not self.slots:
            raise MemoryError

    def __init__(self, token, key_of):
        """`token` is the kind of tuple that words become: start, stop, text, key; `key_of` makes the key of a word."""
        self.token, self.key_of, self.words, self.keys = token, key_of, [], []

    def __dealloc__(self):
        PyMem_Free(self.slots)

    def tokens(self, str text):
        """The words and figures of a text, in order."""
        cdef Text read = opened(text)
        cdef Py_ssize_t at = 0, start, number
        cdef list found = []
        while at < read.length:
            if not isalnum(character_at(&read, at)):
                at += 1
                continue
            start = at
            at = word_end(&read, start)
            number = self.numbered(text, &read, start, at)
            found.append(self.made(start, at, self.words[number], self.keys[number]))
        return found

    def read(self, texts, may_be_name, Py_ssize_t first):
        """As `terms.english.words_and_holders`."""
        cdef dict counts = {}, holders = {}
        cdef list holding = []  # by the number of a word: its list of texts, None for other words
        cdef str text
        cdef Text read
        cdef Py_ssize_t at, start, number, place = first - 1
        cdef Py_ssize_t* counted = <Py_ssize_t*>PyMem_Calloc(KNOWN, sizeof(Py_ssize_t))
        if not counted:
            raise MemoryError
        try:
            for text in texts:
                place += 1
                read = opened(text)
                at = 0
                while at < read.length:
                    if not isalnum(character_at(&read, at)):
                        at += 1
                        continue
                    start = at
                    at = word_end(&read, start)
                    if len(self.words) == KNOWN:
                        self.put_down(counted, counts)
                        self.forget()
                        holding.clear()
                    number = self.numbered(text, &read, start, at)
                    if number == len(holding):
                        is_name = may_be_name(self.words[number])
                        holding.append(holders.setdefault(self.keys[number], array("I")) if is_name else None)
                    counted[number] += 1
                    if holding[number] is not None:
                        holding[number].append(place)
            self.put_down(counted, counts)
        finally:
            PyMem_Free(counted)
        return counts, holders

    cdef put_down(self, Py_ssize_t* counted, dict counts):
        cdef Py_ssize_t number
        for number in range(len(self.words)):
            if counted[number]:
                word = self.words[number]
                counts[word] = counts.get(word, 0) + counted[number]
                counted[number] = 0

    cdef Py_ssize_t numbered(self, str text, Text* read, Py_ssize_t start, Py_ssize_t stop) except -1:
        """The number of a word, which is entered where it is not known."""
        cdef uint64_t slot = hashed(read, start, stop)
        cdef str word
        while self.slots[slot]:
            if is_word(self.words[self.slots[slot] - 1], read, start, stop):
                return self.slots[slot] - 1
            slot = (slot + 1) % SLOTS
        word = PyUnicode_Substring(text, start, stop)
        key = self.key_of(word)
        if len(self.words) >= KNOWN:
            self.forget()
            slot = hashed(read, start, stop)
        self.words.append(word)
        self.keys.append(key)
        self.slots[slot] = <unsigned int>len(self.words)
        return len(self.words) - 1

    cdef forget(self):
        cdef Py_ssize_t slot
        self.words.clear()
        self.keys.clear()
        for slot in range(SLOTS):
            self.slots[slot] = 0

    cdef made(self, Py_ssize_t start, Py_ssize_t stop, object word, object key):
        # A call of the kind itself takes five times as long.
        token = PyType_GenericAlloc(<PyTypeObject*>self.token, 4)
        put(token, 0, number_of(start))
        put(token, 1, number_of(stop))
        put(token, 2, word)
        put(token, 3, key)
        return token


def outside(words, spans):
    """As `terms.english.outside`."""
    cdef list waiting = sorted(spans), found = []
    cdef Py_ssize_t reached = -1, next_one = 0, count = len(waiting), start, stop
    cdef object token
    for token in words:
        start, stop = <object>PyTuple_GET_ITEM(token, 0), <object>PyTuple_GET_ITEM(token, 1)
        while next_one < count and <Py_ssize_t>waiting[next_one][0] < stop:
            reached = max(reached, <Py_ssize_t>waiting[next_one][1])
            next_one += 1
        if start >= reached:
            found.append(token)
    return found


def strange(words, known, Py_ssize_t shortest):
    """The starts of the words in which a slip can show: with a capital, not known, long enough or one less in capitals.

    `known` are keys of words.
    """
    cdef set found = set()
    cdef object token
    cdef str word
    cdef Py_ssize_t length
    for token in words:
        word = <object>PyTuple_GET_ITEM(token, 2)
        length = len(word)
        if length >= shortest - 1 and word[0].isupper() and (length >= shortest or word.isupper()):
            if <object>PyTuple_GET_ITEM(token, 3) not in known:
                found.add(<object>PyTuple_GET_ITEM(token, 0))
    return found


cdef inline put(object token, Py_ssize_t index, object value):
    Py_INCREF(value)
    PyTuple_SET_ITEM(token, index, value)


cdef inline object number_of(Py_ssize_t number):
    return NUMBERS[number] if number < PLACES else number


cdef inline Text opened(str text):
    return Text(PyUnicode_KIND(text), PyUnicode_DATA(text), len(text))


cdef inline Py_UCS4 character_at(Text* text, Py_ssize_t at) noexcept:
    return PyUnicode_READ(text.kind, text.characters, at)


cdef inline bint isalnum(Py_UCS4 character) noexcept:
    return PLAIN[character] if character < 128 else is_alphanumeric(character)


cdef inline uint64_t hashed(Text* text, Py_ssize_t start, Py_ssize_t stop) noexcept:
    cdef uint64_t mixed = 0
    cdef Py_ssize_t at
    for at in range(start, stop):
        mixed = (mixed ^ <uint64_t>character_at(text, at)) * <uint64_t>0x9E3779B97F4A7C15
    return mixed >> 46


cdef inline bint is_word(object word, Text* text, Py_ssize_t start, Py_ssize_t stop):
    cdef Text known = opened(word)
    cdef Py_ssize_t at
    if known.length != stop - start:
        return False
    for at in range(known.length):
        if character_at(&known, at) != character_at(text, start + at):
            return False
    return True


cdef Py_ssize_t word_end(Text* text, Py_ssize_t at) noexcept:
    """Where a word ends that begins here: an apostrophe inside and invisible marks are part of it, `'s` is not."""
    cdef Py_ssize_t behind, length = text.length
    cdef Py_UCS4 character
    while True:
        while at < length and isalnum(character_at(text, at)):
            at += 1
        if at == length:
            return at
        behind = at
        character = character_at(text, at)
        if character == u"'" or character == u"’":
            if not is_possessive(text, at + 1):
                behind += 1
        else:
            while behind < length and is_inside(character_at(text, behind)):
                behind += 1
        if behind == at or behind == length or not isalnum(character_at(text, behind)):
            break
        at = behind
    while at < length and 0x300 <= character_at(text, at) <= 0x36F:
        at += 1
    return at


cdef inline bint is_possessive(Text* text, Py_ssize_t at) noexcept:
    if at >= text.length or character_at(text, at) != u"s":
        return False
    return at + 1 == text.length or not (
        isalnum(character_at(text, at + 1)) or character_at(text, at + 1) == u"_"
    )


cdef inline bint is_inside(Py_UCS4 character) noexcept:
    """Combining accents, soft hyphens, zero-width spaces, word joiners."""
    return 0x300 <= character <= 0x36F or character == 0xAD or character == 0x200B or character == 0x2060
