import copy
import functools
import re
import typing


class Upper:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        return self if instance is None else instance.__dict__.get(self.name, "unset") + "!"

    def __set__(self, instance, value):
        instance.__dict__[self.name] = value.upper()


class Named:
    name = Upper()

    def __format__(self, spec):
        return f"<{spec}>"

    def __str__(self):
        return "named"

    def __copy__(self):
        made = Named()
        made.name = "copy"
        return made

    def __deepcopy__(self, memo):
        made = Named()
        made.name = "deep"
        return made

    @functools.singledispatchmethod
    def kind(self, value):
        return "any"

    @kind.register(int)
    def _(self, value):
        return "int"

    @kind.register(str)
    def _(self, value):
        return "str" + self.name


class Layer(typing.NamedTuple):
    width: int
    name: str = "fc"

    @property
    def scope(self):
        return f"{self.name}{self.width}"


def build(a, *, units=4, name, act="relu"):
    return a


named = Named()
unset = named.name
named.name = "abc"
squares = [y for x in range(5) if (y := x * x) > 3]
result = [
    [unset, named.name, "{!s:>6}|{:>6}|{!r:.3}".format(named, named, "abcd")],
    [squares, y, {k: (last := k) for k in "ab"}, last, any((hit := c) == "b" for c in "abc"), hit],
    [tuple(Layer(3)), Layer(1)._replace(name="z").scope, Layer._field_defaults, Layer(2) + (7,), str(Layer(*"pq"))],
    [named.kind(1), named.kind("s"), named.kind(1.5), build.__kwdefaults__],
    [copy.copy(named).name, copy.deepcopy([named])[0].name, re.sub(r"(?P<n>\d)(\w)", lambda m: m["n"] * 2 + m[2].upper(), "1a2b")],
]
