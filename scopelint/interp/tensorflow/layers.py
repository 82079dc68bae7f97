"""What the stubs of layers ask of objects, below the name `_scopelint`, which stubs import: of functions, classes, names and layers.

Flows in: calls of stubs. Flows out: what is known of their arguments, what layers keep, and errors that TensorFlow raises.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from scopelint.domain.names import SymStr, join
from scopelint.domain.values import MISSING, Choice, Value
from scopelint.interp import contents
from scopelint.interp.class_attributes import lookup
from scopelint.interp.classes import EXCEPTIONS, class_of
from scopelint.interp.natives import native
from scopelint.interp.objects import BoundMethod, ClassObj, FunctionObj, Instance, Partial
from scopelint.interp.tensorflow import nest, ops
from scopelint.tf.objects import PartitionedVariable, Tensor, Variable, VariableScope
from scopelint.trace import RaiseEvent, Refusal, RefusalKind

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


@native("_scopelint.refuse")
def refuse(interp: Interpreter, exception: Value, message: Value, api: Value = "tf.layers", second: Value = False) -> Value:
    """TensorFlow raises here; a program that does not catch it is analysed further, as after any refusal.

    `second` says that a cell or layer has its weights already, and that they do not fit what it is called with now.
    """
    if not interp.supposes() or interp.handled(EXCEPTIONS[str(exception)]):
        kind = RefusalKind.CELL_SCOPE if second is True else RefusalKind.OTHER
        interp.machine.graphs.refuse(kind, str(exception), str(message), str(api))
    return interp.unknown("?", "refused for some values")


@native("_scopelint.must_be_given")
def must_be_given(interp: Interpreter, name: Value, message: Value, api: Value) -> Value:
    """An argument that TensorFlow raises a ValueError without: who calls what nobody here calls gives it, perhaps among its `**kwargs`."""
    if not interp.machine.default_graph().open:
        return refuse(interp, "ValueError", message, api)
    return interp.unknown(str(name), "what a caller gives")


@native("_scopelint.no_variables")
def no_variables(interp: Interpreter, message: Value, api: Value) -> Value:
    """TensorFlow raises here for want of variables; where some of the program was not followed, they may only not be known."""
    if ops.may_be_more(interp) or interp.handled(EXCEPTIONS["ValueError"]):
        return interp.fail("ValueError", str(message))
    refusal = Refusal(RefusalKind.NO_VARIABLES, "ValueError", str(message))
    interp.state.events.append(RaiseEvent(interp.machine.graphs.context(), str(api), refusal))
    interp.state.fail()
    return interp.unknown("?", str(message))


# --- functions and classes ---------------------------------------------------------------------------


@native("_scopelint.parameters", lazy=True)
def parameters(interp: Interpreter, function: Value) -> Value:
    """The names of the parameters that a function of the program takes, with `**` for any other; () where not known."""
    code = _function(function)
    if code is None:
        return ()
    names = tuple("**" if p.kind == "**" else p.name for p in code.code.params if p.kind != "*")
    return names[1:] if isinstance(function, BoundMethod) else names


@native("_scopelint.required", lazy=True)
def required(interp: Interpreter, function: Value) -> Value:
    """How many arguments a call of a function of the program must give by place; 1 where not known."""
    if isinstance(function, (BoundMethod, Partial)):
        inner = required(interp, function.function)
        return inner - (1 if isinstance(function, BoundMethod) else len(function.args)) if isinstance(inner, int) else inner
    code = _function(function)
    return 1 if code is None else sum(p.kind in ("", "/") and p.name not in code.defaults for p in code.code.params)


@native("_scopelint.default", lazy=True)
def default(interp: Interpreter, function: Value, name: Value) -> Value:
    """The default value of a parameter; None where it has none."""
    code = _function(function)
    return None if code is None else code.defaults.get(name)


def _function(value: Value) -> FunctionObj | None:
    if isinstance(value, FunctionObj):
        return value
    if isinstance(value, (BoundMethod, Partial)):
        return _function(value.function)
    if isinstance(value, Instance):
        return _function(lookup(value.cls, "__call__"))
    return None


@native("_scopelint.class_name", lazy=True)
def class_name(interp: Interpreter, value: Value) -> Value:
    """`type(value).__name__`."""
    cls = value if isinstance(value, ClassObj) else class_of(value)
    return cls.name if cls is not None else "?"


@native("_scopelint.is_function", lazy=True)
def is_function(interp: Interpreter, value: Value) -> Value:
    """Whether this is a function of the program."""
    return _function(value) is not None


@native("_scopelint.is_class", lazy=True)
def is_class(interp: Interpreter, value: Value) -> Value:
    """Whether this is a class."""
    return isinstance(value, ClassObj)


@native("_scopelint.is_scope")
def is_scope(interp: Interpreter, value: Value) -> Value:
    """Whether a layer's `name` is a scope object; one that is not known is taken for a string."""
    return isinstance(value, VariableScope)


@native("_scopelint.renamed")
def renamed(interp: Interpreter, name: Value, names: Value) -> Value:
    """A full name with another last component, where `names` has one for it."""
    parts = name.parts if isinstance(name, SymStr) else (name,)
    head, slash, last = parts[-1].rpartition("/") if isinstance(parts[-1], str) else ("", "", None)
    known = contents.mapping(interp, names)
    other = known.get(last) if isinstance(known, dict) and (slash or len(parts) == 1) else None
    return name if other is None else join((*parts[:-1], head, slash, other))


@native("_scopelint.static_flag")
def static_flag(interp: Interpreter, value: Value) -> Value:
    """`smart_constant_value`: what a flag such as `training` is for certain; None for a tensor, or where it is not known."""
    if isinstance(value, (bool, int)):
        return bool(value)
    known = isinstance(value, Tensor) and isinstance(value.constant, (bool, int, float, str))
    return bool(value.constant) if known else None


# --- what layers keep ------------------------------------------------------------------------------------

_OWN: Final = frozenset(
    {
        "_trainable_weights",
        "_non_trainable_weights",
        "_inbound_nodes",
        "_outbound_nodes",
        "_losses",
        "_updates",
        "_callable_losses",
        "_metrics",
    }
)
"""Attributes of a layer that are its own book-keeping."""


@native("_scopelint.parts")
def parts(interp: Interpreter, variable: Value) -> Value:
    """The variables that a variable consists of: itself, or the parts of a partitioned one."""
    return interp.list(variable.parts if isinstance(variable, PartitionedVariable) else (variable,))


@native("_scopelint.is_trained")
def is_trained(interp: Interpreter, variable: Value) -> Value:
    """Whether this is itself among the trainable variables: a partitioned variable's parts are, what a custom getter computes is not."""
    return not isinstance(variable, (PartitionedVariable, Tensor)) if not isinstance(variable, Variable) else variable.trainable


def _kept(interp: Interpreter, layer: Value) -> Iterator[Value]:
    """What the attributes of a layer hold, containers opened; nothing in layers of `tf.layers`, which do not track them."""
    if isinstance(layer, Instance) and lookup(layer.cls, "_is_legacy_layer") is True:
        return
    for name in tuple(layer.fields) if isinstance(layer, Instance) else ():
        if not isinstance(name, str) or name in _OWN or name.startswith("<"):
            continue
        value = interp.state.get(layer.fields, name)
        for each in [v for _, v in value.alternatives] if type(value) is Choice else [value]:
            if isinstance(each, (Instance, tuple, Variable, PartitionedVariable)):
                yield from nest.flatten(interp, each)


@native("_scopelint.sublayers", lazy=True)
def sublayers(interp: Interpreter, layer: Value) -> Value:
    """The layers among a layer's attributes: `Layer.__setattr__` tracks whatever has weights."""
    found = [v for v in _kept(interp, layer) if isinstance(v, Instance) and lookup(v.cls, "trainable_weights") is not MISSING]
    return interp.list(_distinct([v for v in found if v is not layer]))


@native("_scopelint.attribute_variables", lazy=True)
def attribute_variables(interp: Interpreter, layer: Value, trainable: Value) -> Value:
    """The variables among a layer's attributes, trainable or not, that it did not add itself."""
    own = nest.flatten(interp, interp.state.get(layer.fields, "_trainable_weights", ()))
    own += nest.flatten(interp, interp.state.get(layer.fields, "_non_trainable_weights", ()))
    found = [v for v in _kept(interp, layer) if isinstance(v, Variable) and v.trainable is trainable]
    return interp.list(_distinct([v for v in found if not any(v is o for o in own)]))


def _distinct(values: list[Value]) -> list[Value]:
    return list({id(v): v for v in values}.values())


@native("_scopelint.distinct", lazy=True)
def distinct(interp: Interpreter, values: Value) -> Value:
    """A list without what is in it twice."""
    items = interp.items(values)
    return interp.list(_distinct(list(items)) if isinstance(items, tuple) else items)


@native("_scopelint.add_new_to_collection", lazy=True)
def add_new_to_collection(interp: Interpreter, name: Value, values: Value) -> Value:
    """Add what a collection does not have yet (`_add_elements_to_collection`, keras/legacy_tf_layers/base.py)."""
    items = interp.items(values)
    for value in items if isinstance(items, tuple) else ():
        interp.machine.graphs.add_new_to_collection(name, value)
    return None
