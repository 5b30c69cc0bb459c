"""English expressions in passages, compiled: `align_bench.terms.learning.passages` and `terms.learning.standing` say what they are."""

from cpython cimport array
from cpython.dict cimport PyDict_GetItem
from cpython.object cimport PyObject
from cpython.tuple cimport PyTuple_GET_ITEM, PyTuple_GET_SIZE

from array import array as make_array

cdef extern from "Python.h":
    bint isspace "Py_UNICODE_ISSPACE"(Py_UCS4)

cdef Py_ssize_t KNOWN = 1 << 16  # words of which the part is remembered
cdef array.array EMPTY = make_array("I")


cdef class Reader:
    cdef object part_of
    cdef dict parts

    def __init__(self, part_of):
        """`part_of` tells what a word is in an expression: its stem, nothing, or None."""
        self.part_of, self.parts = part_of, {}

    def read(self, str text, words):
        """The runs of a text: the number of the first word and the part of each; where words start and stop."""
        cdef Py_ssize_t count = len(words), number, before = 0, start
        cdef array.array starts = array.clone(EMPTY, count, False), stops = array.clone(EMPTY, count, False)
        cdef list run = [], found = []
        cdef object word, part
        for number in range(count):
            word = words[number]
            start = item(word, 0)
            part = self.part(item(word, 2))
            if run and (part is None or not is_joint(text, before, start)):
                found.append((number - len(run), tuple(run)))
                run = []
            if part is not None:
                run.append(part)
            before = item(word, 1)
            starts.data.as_uints[number], stops.data.as_uints[number] = start, before
        if run:
            found.append((count - len(run), tuple(run)))
        return tuple(found), starts, stops

    cdef part(self, object word):
        cdef PyObject* known = PyDict_GetItem(self.parts, word)
        if known is not NULL:
            return <object>known
        if len(self.parts) >= KNOWN:
            self.parts.clear()
        part = self.part_of(word)
        self.parts[word] = part
        return part


cdef inline object item(object values, Py_ssize_t index):
    return <object>PyTuple_GET_ITEM(values, index)


cdef bint is_joint(str text, Py_ssize_t at, Py_ssize_t stop):
    """Whether only spaces, hyphens, quotes or a possessive stand there: `terms.english.is_joint`."""
    if at < stop and (text[at] == u"'" or text[at] == u"’"):
        at += 1
        if at < stop and text[at] == u"s":
            at += 1
    while at < stop and (isspace(text[at]) or text[at] in u"-‐‑‒–—/“”\"‘’'"):
        at += 1
    return at == stop


def spots(tuple runs):
    """Where each content word stands: the number of the first word of its run, the run, and the place in that."""
    cdef dict found = {}
    cdef object begin, stem
    cdef tuple run
    cdef Py_ssize_t first
    cdef PyObject* known
    for begin, run in runs:
        for first in range(len(run)):
            stem = item(run, first)
            if not stem:
                continue
            known = PyDict_GetItem(found, stem)
            if known is NULL:
                found[stem] = [(begin, run, first)]
            else:
                (<list>known).append((begin, run, first))
    return found


def find_at(dict spots, stems, Py_ssize_t longest):
    """The ranges of words where an expression stands, by the spots of its passage."""
    return standing_at(spots, tuple(stems), longest)


def find_in(tuple runs, stems, Py_ssize_t longest):
    """The same by the runs, of which most do not have the first word."""
    cdef tuple wanted = tuple(stems), run
    cdef str one = wanted[0]
    cdef Py_ssize_t begin, first, last
    cdef list found = []
    for begin, run in runs:
        for first in range(len(run)):
            if <str>item(run, first) == one:
                last = match(run, first, wanted, longest)
                if last:
                    found.append((begin + first, begin + last))
    return found


def standing(dict spots, renderings, Py_ssize_t words, Py_ssize_t longest):
    """Where renderings stand, by key; how many of them each word is part of; which have a word of their own."""
    cdef dict found = {}
    cdef list covered = [0] * words, ranges
    cdef set own = set()
    cdef Py_ssize_t number, start, stop
    cdef object key
    for rendering in renderings:
        key = rendering.key
        if key in found:
            continue
        ranges = standing_at(spots, rendering.stems, longest)
        if ranges:
            found[key] = ranges
            for start, stop in ranges:
                for number in range(start, stop):
                    covered[number] += 1
    for key, ranges in found.items():
        if has_own(ranges, covered):
            own.add(key)
    return found, covered, own


cdef bint has_own(list ranges, list covered):
    cdef Py_ssize_t number, start, stop
    for start, stop in ranges:
        for number in range(start, stop):
            if covered[number] == 1:
                return True
    return False


cdef list standing_at(dict spots, tuple stems, Py_ssize_t longest):
    cdef PyObject* known = PyDict_GetItem(spots, item(stems, 0))
    cdef list found = []
    cdef Py_ssize_t begin, first, last
    cdef tuple run
    if known is NULL:
        return found
    for begin, run, first in <list>known:
        last = match(run, first, stems, longest)
        if last:
            found.append((begin + first, begin + last))
    return found


cdef Py_ssize_t match(tuple run, Py_ssize_t first, tuple stems, Py_ssize_t longest):
    """Where stems end of which the first stands at a word of a run, function words between them; 0: they do not."""
    cdef Py_ssize_t met = 1, last = first + 1, wanted = PyTuple_GET_SIZE(stems)
    cdef Py_ssize_t stop = min(PyTuple_GET_SIZE(run), first + longest)
    cdef str there
    while met < wanted:
        if last == stop:
            return 0
        there = <str>item(run, last)
        last += 1
        if there:
            if there != <str>item(stems, met):
                return 0
            met += 1
    return last


def claimed(dict places, str key):
    """The words of other renderings than this one, unless they lie inside of it."""
    cdef list own = places.get(key) or [], ranges
    cdef set found = set()
    cdef Py_ssize_t number, start, stop
    for other, ranges in places.items():
        if other == key:
            continue
        for start, stop in ranges:
            if not lies_in(own, start, stop):
                for number in range(start, stop):
                    found.add(number)
    return frozenset(found)


cdef bint lies_in(list own, Py_ssize_t start, Py_ssize_t stop):
    cdef Py_ssize_t first, last
    for first, last in own:
        if first <= start and stop <= last:
            return True
    return False


def like(tuple runs, usual, openings, capitals, Py_ssize_t longest, Py_ssize_t most):
    """Expressions that begin with one of some stems or end like the usual one; single words with a capital."""
    cdef dict found = {}
    cdef tuple run, stems
    cdef str end = usual[len(usual) - 1], one, there
    cdef Py_ssize_t begin, first, last, stop, size, final
    cdef bint is_open, is_word
    for begin, run in runs:
        # Where the last word stands that ends like the usual one.
        final = PyTuple_GET_SIZE(run) - 1
        while final >= 0 and <str>item(run, final) != end:
            final -= 1
        for first in range(PyTuple_GET_SIZE(run)):
            one = <str>item(run, first)
            if not one:
                continue
            is_open = one in openings
            is_word = begin + first in capitals
            if not (is_open or is_word or first <= final):
                continue
            stop, size, stems = min(PyTuple_GET_SIZE(run), first + longest), 0, ()
            for last in range(first, stop):
                there = <str>item(run, last)
                if not there:
                    continue
                size += 1
                if size > most:
                    break
                stems += (there,)
                if is_open or there == end or (is_word and size == 1):
                    if stems in found:
                        found[stems].append((begin + first, begin + last + 1))
                    else:
                        found[stems] = [(begin + first, begin + last + 1)]
                if not is_open and last >= final:
                    break
    return found
