"""`dataclasses` (and the same of `attr`): classes whose constructor is made from their annotations.

Flows in: decorated classes. Flows out: their `__init__`, and the functions that ask for their fields.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from scopelint.domain.names import Hole, Text, join
from scopelint.domain.values import MISSING, Value
from scopelint.interp import attributes, classes, formatting, operators, truth
from scopelint.interp.class_attributes import lookup
from scopelint.interp.evaluate import SPREAD_KEYWORDS
from scopelint.interp.natives import FUNCTIONS, native
from scopelint.interp.objects import CONTENT, DATACLASS_FIELDS, INIT_ONLY, BoundMethod, ClassObj, DictObj, Instance, ListObj, NativeFunction

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

FUNCTIONS["dataclasses.FrozenInstanceError"] = classes.EXCEPTIONS["FrozenInstanceError"]


@native("dataclasses.field", "attr.ib", "attr.attrib")
def _field(
    interp: Interpreter,
    default: Value = MISSING,
    default_factory: Value = MISSING,
    init: Value = True,
    factory: Value = MISSING,
    repr: Value = True,
    compare: Value = True,
    **_: Value,
) -> Value:
    made = Instance(classes.OBJECT)
    made.fields["<field>"] = True
    made.fields["default"] = default
    made.fields["factory"] = default_factory if factory is MISSING else factory
    made.fields["init"] = init
    made.fields["repr"] = repr
    made.fields["compare"] = compare
    return made


@native("dataclasses.dataclass", "attr.s", "attr.attrs", "attr.dataclass", lazy=True)
def _dataclass(interp: Interpreter, cls: Value = None, **options: Value) -> Value:
    if cls is None:
        return NativeFunction("dataclass", lambda i, decorated: _dataclass(i, decorated, **options), lazy=True)
    if not isinstance(cls, ClassObj):
        return cls
    names: dict[str, Value] = {}
    for owner in reversed(cls.mro):
        annotated = owner.fields.get("<annotations>", ())
        plain = [k for k, v in owner.fields.items() if isinstance(k, str) and _is_field(v)]
        for name in dict.fromkeys((*annotated, *plain)):
            names[name] = owner.fields.get(name, MISSING)
    init_only = {name for owner in cls.mro for name in owner.fields.get(INIT_ONLY, ())}
    interp.state.set(cls.fields, DATACLASS_FIELDS, tuple(name for name in names if name not in init_only))

    is_frozen = options.get("frozen", False) is True

    def init(i: Interpreter, self: Value, /, *args: Value, **kwargs: Value) -> Value:
        queue, handed_on = list(args), []
        for name, default in names.items():
            value = _argument(i, cls, name, default, queue, kwargs)
            if name in init_only:
                handed_on.append(value)
            elif value is not MISSING:
                (attributes.put_plain if is_frozen else attributes.put)(i, self, name, value)
        for hook in ("__post_init__", "__attrs_post_init__"):
            after = lookup(cls, hook)
            if after is not MISSING:
                i.call(BoundMethod(after, self), tuple(handed_on))
        return None

    if "__init__" not in cls.fields:
        interp.state.set(cls.fields, "__init__", NativeFunction("__init__", init, lazy=True))
    if is_frozen:
        _freeze(interp, cls)
    made: dict[str, Callable[..., Value]] = {"__repr__": _written}
    if options.get("eq", True) is not False:
        made["__eq__"] = _equal
    if options.get("order", False) is True:
        made |= {f"__{name}__": _ordering(op) for name, op in (("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">="))}
    for name, function in made.items():
        if name not in cls.fields:
            interp.state.set(cls.fields, name, NativeFunction(name, function))
    return cls


def _equal(interp: Interpreter, self: Value, other: Value) -> Value:
    same = isinstance(self, Instance) and isinstance(other, Instance) and self.cls is other.cls
    return interp.boolean(truth.equal(interp, _compared(interp, self), _compared(interp, other))) if same else False


def _ordering(op: str) -> Callable[..., Value]:
    return lambda interp, self, other: operators.compare(interp, op, _compared(interp, self), _compared(interp, other))


def _compared(interp: Interpreter, self: Value) -> Value:
    """The fields by which objects are compared."""
    if not isinstance(self, Instance):
        return interp.unknown("fields", "the fields of something not known")
    return tuple(interp.getattr(self, name) for name in _names(self) or () if _has(self.cls, name, "compare"))


def _freeze(interp: Interpreter, cls: ClassObj) -> None:
    """`frozen=True`: what is assigned or deleted but by `__init__` raises."""

    def refuse(i: Interpreter, self: Value, name: Value, *_: Value) -> Value:
        return i.fail("FrozenInstanceError", f"cannot assign to field {name!r}")

    for name in ("__setattr__", "__delattr__"):
        if name not in cls.fields:
            interp.state.set(cls.fields, name, NativeFunction(name, refuse))


def _written(interp: Interpreter, self: Value) -> Value:
    """`Name(field=value, ...)`."""
    names = _names(self) or ()
    shown = [n for n in names if isinstance(self, Instance) and _has(self.cls, n, "repr")]
    parts: list[Text | Hole] = []
    for name in shown:
        parts += [", " if parts else "", f"{name}=", formatting.repr_text(interp, interp.getattr(self, name))]
    return join([f"{self.cls.name if isinstance(self, Instance) else 'object'}(", *parts, ")"])


def _has(cls: ClassObj, name: str, option: str) -> bool:
    """Whether an option of a field has not been switched off."""
    default = lookup(cls, name)
    return not (_is_field(default) and default.fields[option] is False)


def _is_field(value: Value) -> bool:
    return isinstance(value, Instance) and "<field>" in value.fields


def _argument(interp: Interpreter, cls: ClassObj, name: str, default: Value, queue: list[Value], kwargs: dict[str, Value]) -> Value:
    """The value of one field in a call of the constructor; `MISSING` for one that it does not set."""
    takes = not (_is_field(default) and default.fields["init"] is False)
    if takes and queue:
        return queue.pop(0)
    if takes and name in kwargs:
        return kwargs[name]
    if _is_field(default):
        factory = default.fields["factory"]
        value: Value = interp.call(factory) if factory is not MISSING else default.fields["default"]
    else:
        value = default
    if value is not MISSING or not takes:
        return value
    if SPREAD_KEYWORDS in kwargs:
        return interp.unknown(name, "keywords not known")
    return interp.fail("TypeError", f"{cls.name}() misses the argument '{name}'", name)


def _names(value: Value) -> tuple[str, ...] | None:
    cls = value if isinstance(value, ClassObj) else value.cls if isinstance(value, Instance) else None
    found = lookup(cls, DATACLASS_FIELDS) if cls is not None else MISSING
    return found if isinstance(found, tuple) else None


@native("dataclasses.fields", "attr.fields")
def _fields(interp: Interpreter, value: Value) -> Value:
    names = _names(value)
    if names is None:
        return interp.unknown("fields", "the fields of something not known")
    made = []
    for name in names:
        field = Instance(classes.OBJECT)
        field.fields["name"] = name
        made.append(field)
    return tuple(made)


@native("dataclasses.is_dataclass", "attr.has")
def _is_dataclass(interp: Interpreter, value: Value) -> Value:
    return _names(value) is not None


@native("dataclasses.asdict", "attr.asdict")
def _asdict(interp: Interpreter, value: Value, **_: Value) -> Value:
    names = _names(value)
    if names is None:
        return interp.dict(interp.unknown("fields", "the fields of something not known"))
    return interp.dict({name: _plain(interp, interp.getattr(value, name)) for name in names})


def _plain(interp: Interpreter, value: Value) -> Value:
    """A field as `asdict` gives it: also what lists, tuples and dicts hold becomes dicts."""
    if isinstance(value, Instance) and _names(value) is not None:
        return _asdict(interp, value)
    if type(value) is tuple:
        return tuple(_plain(interp, one) for one in value)
    if not isinstance(value, (ListObj, DictObj)):
        return value
    held = interp.state.resolve(interp.state.get(value.fields, CONTENT))
    if isinstance(held, tuple):
        return interp.list(tuple(_plain(interp, one) for one in held))
    return interp.dict({key: _plain(interp, one) for key, one in held.items()}) if isinstance(held, dict) else value


@native("dataclasses.astuple", "attr.astuple")
def _astuple(interp: Interpreter, value: Value) -> Value:
    names = _names(value)
    if names is None:
        return interp.unknown("fields", "the fields of something not known")
    return tuple(interp.getattr(value, name) for name in names)


@native("dataclasses.replace", "attr.evolve")
def _replace(interp: Interpreter, value: Value, /, **changes: Value) -> Value:
    names = _names(value)
    if names is None or not isinstance(value, Instance):
        return interp.unknown("replaced", "a copy of something not known")
    kept = {name: interp.getattr(value, name) for name in names if name not in changes and _takes(value.cls, name)}
    return interp.call(value.cls, (), {**kept, **changes})


def _takes(cls: ClassObj, name: str) -> bool:
    default = lookup(cls, name)
    return not (_is_field(default) and default.fields["init"] is False)
