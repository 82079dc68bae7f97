"""`collections.namedtuple`, for programs and for stubs.

Flows in: names of fields. Flows out: classes.
"""

from __future__ import annotations

import keyword
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from scopelint.domain.conditions import FALSE, TRUE
from scopelint.domain.names import Hole, SymStr, Text, join
from scopelint.domain.values import MISSING, Choice, Unknown, Value
from scopelint.interp import attributes, classes, formatting, operators
from scopelint.interp.evaluate import SPREAD_KEYWORDS
from scopelint.interp.library.types import make_class
from scopelint.interp.natives import native
from scopelint.interp.objects import (
    ClassObj,
    Instance,
    NativeFunction,
)

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


_OPEN: Final = (Unknown, SymStr, Choice)
"""Names of which it is not known what they are."""


@native("collections.namedtuple")
def _namedtuple(
    interp: Interpreter,
    name: Value,
    fields: Value,
    rename: Value = False,
    defaults: Value = (),
    module: Value = None,
    verbose: Value = False,
) -> Value:
    names = tuple(fields.replace(",", " ").split()) if isinstance(fields, str) else interp.items(fields)
    given = interp.items(defaults) if defaults is not None else ()
    if isinstance(names, Unknown) or isinstance(given, Unknown) or any(isinstance(one, _OPEN) for one in (name, *names)):
        return interp.unknown("namedtuple", "fields that are not known")
    if not all(isinstance(one, str) for one in (name, *names)):
        return interp.fail("TypeError", "Type names and field names must be strings", "namedtuple")
    if interp.truth(rename) is TRUE:
        names = tuple(f"_{i}" if _is_taken(one, names[:i]) else one for i, one in enumerate(names))
    if len(given) > len(names):
        return interp.fail("TypeError", "Got more default values than field names", "namedtuple")
    return namedtuple(interp, name, names, _of_last(names, given))


def _is_taken(name: str, before: tuple[str, ...]) -> bool:
    """Whether `rename=True` gives a field its position for a name."""
    return not name.isidentifier() or keyword.iskeyword(name) or name.startswith("_") or name in before


def _of_last(names: tuple[str, ...], given: tuple[Value, ...]) -> dict[str, Value]:
    """The defaults of the last fields."""
    return dict(zip(reversed(names), reversed(given), strict=False))


def namedtuple(
    interp: Interpreter, name: str, names: tuple[str, ...], defaults: dict[str, Value], bases: tuple[ClassObj, ...] = ()
) -> ClassObj:
    """A class like those of `collections.namedtuple`: a tuple whose items have names."""

    def new(i: Interpreter, cls: Value, /, *args: Value, **kwargs: Value) -> Value:
        instance = Instance(cls)
        init(i, instance, *args, **kwargs)
        return instance

    def init(i: Interpreter, self: Value, /, *args: Value, **kwargs: Value) -> Value:
        if names and names[0] in self.fields:
            return None
        bound = {**own_defaults(i), **dict(zip(names, args, strict=False)), **{k: v for k, v in kwargs.items() if k != SPREAD_KEYWORDS}}
        for field in names:
            if field not in bound:
                bound[field] = i.fail("TypeError", f"{name}() misses the argument '{field}'", field)
            i.state.set(self.fields, field, bound[field])
        return None

    def own_defaults(i: Interpreter) -> dict[str, Value]:
        """The defaults, or what the program assigned to `__new__.__defaults__` instead."""
        assigned = i.state.get(constructor.fields, "__defaults__")
        given = i.items(assigned) if assigned is not MISSING and assigned is not None else ()
        if assigned is MISSING or not isinstance(given, tuple):
            return defaults
        return _of_last(names, given)

    def values(i: Interpreter, self: Value) -> tuple[Value, ...]:
        return tuple(i.state.get(self.fields, field) for field in names)

    def replace(i: Interpreter, self: Value, /, **kwargs: Value) -> Value:
        return i.call(self.cls, (), {**dict(zip(names, values(i, self), strict=True)), **kwargs})

    def make(i: Interpreter, cls: Value, items: Value = MISSING) -> Value:
        given = i.items(cls if items is MISSING else items)
        return i.unknown(name, "made of what is not known") if isinstance(given, Unknown) else i.call(made, given)

    def set_attribute(i: Interpreter, self: Value, field: Value, value: Value) -> Value:
        if field in names:
            return i.fail("AttributeError", "can't set attribute")
        if self.cls is made:
            return i.fail("AttributeError", f"'{name}' object has no attribute '{field}'")
        attributes.put_plain(i, self, field, value)
        return None

    def written(i: Interpreter, self: Value) -> Value:
        parts: list[Text | Hole] = []
        for field, value in zip(names, values(i, self), strict=True):
            parts += [", " if parts else "", f"{field}=", formatting.repr_text(i, i.state.resolve(value))]
        return join([f"{classes.kind_of(self)}(", *parts, ")"])

    constructor = NativeFunction("__new__", new, lazy=True)
    made = make_class(interp, name, bases or (classes.TUPLE,), {})
    members: dict[str, Any] = {
        "__new__": constructor,
        "__init__": NativeFunction("__init__", init, lazy=True),
        "__iter__": NativeFunction("__iter__", values),
        "__len__": NativeFunction("__len__", lambda i, self: len(names)),
        "__getitem__": NativeFunction("__getitem__", lambda i, self, index: i.subscript(values(i, self), index)),
        "__repr__": NativeFunction("__repr__", written),
        "__add__": NativeFunction("__add__", lambda i, self, other: operators.binary(i, "+", values(i, self), i.items(other))),
        "__eq__": NativeFunction("__eq__", lambda i, self, other: i.boolean(_equal(i, values(i, self), other))),
        **{f"__{special}__": NativeFunction(special, _ordering(values, op)) for special, op in _ORDER},
        "__setattr__": NativeFunction("__setattr__", set_attribute, lazy=True),
        "_replace": NativeFunction("_replace", replace, lazy=True),
        "_asdict": NativeFunction("_asdict", lambda i, self: i.dict(dict(zip(names, values(i, self), strict=True)))),
        "_make": NativeFunction("_make", make),
        "_fields": names,
    }
    made.fields.update(members)
    made.fields["_field_defaults"] = interp.dict(dict(defaults))
    return made


_ORDER = (("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">="))


def _ordering(values: Callable[..., tuple[Value, ...]], op: str) -> Callable[..., Value]:
    def compare(interp: Interpreter, self: Value, other: Value) -> Value:
        items = interp.items(other)
        if not isinstance(items, tuple):
            return interp.unknown("?", "a comparison with something not known")
        return operators.compare(interp, op, values(interp, self), items)

    return compare


def _equal(interp: Interpreter, left: tuple[Value, ...], right: Value) -> Any:
    from scopelint.interp import truth

    if isinstance(right, Instance) and any("_fields" in cls.fields for cls in right.cls.mro):
        right = interp.items(right)
    return truth.equal(interp, left, right) if isinstance(right, (tuple, Unknown)) else FALSE
