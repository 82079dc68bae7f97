"""`functools`, where it can be said in Python; the rest is native (Lib/functools.py)."""

def total_ordering(cls):
    if "__lt__" in cls.__dict__:
        cls.__gt__ = lambda self, other: not (self < other or self == other)
        cls.__le__ = lambda self, other: self < other or self == other
        cls.__ge__ = lambda self, other: not self < other
    elif "__gt__" in cls.__dict__:
        cls.__lt__ = lambda self, other: not (self > other or self == other)
        cls.__ge__ = lambda self, other: self > other or self == other
        cls.__le__ = lambda self, other: not self > other
    elif "__le__" in cls.__dict__:
        cls.__gt__ = lambda self, other: not self <= other
        cls.__lt__ = lambda self, other: self <= other and not self == other
        cls.__ge__ = lambda self, other: not self <= other or self == other
    else:
        cls.__lt__ = lambda self, other: not self >= other
        cls.__gt__ = lambda self, other: self >= other and not self == other
        cls.__le__ = lambda self, other: not self >= other or self == other
    return cls


class cached_property:
    def __init__(self, function):
        self._function = function
        self._name = function.__name__

    def __set_name__(self, owner, name):
        self._name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self._name not in instance.__dict__:
            instance.__dict__[self._name] = self._function(instance)
        return instance.__dict__[self._name]


class partialmethod:
    def __init__(self, function, *args, **kwargs):
        self._function = function
        self._args = args
        self._kwargs = kwargs

    def __get__(self, instance, owner=None):
        return lambda *args, **kwargs: self._function(instance, *self._args, *args, **{**self._kwargs, **kwargs})


class singledispatch:
    def __init__(self, function):
        self._default = function
        self._functions = {}
        self.__name__ = function.__name__

    def register(self, cls, function=None):
        if function is not None:
            self._functions[cls] = function
            return function
        if not isinstance(cls, type):
            for annotation in cls.__annotations__.values():
                self._functions[annotation] = cls
                return cls
        return lambda made: self.register(cls, made)

    def dispatch(self, cls):
        for base in cls.__mro__:
            if base in self._functions:
                return self._functions[base]
        return self._default

    def __call__(self, *args, **kwargs):
        return self.dispatch(type(args[0]))(*args, **kwargs)


class singledispatchmethod:
    def __init__(self, function):
        self._dispatch = singledispatch(function)

    def register(self, cls, function=None):
        return self._dispatch.register(cls, function)

    def __get__(self, instance, owner=None):
        def call(*args, **kwargs):
            found = self._dispatch.dispatch(type(args[0]))
            return (found.__get__(instance, owner) if hasattr(found, "__get__") else found)(*args, **kwargs)

        return call


def cmp_to_key(compare):
    class Key:
        def __init__(self, value):
            self.value = value

        def __lt__(self, other):
            return compare(self.value, other.value) < 0

    return Key
