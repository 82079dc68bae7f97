"""`collections.abc`: what `isinstance` says, and the methods that come with a few others (Lib/_collections_abc.py)."""

import tensorflow as tf


class _Checked(type):
    """Classes that a value is an instance of by what it can do."""

    def __instancecheck__(cls, value):
        if cls in type(value).__mro__:
            return True
        if not cls._kinds:
            return all([hasattr(value, name) for name in cls._needs])
        return isinstance(value, cls._kinds) or (cls._needs != () and all([hasattr(value, name) for name in cls._needs]))


class Iterable(metaclass=_Checked):
    _kinds = (list, tuple, dict, set, frozenset, str, bytes, range, tf.Tensor)
    _needs = ("__iter__",)


class Container(metaclass=_Checked):
    _kinds = (list, tuple, dict, set, frozenset, str, bytes, range)
    _needs = ("__contains__",)


class Sized(metaclass=_Checked):
    _kinds = (list, tuple, dict, set, frozenset, str, bytes, range)
    _needs = ("__len__",)


class Collection(metaclass=_Checked):
    _kinds = (list, tuple, dict, set, frozenset, str, bytes, range)
    _needs = ("__contains__", "__iter__", "__len__")


class Callable(metaclass=_Checked):
    _kinds = ()
    _needs = ("__call__",)


class Hashable(metaclass=_Checked):
    _kinds = (int, float, str, bytes, tuple, frozenset, range)
    _needs = ("__hash__",)


class Iterator(metaclass=_Checked):
    _kinds = ()
    _needs = ("__next__",)

    def __iter__(self):
        return self


class Generator(Iterator):
    pass


class Reversible(metaclass=_Checked):
    _kinds = (list, tuple, dict, str, range)
    _needs = ("__reversed__",)


class Sequence(metaclass=_Checked):
    _kinds = (list, tuple, str, bytes, range)
    _needs = ()

    def __iter__(self):
        return iter([self[i] for i in range(len(self))])

    def __contains__(self, value):
        return value in list(self)

    def __reversed__(self):
        return reversed(list(self))

    def index(self, value):
        return list(self).index(value)

    def count(self, value):
        return list(self).count(value)


class MutableSequence(Sequence):
    _kinds = (list,)

    def append(self, value):
        self.insert(len(self), value)

    def extend(self, values):
        for value in values:
            self.append(value)

    def pop(self, index=-1):
        value = self[index]
        del self[index]
        return value


class Set(metaclass=_Checked):
    _kinds = (set, frozenset)
    _needs = ()


class MutableSet(Set):
    _kinds = (set,)


class Mapping(metaclass=_Checked):
    _kinds = (dict,)
    _needs = ()

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __contains__(self, key):
        return key in list(iter(self))

    def keys(self):
        return list(iter(self))

    def items(self):
        return [(key, self[key]) for key in self]

    def values(self):
        return [self[key] for key in self]


class MutableMapping(Mapping):
    def pop(self, key, *default):
        if key in self:
            value = self[key]
            del self[key]
            return value
        if default:
            return default[0]
        raise KeyError(key)

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def update(self, other=(), **kwargs):
        for key, value in other.items() if hasattr(other, "items") else other:
            self[key] = value
        for key in kwargs:
            self[key] = kwargs[key]

    def clear(self):
        for key in list(self):
            del self[key]


class KeysView:
    pass


class ValuesView:
    pass


class ItemsView:
    pass


class Awaitable:
    pass


class Coroutine:
    pass
