"""Counting what stands for which term, compiled: `terms.rendering.renderings` says what these functions do."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc
from cpython.tuple cimport PyTuple_GET_ITEM
from libc.stdlib cimport qsort

cdef str ARTICLE = "the "


cdef struct Span:
    Py_ssize_t start
    Py_ssize_t stop
    Py_ssize_t index
    bint is_inner


cdef class Spans:
    """The places of hits in order: by start, of these the longest first."""

    cdef Span* spans
    cdef Py_ssize_t count

    def __cinit__(self, list hits):
        cdef Py_ssize_t index
        self.count = len(hits)
        self.spans = <Span*>PyMem_Malloc((self.count + 1) * sizeof(Span))
        if not self.spans:
            raise MemoryError
        for index in range(self.count):
            self.spans[index] = Span(part(hits[index], 1), part(hits[index], 2), index, False)
        qsort(self.spans, self.count, sizeof(Span), before)
        self.mark()

    def __dealloc__(self):
        PyMem_Free(self.spans)

    cdef void mark(self) noexcept:
        """What a span lies in stands before it: what begins earlier, or begins with it and is longer."""
        cdef Py_ssize_t reached = -1, begun = -1, widest = -1
        cdef Py_ssize_t place
        cdef Span* span
        for place in range(self.count):
            span = &self.spans[place]
            if span.start > begun:
                reached, begun, widest = max(reached, widest), span.start, span.stop
            span.is_inner = span.stop <= reached or span.stop < widest

    cdef list outer(self, list hits):
        cdef Py_ssize_t place
        cdef list kept = list(hits)
        cdef bint is_whole = True
        for place in range(self.count):
            if self.spans[place].is_inner:
                kept[self.spans[place].index] = None
                is_whole = False
        return kept if is_whole else [hit for hit in kept if hit is not None]


def allowed(hits, preferred, admitted):
    """As `_allowed`."""
    cdef list found = []
    cdef object hit, status
    cdef str surface
    for hit in hits:
        status = part(hit, 4)
        if status is not preferred and status is not admitted:
            continue
        surface = part(hit, 3)
        if (surface[0] == u"t" or surface[0] == u"T") and surface[:4].lower() == ARTICLE:
            hit = hit._replace(start=part(hit, 1) + 4, text=surface[4:])
        found.append(hit)
    return found


def outermost(hits):
    """As `outermost`."""
    cdef list known = list(hits)
    return Spans(known).outer(known) if len(known) > 1 else known


def settled(needed, allowed):
    """As `terms.rendering.sharing.settled`."""
    cdef dict numbers = numbers_of(needed)
    cdef list free = outermost([hit for hit in allowed if part(hit, 0).id in numbers])
    cdef list given = [], contended = []
    settle(list(needed), free, numbers, given, contended)
    return given, contended, free


def outcome(needed, given, optional, allowed, taken):
    """As `terms.rendering.renderings._outcome`."""
    cdef list matched = [], unmatched = [], left = []
    cdef set occupied = set(taken)
    cdef object hit, span, is_optional
    for hit, span, is_optional in zip(needed, given, optional, strict=True):
        if span is not None:
            matched.append((hit, span))
            occupied.add((part(span, 1), part(span, 2)))
        elif is_optional:
            left.append(hit)
        else:
            unmatched.append(hit)
    surplus = [hit for hit in outermost(allowed) if (part(hit, 1), part(hit, 2)) not in occupied]
    return tuple(matched), tuple(unmatched), tuple(left), tuple(surplus)


cdef dict numbers_of(needed):
    """A number for each concept."""
    cdef dict numbers = {}
    for hit in needed:
        numbers.setdefault(part(hit, 0).id, len(numbers))
    return numbers


cdef settle(list needed, list spans, dict numbers, list given, list contended):
    cdef list sole = [None] * len(numbers), numbered = []
    cdef dict holders = {}
    cdef Py_ssize_t number, other, index
    cdef object hit
    cdef Py_ssize_t* counts = <Py_ssize_t*>PyMem_Calloc(2 * len(numbers) + 1, sizeof(Py_ssize_t))
    if not counts:
        raise MemoryError
    cdef Py_ssize_t* occurring = counts
    cdef Py_ssize_t* having = counts + len(numbers)
    try:
        for hit in needed:
            number = numbers[part(hit, 0).id]
            numbered.append(number)
            occurring[number] += 1
        for hit in spans:
            number = numbers[part(hit, 0).id]
            having[number] += 1
            sole[number] = hit
            other = holders.setdefault((part(hit, 1), part(hit, 2)), number)
            if other != number:
                having[number] += 1
                having[other] += 1
        for index in range(len(needed)):
            number = numbered[index]
            if having[number] and (having[number] > 1 or occurring[number] > 1):
                contended.append(index)
                given.append(None)
            else:
                given.append(sole[number])
    finally:
        PyMem_Free(counts)


cdef int before(const void* one, const void* other) noexcept nogil:
    cdef const Span* left = <const Span*>one
    cdef const Span* right = <const Span*>other
    if left.start != right.start:
        return -1 if left.start < right.start else 1
    if left.stop != right.stop:
        return -1 if left.stop > right.stop else 1
    return -1 if left.index < right.index else 1


cdef inline object part(object hit, Py_ssize_t index):
    return <object>PyTuple_GET_ITEM(hit, index)
