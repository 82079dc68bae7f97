"""`six` on Python 3."""

import _scopelint
import functools

PY2 = False
PY3 = True
PY34 = True
string_types = (str,)
integer_types = (int,)
class_types = (type,)
text_type = str
binary_type = bytes
MAXSIZE = 9223372036854775807


def iteritems(d, **kwargs):
    return iter(d.items())


def iterkeys(d, **kwargs):
    return iter(d.keys())


def itervalues(d, **kwargs):
    return iter(d.values())


def viewitems(d):
    return d.items()


def viewkeys(d):
    return d.keys()


def viewvalues(d):
    return d.values()


def next(iterator):
    return iterator.__next__()


advance_iterator = next


def get_method_function(method):
    return method.__func__


def get_method_self(method):
    return method.__self__


def get_function_code(function):
    return function.__code__


def get_function_closure(function):
    return function.__closure__


def b(s):
    return s.encode("latin-1")


def u(s):
    return s


def ensure_str(s, encoding="utf-8", errors="strict"):
    return s.decode(encoding) if isinstance(s, bytes) else s


ensure_text = ensure_str


def ensure_binary(s, encoding="utf-8", errors="strict"):
    return s.encode(encoding) if isinstance(s, str) else s


def wraps(wrapped, *args, **kwargs):
    return functools.wraps(wrapped)


def with_metaclass(meta, *bases):
    return _scopelint.class_with_metaclass(meta, bases)


def add_metaclass(metaclass):
    return lambda cls: _scopelint.set_metaclass(cls, metaclass)


def python_2_unicode_compatible(cls):
    return cls


def reraise(kind, value=None, tb=None):
    raise value


def raise_from(value, from_value):
    raise value


def print_(*args, **kwargs):
    pass
