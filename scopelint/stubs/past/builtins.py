"""`past.builtins`: Python 2's built-ins for Python 3 (the package `future`)."""

import functools

xrange = range
reduce = functools.reduce
unicode = basestring = str
long = int
raw_input = input
unichr = chr


def cmp(x, y):
    return (x > y) - (x < y)


def execfile(filename, *namespaces):
    pass
