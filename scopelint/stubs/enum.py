"""`enum`, as far as programs look at members, their names and values (Lib/enum.py)."""

import _scopelint


class auto:
    """Stands for the next number; of a `Flag` for the next bit, which the class's body may combine with others."""

    value = None

    def __or__(self, other):
        return _combined(self, other, lambda a, b: a | b)

    def __and__(self, other):
        return _combined(self, other, lambda a, b: a & b)

    def __ror__(self, other):
        return _combined(self, other, lambda a, b: a | b)


class _combined:
    """Bits that are put together before anybody has numbered them."""

    def __init__(self, left, right, join):
        self._left, self._right, self._join = left, right, join

    @property
    def value(self):
        left, right = getattr(self._left, "value", self._left), getattr(self._right, "value", self._right)
        return self._join(left, right)

    __or__, __and__, __ror__ = auto.__or__, auto.__and__, auto.__ror__


def unique(enumeration):
    return enumeration


class EnumMeta(type):
    def __init__(cls, name, bases, namespace):
        members = {}
        for base in bases:
            members.update(getattr(base, "_member_map_", {}))
        values = []
        following = getattr(cls, "_generate_next_value_", None)
        for key, value in list(namespace.items()):
            if key.startswith("_") or _scopelint.is_descriptor(value):
                continue
            if isinstance(value, auto):
                value.value = following(key, 1, len(values), values) if following else _next(cls, values)
            if isinstance(value, (auto, _combined)):
                value = value.value
            made = _made(cls, value)
            values.append(made._value_)
            alias = None
            for member in members.values():
                if member._value_ == made._value_:
                    alias = member
            if alias is None:
                alias = made
                alias._name_ = key
                if cls._has_own_init_:
                    alias.__init__(*(value if isinstance(value, tuple) else (value,)))
            members[key] = alias
            setattr(cls, key, alias)
        cls._member_map_ = members
        cls.__members__ = members
        cls._value2member_map_ = {member._value_: member for member in members.values()}
        mixed = any(base in (int, str, float) for base in cls.__mro__)
        if mixed and not all(_scopelint.is_known(value) for value in values):
            for method in ("__eq__", "__add__", "__radd__", "__len__", "__getitem__"):
                setattr(cls, method, getattr(_Mixed, method))

    @property
    def _has_own_init_(cls):
        return hasattr(cls, "__init__") and cls.__init__ is not Enum.__init__

    def __call__(cls, value, names=None, module=None, qualname=None, type=None, start=1):
        if names is not None:
            return _functional((cls,) if type is None else (type, cls), value, names, start)
        for member in cls._member_map_.values():
            if member is value or member._value_ == value:
                return member
        found = cls._missing_(value)
        if found is not None:
            return found
        raise ValueError("%r is not a valid %s" % (value, cls.__name__))

    def __contains__(cls, member):
        return member in cls._member_map_.values()

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return iter(_distinct(cls._member_map_.values()))

    def __reversed__(cls):
        return reversed(_distinct(cls._member_map_.values()))

    def __len__(cls):
        return len(_distinct(cls._member_map_.values()))

    def __contains__(cls, member):
        return member in cls._member_map_.values()


EnumType = EnumMeta


def _made(cls, value):
    """A member before it has its name: by a `__new__` of the class's own, if it has one."""
    for base in cls.__mro__:
        if base is not object and "__new__" in base.__dict__:
            made = base.__dict__["__new__"](cls, *(value if isinstance(value, tuple) else (value,)))
            if not hasattr(made, "_value_"):
                made._value_ = value
            return made
    made = _scopelint.bare(cls, value)
    made._value_ = value
    return made


def _distinct(members):
    found = []
    for member in members:
        if member not in found:
            found.append(member)
    return found


def _next(cls, values):
    """What `auto()` stands for where the class does not say it."""
    numbers = [value for value in values if isinstance(value, int)]
    if not any(base.__name__ == "Flag" for base in cls.__mro__):
        return max(numbers) + 1 if numbers else 1
    bit = 1
    while bit <= max(numbers, default=0):
        bit *= 2
    return bit


def _functional(bases, name, names, start):
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    pairs = isinstance(names, dict) or all(isinstance(one, (tuple, list)) for one in names)
    if not pairs:
        names = {n: start + i for i, n in enumerate(names)}
    return EnumMeta(name, bases, dict(names))


class Enum(metaclass=EnumMeta):
    def __init__(self, *args):
        pass

    @classmethod
    def _missing_(cls, value):
        return None

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __str__(self):
        return "%s.%s" % (type(self).__name__, self._name_)

    def __repr__(self):
        return "<%s.%s: %r>" % (type(self).__name__, self._name_, self._value_)


class _Mixed(Enum):
    """Members that are their values, too."""

    def __str__(self):
        return str(self._value_)

    def __format__(self, spec):
        return format(self._value_ if type(self).__str__ is _Mixed.__str__ else str(self), spec)

    def __eq__(self, other):
        return self is other or self._value_ == other or (isinstance(other, Enum) and self._value_ == other._value_)

    def __lt__(self, other):
        return self._value_ < getattr(other, "_value_", other)

    def __le__(self, other):
        return self._value_ <= getattr(other, "_value_", other)

    def __gt__(self, other):
        return self._value_ > getattr(other, "_value_", other)

    def __ge__(self, other):
        return self._value_ >= getattr(other, "_value_", other)

    def __int__(self):
        return self._value_

    def __index__(self):
        return self._value_

    def __add__(self, other):
        return self._value_ + getattr(other, "_value_", other)

    def __radd__(self, other):
        return getattr(other, "_value_", other) + self._value_

    def __sub__(self, other):
        return self._value_ - getattr(other, "_value_", other)

    def __mul__(self, other):
        return self._value_ * getattr(other, "_value_", other)

    def __or__(self, other):
        return self._value_ | getattr(other, "_value_", other)

    def __and__(self, other):
        return self._value_ & getattr(other, "_value_", other)

    def __len__(self):
        return len(self._value_)

    def __getitem__(self, index):
        return self._value_[index]


class IntEnum(int, _Mixed):
    pass


class StrEnum(str, _Mixed):
    pass


class Flag(Enum):
    """Members that are bits; several of them together are members, too, if without a name of their own."""

    @classmethod
    def _missing_(cls, value):
        parts = [m for m in _distinct(cls._member_map_.values()) if m._value_ and m._value_ & value == m._value_]
        made = _scopelint.bare(cls, value)
        made._name_ = "|".join([m._name_ for m in parts]) or None
        made._value_ = value
        return made

    def __eq__(self, other):
        return self is other or (isinstance(other, Flag) and self._value_ == other._value_)

    def __or__(self, other):
        return type(self)(self._value_ | other._value_)

    def __and__(self, other):
        return type(self)(self._value_ & other._value_)

    def __xor__(self, other):
        return type(self)(self._value_ ^ other._value_)

    def __contains__(self, other):
        return other._value_ & self._value_ == other._value_

    def __bool__(self):
        return self._value_ != 0


class IntFlag(int, _Mixed, Flag):
    def __or__(self, other):
        return type(self)(self._value_ | getattr(other, "_value_", other))

    def __and__(self, other):
        return type(self)(self._value_ & getattr(other, "_value_", other))

    def __xor__(self, other):
        return type(self)(self._value_ ^ getattr(other, "_value_", other))

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__
    __contains__ = Flag.__contains__
