"""`enum`, as far as programs look at members, their names and values (Lib/enum.py)."""

import _scopelint


class auto:
    """Stands for the next number."""


def unique(enumeration):
    return enumeration


class EnumMeta(type):
    def __init__(cls, name, bases, namespace):
        members = {}
        for base in bases:
            members.update(getattr(base, "_member_map_", {}))
        last = 0
        for key, value in list(namespace.items()):
            if key.startswith("_") or _scopelint.is_descriptor(value):
                continue
            if isinstance(value, auto) or value is auto:
                value = last + 1
            if isinstance(value, int):
                last = value
            alias = None
            for member in members.values():
                if member._value_ == value:
                    alias = member
            if alias is None:
                alias = _scopelint.bare(cls)
                alias._name_ = key
                alias._value_ = value
                if cls._has_own_init_:
                    alias.__init__(*(value if isinstance(value, tuple) else (value,)))
            members[key] = alias
            setattr(cls, key, alias)
        cls._member_map_ = members
        cls.__members__ = members
        if name != "Enum" and any(base in (int, str, float) for base in cls.__mro__):
            cls.__eq__ = _Mixed.__eq__

    @property
    def _has_own_init_(cls):
        return hasattr(cls, "__init__") and cls.__init__ is not Enum.__init__

    def __call__(cls, value, names=None, module=None, qualname=None, type=None, start=1):
        if names is not None:
            return _functional(cls, value, names, start)
        for member in cls._member_map_.values():
            if member is value or member._value_ == value:
                return member
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


def _distinct(members):
    found = []
    for member in members:
        if member not in found:
            found.append(member)
    return found


def _functional(base, name, names, start):
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    if not isinstance(names, dict):
        names = {n: start + i for i, n in enumerate(names)}
    return EnumMeta(name, (base,), names)


class Enum(metaclass=EnumMeta):
    def __init__(self, *args):
        pass

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
        return format(self._value_, spec)

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
        return self._value_ + other

    def __sub__(self, other):
        return self._value_ - other

    def __mul__(self, other):
        return self._value_ * other

    def __or__(self, other):
        return self._value_ | getattr(other, "_value_", other)

    def __and__(self, other):
        return self._value_ & getattr(other, "_value_", other)


class IntEnum(_Mixed):
    pass


class StrEnum(_Mixed):
    pass


class Flag(_Mixed):
    pass


class IntFlag(_Mixed):
    pass
