"""Ordinary ops: whatever TensorFlow offers that is neither a primitive nor a stub.

Flows in: calls of public TensorFlow functions. Flows out: tensors with what is known of their shape; the
op's name is taken from the graph. APIs that are known to make variables and have no model are cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scopelint.domain.values import MISSING, Choice, Unknown, Value
from scopelint.interp.host import plain
from scopelint.interp.objects import LibraryObject, ModuleObj, NativeFunction
from scopelint.tf import op_names, op_shapes, op_table
from scopelint.tf.op_calls import Form, Output, Result
from scopelint.tf.op_table import OpKind, OpSignature
from scopelint.tf.objects import Operation, Tensor

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def value(interp: Interpreter, canonical: str) -> Value:
    """What a public name of TensorFlow without stub stands for; `MISSING` for a name that it does not have."""
    signature = op_table.lookup(canonical)
    if signature is None:
        return MISSING
    match signature.kind:
        case OpKind.MODULE:
            return ModuleObj(canonical, None, first_party=False)
        case OpKind.CONSTANT:
            return Unknown(("library", canonical), canonical, "no plain constant") if signature.value is MISSING else signature.value
        case OpKind.CLASS:
            return NativeFunction(canonical, lambda i, *args, **kwargs: _instance(i, signature, args, kwargs), lazy=True)
        case _:
            return NativeFunction(canonical, lambda i, *args, **kwargs: _call(i, signature, args, kwargs), lazy=True)


def _call(interp: Interpreter, signature: OpSignature, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Value:
    if signature.makes_variables:
        return _cut(interp, signature)
    arguments = signature.bind(args, kwargs)
    if arguments is None:
        return _unmatched(interp, signature, kwargs)
    if signature.kind is OpKind.PYTHON:
        return _results(interp, op_shapes.infer(signature.canonical, _plain(interp, arguments)), signature, None)
    name = arguments.get(signature.name_parameter or "name")
    return call_op(interp, signature.canonical, arguments, name=name)


def _unmatched(interp: Interpreter, signature: OpSignature, kwargs: dict[str, Value]) -> Value:
    """A call that fits no known signature (of another release, say): its name is taken all the same."""
    if signature.kind is OpKind.PYTHON:
        return interp.unknown(signature.canonical, "called in a way that is not known")
    return call_op(interp, signature.canonical, {}, name=kwargs.get("name"))


def call_op(
    interp: Interpreter, canonical: str, arguments: dict[str, Value], default: str | None = None, *, name: Value = None
) -> Value:
    """Add an op: take its names, infer its results. `default` overrides the op's own default name."""
    given = _plain(interp, arguments)
    if isinstance(name, Choice):
        name = interp.state.resolve(name)
    taken = op_names.take(interp.machine.graphs, canonical, given, name, default)
    return _results(interp, op_shapes.infer(canonical, given), None, taken)


def _plain(interp: Interpreter, arguments: dict[str, Value]) -> dict[str, Value]:
    return {k: plain(interp, v) for k, v in arguments.items()}


def _results(interp: Interpreter, result: Result, signature: OpSignature | None, name: Value) -> Value:
    graph = interp.machine.default_graph()
    text = interp.modules.current_text

    def one(output: Output | Result, index: int) -> Value:
        if isinstance(output, Result):
            return build(output)
        full = name if name is not None else interp.unknown("tensor", "an op whose name is not known")
        return Tensor(output.shape, output.dtype, full, output=index, constant=output.constant, graph=graph, kind=output.kind)

    def build(result: Result) -> Value:
        parts = tuple(one(o, i) for i, o in enumerate(result.outputs))
        match result.form:
            case Form.TENSOR:
                return parts[0] if parts else interp.unknown(text, "the result of an op")
            case Form.LIST:
                return interp.list(parts)
            case Form.TUPLE:
                if result.fields:
                    from scopelint.interp.library.modules import namedtuple

                    return interp.call(namedtuple(interp, "Result", result.fields, {}), parts)
                return parts
            case Form.OPERATION:
                return Operation("op", name if name is not None else interp.unknown("op", "an op"), graph=graph)
            case Form.NOTHING:
                return None
            case _:
                return interp.unknown(text, "the result of an op whose shape is not modelled")

    return build(result)


def _cut(interp: Interpreter, signature: OpSignature) -> Value:
    shown = signature.canonical.replace("tensorflow.", "tf.", 1)
    interp.cut(f"{shown} may make variables and has no model yet")
    return interp.unknown(interp.modules.current_text, f"{shown} has no model yet")


def _instance(interp: Interpreter, signature: OpSignature, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Value:
    """An object of a TensorFlow class without model: initializers, regularizers, options."""
    if signature.makes_variables:
        return _cut(interp, signature)
    arguments = signature.bind(args, kwargs) or {}
    last = signature.canonical.rpartition(".")[2].lower()
    is_callable = "initializer" in last or "regularizer" in last or ".initializers." in signature.canonical
    return LibraryObject(signature.canonical, arguments, callable=is_callable)
