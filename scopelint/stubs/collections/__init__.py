"""`collections` without `namedtuple`, which is native (Lib/collections/__init__.py)."""

from collections.abc import *


class OrderedDict(dict):
    def move_to_end(self, key, last=True):
        value = self.pop(key)
        if last:
            self[key] = value
        else:
            others = list(self.items())
            self.clear()
            self[key] = value
            self.update(others)

    def popitem(self, last=True):
        key = list(self)[-1 if last else 0]
        return key, self.pop(key)

    def __reversed__(self):
        return reversed(list(self))


class defaultdict(dict):
    def __init__(self, default_factory=None, *args, **kwargs):
        dict.__init__(self, *args, **kwargs)
        self.default_factory = default_factory

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        self[key] = value = self.default_factory()
        return value

    def copy(self):
        return defaultdict(self.default_factory, self)


class Counter(dict):
    def __init__(self, iterable=None, **kwargs):
        dict.__init__(self)
        self.update(iterable, **kwargs)

    def __missing__(self, key):
        return 0

    def update(self, iterable=None, **kwargs):
        if isinstance(iterable, dict):
            for key, count in iterable.items():
                self[key] = self.get(key, 0) + count
        elif iterable is not None:
            for key in iterable:
                self[key] = self.get(key, 0) + 1
        for key in kwargs:
            self[key] = self.get(key, 0) + kwargs[key]

    def subtract(self, iterable=None, **kwargs):
        for key, count in Counter(iterable, **kwargs).items():
            self[key] = self.get(key, 0) - count

    def most_common(self, n=None):
        return sorted(self.items(), key=lambda pair: pair[1], reverse=True)[:n]

    def elements(self):
        return [key for key in self for _ in range(self[key])]

    def copy(self):
        return Counter(self)

    def _positive(self, other, combined):
        keys = list(self) + [key for key in other if key not in self]
        counts = [(key, combined(self[key], other[key])) for key in keys]
        return Counter({key: count for key, count in counts if count > 0})

    def __add__(self, other):
        return self._positive(other, lambda one, two: one + two)

    def __sub__(self, other):
        return self._positive(other, lambda one, two: one - two)

    def __or__(self, other):
        return self._positive(other, max)

    def __and__(self, other):
        return self._positive(other, min)


class deque(list):
    def __init__(self, iterable=(), maxlen=None):
        list.__init__(self)
        self.maxlen = maxlen
        self.extend(iterable)

    def append(self, x):
        list.append(self, x)
        if self.maxlen is not None and len(self) > self.maxlen:
            list.pop(self, 0)

    def appendleft(self, x):
        list.insert(self, 0, x)
        if self.maxlen is not None and len(self) > self.maxlen:
            list.pop(self)

    def extend(self, iterable):
        for x in iterable:
            self.append(x)

    def extendleft(self, iterable):
        for x in iterable:
            self.appendleft(x)

    def popleft(self):
        return list.pop(self, 0)

    def rotate(self, n=1):
        items = list(self)
        if items:
            n = n % len(items)
            self.clear()
            list.extend(self, items[-n:] + items[:-n] if n else items)


class ChainMap(MutableMapping):
    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __getitem__(self, key):
        for mapping in self.maps:
            if key in mapping:
                return mapping[key]
        raise KeyError(key)

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        del self.maps[0][key]

    def __iter__(self):
        found = {}
        for mapping in reversed(self.maps):
            found.update(mapping)
        return iter(found)

    def __len__(self):
        return len(list(self))

    def new_child(self, m=None):
        return ChainMap({} if m is None else m, *self.maps)

    @property
    def parents(self):
        return ChainMap(*self.maps[1:])


class UserDict(dict):
    @property
    def data(self):
        return self


class UserList(list):
    @property
    def data(self):
        return self


class UserString(str):
    pass
