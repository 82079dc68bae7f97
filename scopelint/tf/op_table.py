"""What is known of every public TensorFlow name: its parameters and what kind of thing it is.

Flows in: canonical names (`tensorflow.nn.relu`). Flows out: an `OpSignature`, or None for a name
that TensorFlow 1 does not have. The data lie in `op_table.json`, which
`tests/tf_ops/generate_op_table.py` writes from TensorFlow 2.15's `compat.v1`, and in `contrib_table.json`, which
`tests/tf_ops/contrib.py` writes from 1.15's contrib; they are read on the first question. Knows no syntax.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from scopelint.domain.values import MISSING, Unknown, Value
from scopelint.tf.dtypes import DTYPES


class OpKind(enum.Enum):
    """What a public name of TensorFlow is."""

    OP = "op"
    """A function that adds ops to the graph and takes names there."""
    CALLBACKS = "callbacks"
    """An op that calls functions of the program (`cond`, `map_fn`): see `OpSignature.callbacks`."""
    PYTHON = "python"
    """A function that leaves the graph's names alone."""
    CLASS = "class"
    CONSTANT = "constant"
    MODULE = "module"


class ParameterKind(enum.Enum):
    """How a parameter takes its argument."""

    POSITIONAL = enum.auto()
    KEYWORD_ONLY = enum.auto()
    VAR_POSITIONAL = enum.auto()
    VAR_KEYWORD = enum.auto()


class Parameter(msgspec.Struct, frozen=True):
    """One parameter; `default` is `MISSING` for a required one and `Unknown` where it is no plain constant."""

    name: str
    default: Value = MISSING
    kind: ParameterKind = ParameterKind.POSITIONAL


class _Slots(NamedTuple):
    """How a function takes arguments: the parameters that positional ones fill, the one that takes the rest of them, all parameters, and
    whether any other name will do for a keyword."""

    names: tuple[str, ...]
    rest: str | None
    known: frozenset[str]
    takes_any: bool


class OpSignature(msgspec.Struct, frozen=True, dict=True):
    """A public name of TensorFlow: `parameters` without `self`, `value` for constants, `attributes` of classes.

    `makes_variables` is true where a call, or a use of the object that the call makes, may create variables;
    `callbacks` names the parameters that are functions which TensorFlow calls while the graph is built.
    """

    canonical: str
    kind: OpKind
    parameters: tuple[Parameter, ...] = ()
    makes_variables: bool = False
    callbacks: tuple[str, ...] = ()
    value: Value = MISSING
    attributes: Mapping[str, Value] = msgspec.field(default_factory=dict)

    @cached_property
    def name_parameter(self) -> str | None:
        """The parameter that names the op or opens its scope (`name`, or `scope` as in `tf.losses`)."""
        names = {parameter.name for parameter in self.parameters}
        return next((name for name in ("name", "scope") if name in names), None)

    @property
    def name_position(self) -> int | None:
        """Where `name_parameter` stands among the positional parameters."""
        wanted = self.name_parameter
        for position, parameter in enumerate(self.parameters):
            if parameter.name == wanted:
                return position if parameter.kind is ParameterKind.POSITIONAL else None
        return None

    @cached_property
    def _slots(self) -> _Slots:
        kinds = {p.kind: p.name for p in self.parameters}
        return _Slots(
            tuple(p.name for p in self.parameters if p.kind is ParameterKind.POSITIONAL),
            kinds.get(ParameterKind.VAR_POSITIONAL),
            frozenset(p.name for p in self.parameters),
            ParameterKind.VAR_KEYWORD in kinds,
        )

    def bind(self, positional: Sequence[Value], keywords: Mapping[str, Value]) -> dict[str, Value] | None:
        """The arguments by parameter name, without defaults; None when the call does not fit the signature."""
        bound: dict[str, Value] = {}
        slots = self._slots
        if len(positional) > len(slots.names):
            if slots.rest is None:
                return None
            bound[slots.rest] = tuple(positional[len(slots.names) :])
        bound.update(zip(slots.names, positional, strict=False))
        for name, value in keywords.items():
            if name in bound or (name not in slots.known and not slots.takes_any):
                return None
            bound[name] = value
        return bound


# --- the file -----------------------------------------------------------------------------------


class _Entry(msgspec.Struct, array_like=True):
    """One thing, whatever its names: kind, parameters, callbacks, whether it makes variables, names, results, constants."""

    kind: str
    parameters: str = ""
    callbacks: str = ""
    makes_variables: int = 0
    names: str = ""
    returns: str = ""
    value: Any = None


class _Table(msgspec.Struct):
    """`entries`, and per module the position of each name's entry; `aliases` are further names of names."""

    entries: list[_Entry]
    modules: dict[str, dict[str, int]]
    aliases: dict[str, str]


_PREFIXES: Final = ("tensorflow.compat.v1.", "tensorflow.")


@cache
def _table() -> _Table:
    return _read("op_table.json")


@cache
def _contrib() -> _Table:
    return _read("contrib_table.json")


def _read(file: str) -> _Table:
    return msgspec.json.decode(Path(__file__).with_name(file).read_bytes(), type=_Table)


def _of(name: str) -> _Table:
    """The table that has a name below `tensorflow`."""
    return _contrib() if name == "contrib" or name.startswith("contrib.") else _table()


def _below_tensorflow(canonical: str) -> str | None:
    """The name below `tensorflow`; None for names of other packages."""
    if canonical in ("tensorflow", "tensorflow.compat.v1"):
        return ""
    for prefix in _PREFIXES:
        if canonical.startswith(prefix):
            name = canonical.removeprefix(prefix)
            return _table().aliases.get(name, name)
    return None


def _find(canonical: str) -> _Entry | None:
    name = _below_tensorflow(canonical)
    if name is None:
        return None
    module, _, last = name.rpartition(".")
    table = _of(module)
    index = table.modules.get(module, {}).get(last)
    return None if index is None else table.entries[index]


def identity(canonical: str) -> int | None:
    """The same number for all names of one thing (`tensorflow.abs`, `tensorflow.math.abs`)."""
    name = _below_tensorflow(canonical)
    module, _, last = (name or "").rpartition(".")
    return _table().modules.get(module, {}).get(last)


@cache
def default_names(canonical: str) -> str:
    """What a call takes from the graph, in the notation of `op_names.py`; "" where that is not known."""
    entry = _find(canonical)
    return entry.names if entry is not None else ""


def results(canonical: str) -> str:
    """A code for what a call returns, as far as calls of the real function have shown it.

    `T` a tensor, `S` a sparse tensor, `O` an operation, `-` None, `U3` a tuple of three tensors, `Na,b` a named tuple,
    `L` a list, `P` another Python object, "" unknown.
    """
    entry = _find(canonical)
    return entry.returns if entry is not None else ""


@cache
def lookup(canonical: str) -> OpSignature | None:
    """What `canonical` is; None when TensorFlow 1 has no such public name."""
    entry = _find(canonical)
    if entry is None:
        name = _below_tensorflow(canonical)
        return OpSignature(canonical, OpKind.MODULE) if name is not None and name in _of(name).modules else None
    kind = OpKind(entry.kind)
    if kind is OpKind.CONSTANT:
        return OpSignature(canonical, kind, value=_value(entry.value, canonical))
    attributes = {name: _value(value, name) for name, value in (entry.value or {}).items()}
    return OpSignature(
        canonical,
        kind,
        tuple(_parameters(entry.parameters, canonical)),
        bool(entry.makes_variables),
        tuple(entry.callbacks.split()),
        attributes=attributes,
    )


def children(module: str) -> tuple[str, ...]:
    """The public names in a module, submodules included; empty when there is no such module."""
    name = _below_tensorflow(module)
    if name is None or name not in _of(name).modules:
        return ()
    modules = _of(name).modules
    start = f"{name}." if name else ""
    below = {m.removeprefix(start).partition(".")[0] for m in modules if m and m.startswith(start)}
    return tuple(sorted(below | set(modules[name])))


def _parameters(text: str, canonical: str) -> list[Parameter]:
    """Reads `x axis=null *args name=null **kwargs`; a lone `*` begins the keyword-only ones."""
    found, kind = [], ParameterKind.POSITIONAL
    for word in text.split():
        name, equals, default = word.partition("=")
        if name.startswith("**"):
            found.append(Parameter(name[2:], MISSING, ParameterKind.VAR_KEYWORD))
        elif name.startswith("*"):
            kind = ParameterKind.KEYWORD_ONLY
            if name != "*":
                found.append(Parameter(name[1:], MISSING, ParameterKind.VAR_POSITIONAL))
        else:
            value = _value(json.loads(default.replace("\\u0020", " ")), f"{canonical}({name})") if equals else MISSING
            found.append(Parameter(name, value, kind))
    return found


def _value(raw: object, where: str) -> Value:
    """A constant of the table: `"@float32"` is a dtype, `"?"` something that is no plain constant."""
    if raw == "?":
        return Unknown(("default", where), where, "no plain constant in TensorFlow")
    if isinstance(raw, str) and raw.startswith("@"):
        return DTYPES.get(raw[1:], raw)
    return tuple(raw) if isinstance(raw, list) else raw
