"""Grove for Python, by ctypes: nothing to build but the library itself.

Only what the example needs is declared here; grove.h has the rest.
"""

import ctypes
import datetime
import os

ROW, DONE, MISSING, FIRST_ERROR = 1, 2, 3, 16
YES_NO, NUMBER, RATIO, POINTS, DATE = 1, 2, 3, 4, 6
WHOLE_TEXT = ctypes.c_size_t(-1).value


class Date(ctypes.Structure):
    """`grove_date`."""

    _fields_ = [("year", ctypes.c_int32), ("month", ctypes.c_int32), ("day", ctypes.c_int32)]

    @staticmethod
    def of(day):
        return Date(day.year, day.month, day.day)

    def __call__(self):
        return datetime.date(self.year, self.month, self.day)


class Place(ctypes.Structure):
    """`grove_place`."""

    _fields_ = [(name, ctypes.c_size_t) for name in ("start", "end", "line", "column")]


class GroveError(Exception):
    """A call that failed: its code, the numbers of its mistakes, and where the first one stands."""

    def __init__(self, library, code, handle):
        text = library.grove_error_text(handle) or library.grove_code_text(code)
        super().__init__(text.decode())
        self.code = code
        count = library.grove_error_count(handle)
        self.ids = [library.grove_error_id(handle, index).decode() for index in range(count)]
        place = Place()
        found = library.grove_error_place(handle, 0, ctypes.byref(place)) == 0
        self.bytes = (place.start, place.end) if found else None


def load(path):
    """The library at a path, with the types of what is called in it."""
    library = ctypes.CDLL(os.fspath(path))
    handle, text, size = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t
    integer, out = ctypes.c_int, ctypes.POINTER
    signatures = {
        "grove_version": (text,),
        "grove_code_text": (text, integer),
        "grove_open": (integer, text, out(handle)),
        "grove_close": (integer, handle),
        "grove_set_today": (integer, handle, Date),
        "grove_set_profile": (integer, handle, integer),
        "grove_set_limit": (integer, handle, integer, ctypes.c_int64),
        "grove_prepare": (integer, handle, text, size, out(handle)),
        "grove_step": (integer, handle),
        "grove_reset": (integer, handle),
        "grove_cancel": (integer, handle),
        "grove_finalize": (integer, handle),
        "grove_answer_words": (text, handle, out(size)),
        "grove_answer_text": (text, handle, text, out(size)),
        "grove_column_count": (size, handle),
        "grove_column_name": (text, handle, size),
        "grove_cell_type": (integer, handle, size),
        "grove_cell_yes_no": (integer, handle, size, out(ctypes.c_bool)),
        "grove_cell_number": (integer, handle, size, out(ctypes.c_double)),
        "grove_cell_date": (integer, handle, size, out(Date)),
        "grove_cell_text": (text, handle, size, out(size)),
        "grove_error_text": (text, handle),
        "grove_error_count": (size, handle),
        "grove_error_id": (text, handle, size),
        "grove_error_place": (integer, handle, size, out(Place)),
    }
    for name, (result, *arguments) in signatures.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


class Graph:
    """A workspace, to be asked. Close it, or use it in a `with`."""

    def __init__(self, library, path, today):
        self._library = library
        self._handle = ctypes.c_void_p()
        self._check(library.grove_open(os.fsencode(path), ctypes.byref(self._handle)))
        self._check(library.grove_set_today(self._handle, Date.of(today)))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._library.grove_close(self._handle)
        self._handle = ctypes.c_void_p()

    def trust_nobody(self):
        """The limits for texts of strangers."""
        self._check(self._library.grove_set_profile(self._handle, 1))

    def limit(self, what, value):
        self._check(self._library.grove_set_limit(self._handle, what, value))

    def prepare(self, text):
        statement = ctypes.c_void_p()
        encoded = text.encode()
        self._check(
            self._library.grove_prepare(
                self._handle, encoded, len(encoded), ctypes.byref(statement)))
        return Statement(self._library, statement)

    def ask(self, text):
        """The rows of a query, as dictionaries."""
        with self.prepare(text) as statement:
            return list(statement)

    def _check(self, code):
        if code >= FIRST_ERROR:
            raise GroveError(self._library, code, self._handle)


class Statement:
    """A checked text; iterating runs it and gives its rows."""

    def __init__(self, library, handle):
        self._library = library
        self._handle = handle

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._library.grove_finalize(self._handle)
        self._handle = ctypes.c_void_p()

    def __iter__(self):
        self._library.grove_reset(self._handle)
        while self._step():
            columns = range(self._library.grove_column_count(self._handle))
            names = [self._library.grove_column_name(self._handle, n).decode() for n in columns]
            yield {name: self._cell(n) for n, name in zip(columns, names)}

    @property
    def words(self):
        """How the question was understood."""
        return self._library.grove_answer_words(self._handle, None).decode()

    def text(self, format):
        """The whole answer in a format: json, csv, markdown, table ..."""
        return self._library.grove_answer_text(self._handle, format.encode(), None).decode()

    def cancel(self):
        """Stops a run, from any thread."""
        self._library.grove_cancel(self._handle)

    def _step(self):
        code = self._library.grove_step(self._handle)
        if code >= FIRST_ERROR:
            raise GroveError(self._library, code, self._handle)
        return code == ROW

    def _cell(self, column):
        """The value as Python has it; None when it is missing."""
        readers = {
            YES_NO: (self._library.grove_cell_yes_no, ctypes.c_bool, lambda cell: cell.value),
            NUMBER: (self._library.grove_cell_number, ctypes.c_double, lambda cell: cell.value),
            RATIO: (self._library.grove_cell_number, ctypes.c_double, lambda cell: cell.value),
            POINTS: (self._library.grove_cell_number, ctypes.c_double, lambda cell: cell.value),
            DATE: (self._library.grove_cell_date, Date, lambda cell: cell()),
        }
        type_ = self._library.grove_cell_type(self._handle, column)
        if type_ in readers:
            read, make, value = readers[type_]
            cell = make()
            read(self._handle, column, ctypes.byref(cell))
            return value(cell)
        length = ctypes.c_size_t()
        text = self._library.grove_cell_text(self._handle, column, ctypes.byref(length))
        return None if text is None else text.decode()
