"""Ordinary ops: whatever TensorFlow offers that is neither a primitive nor a stub.

Flows in: calls of public TensorFlow functions. Flows out: tensors with what is known of their shape; the
op's name is taken from the graph. APIs that are known to make variables and have no model are cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scopelint.domain.values import MISSING, Unknown, Value
from scopelint.interp.host import plain
from scopelint.interp.natives import IS_CLASS, native
from scopelint.interp.objects import LibraryObject, ModuleObj, NativeFunction
from scopelint.interp.tensorflow import gradients
from scopelint.tf import dtypes, op_graphs, op_names, op_none, op_refusals, op_shapes, op_table, shapes, strangers
from scopelint.tf.graph import read, whole
from scopelint.tf.misfits import EmptyError
from scopelint.tf.objects import DType, Name, Operation, Origin, PartitionedVariable, Tensor, Variable
from scopelint.tf.op_calls import Form, Output, Result, converted
from scopelint.tf.op_names import Names
from scopelint.tf.op_table import OpKind, OpSignature
from scopelint.trace import Cut

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
            made = NativeFunction(canonical, lambda i, *args, **kwargs: _instance(i, signature, args, kwargs), lazy=True)
            made.fields.update(signature.attributes)
            made.fields[IS_CLASS] = True
            return made
        case _:
            return NativeFunction(canonical, lambda i, *args, **kwargs: call(i, signature, args, kwargs), lazy=True)


def call(interp: Interpreter, signature: OpSignature, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Value:
    """Call a function of TensorFlow that has no model of its own."""
    if signature.makes_variables or signature.callbacks:
        return _cut(interp, signature)
    arguments = signature.bind(args, kwargs)
    if arguments is None:
        return _unmatched(interp, signature, kwargs)
    given = _plain(interp, arguments)
    refusal = op_none.refused(signature.canonical, given) if signature.kind is OpKind.OP else None
    if refusal is not None:
        return refuse_none(interp, refusal.exception, refusal.requests)
    return interp.state.attempt(lambda: add_op(interp, signature.canonical, given))


def refuse_none(interp: Interpreter, exception: str, requests: tuple[Name, ...]) -> Value:
    """An op is given None where it needs a tensor: it takes its names and raises."""
    interp.state.attempt(lambda: [interp.machine.take_op(interp.state.resolve(request), "op") for request in requests])
    return interp.fail(exception, op_none.MESSAGE)


def _unmatched(interp: Interpreter, signature: OpSignature, kwargs: dict[str, Value]) -> Value:
    """A call that fits no known signature (of another release, say): its name is taken all the same."""
    if signature.kind is OpKind.PYTHON:
        return interp.unknown(signature.canonical, "called in a way that is not known")
    return call_op(interp, signature.canonical, {"name": kwargs["name"]} if "name" in kwargs else {})


def call_op(interp: Interpreter, canonical: str, arguments: dict[str, Value]) -> Value:
    """Add an op: take its names from the graph, infer its results."""
    given = _plain(interp, arguments)
    return interp.state.attempt(lambda: add_op(interp, canonical, given))


def add_op(interp: Interpreter, canonical: str, given: dict[str, Value], names: Names | None = None) -> Value:
    """Add an op that takes `names` (None: those that it takes by itself); `given` are its arguments with lists as tuples.

    Raises:
        TFError: the graph refuses a name, or the arguments are of several graphs.
        Fork: a name depends on the path.
        Dead: TensorFlow refuses the arguments.
    """
    home = op_graphs.of_inputs(interp.machine.graphs, canonical, given)
    if home is None:
        return _add_here(interp, canonical, given, names)
    run = interp.machine.push_graph(home)
    try:
        return _add_here(interp, canonical, given, names)
    finally:
        interp.machine.pop_graph(run)


def _add_here(interp: Interpreter, canonical: str, given: dict[str, Value], names: Names | None) -> Value:
    """Add an op to the default graph."""
    wholes: list[tuple[Tensor, PartitionedVariable]] = []
    for parameter, value in given.items():
        if isinstance(value, (PartitionedVariable, tuple)) and not op_names.takes_parts(canonical, parameter):
            given = {**given, parameter: _whole(value, wholes)}
    if names is None:
        names = op_names.taken(canonical, given, tensorflow1=interp.asked.tensorflow1)
    taken = tuple(interp.machine.take_op(interp.state.resolve(request), "op") for request in names.requests)
    for tensor, variable in wholes:
        interp.machine.join_parts(tensor, variable)
    if names.passed is not MISSING:
        is_read = isinstance(names.passed, Variable) and not names.passed.is_resource
        return read(names.passed) if is_read else names.passed
    must_fit(interp, canonical, given)
    result = op_shapes.infer(canonical, given, tensorflow1=interp.asked.tensorflow1)
    origin = gradients.called(interp, interp.machine.default_graph(), canonical)
    return _results(interp, result, names, taken, (origin, tuple(given.values())))


def _whole(value: Value, wholes: list[tuple[Tensor, PartitionedVariable]]) -> Value:
    """An argument with each partitioned variable in it as one tensor; `wholes` gets these, in order."""
    if isinstance(value, PartitionedVariable):
        wholes.append((whole(value), value))
        return wholes[-1][0]
    if isinstance(value, tuple) and any(isinstance(item, (PartitionedVariable, tuple)) for item in value):
        return tuple(_whole(item, wholes) for item in value)
    return value


def must_fit(interp: Interpreter, canonical: str, given: dict[str, Value]) -> None:
    """Raise in the program what TensorFlow raises where the arguments of an op do not fit.

    Of a stub, which need not call the very ops that the function calls which it stands for, nothing is demanded.

    Raises:
        Dead: they do not fit.
    """
    if interp.frames and not interp.frames[-1].user:
        return
    _demand(interp, canonical, given)


@native("_scopelint.must_fit", lazy=True)
def _must_fit(interp: Interpreter, canonical: str, **arguments: Value) -> Value:
    """Demand of the arguments of a stub's function what the op `canonical` demands of its own."""
    _demand(interp, canonical, _plain(interp, arguments))
    return None


def _demand(interp: Interpreter, canonical: str, given: dict[str, Value]) -> None:
    misfit = op_refusals.refused(canonical, given, tensorflow1=interp.of_tensorflow1)
    if misfit is not None and not (isinstance(misfit, EmptyError) and may_be_more(interp)):
        interp.stop(misfit.exception, misfit.message)


def may_be_more(interp: Interpreter) -> bool:
    """Whether something that was not seen or not followed may have made what seems to be missing."""
    graph = interp.machine.default_graph()
    return interp.supposes() or strangers.may_hold_more(interp.state, graph) or any(isinstance(event, Cut) for event in interp.state.events)


@native("_scopelint.must_be_floating")
def _must_be_floating(interp: Interpreter, dtype: Value, message: Value) -> Value:
    """Demand that a layer's type is one of floating-point or complex numbers."""
    found = dtypes.as_dtype(dtype) if isinstance(dtype, (DType, str)) else dtype
    if isinstance(found, DType) and found.name in (*dtypes.INTEGER, "bool", "string"):
        interp.stop("TypeError", f"{message} <dtype: '{found.name}'>")
    return None


@native("_scopelint.must_be_together")
def _must_be_together(interp: Interpreter, *values: Value) -> Value:
    """Demand that tensors and variables are in the default graph: an op that gets them also gets what is made there."""
    if not interp.machine.executing_eagerly():
        for value in values:
            if isinstance(value, Tensor):
                op_graphs.must_be_in(interp.machine.graphs, interp.machine.default_graph(), value, "tf.train.Optimizer.apply_gradients")
    return None


@native("_scopelint.must_be_compatible")
def _must_be_compatible(interp: Interpreter, one: Value, other: Value) -> Value:
    """Demand that two tensors may be of one shape (`TensorShape.assert_is_compatible_with`)."""
    left, right = (converted(plain(interp, value)).shape for value in (one, other))
    if shapes.compatible(left, right) is False:
        interp.stop("ValueError", f"Shapes {shapes.text(left)} and {shapes.text(right)} are incompatible")
    return None


def _plain(interp: Interpreter, arguments: dict[str, Value]) -> dict[str, Value]:
    return {k: plain(interp, v) for k, v in arguments.items()}


def _results(interp: Interpreter, result: Result, names: Names, taken: tuple[Name, ...], origin: Origin) -> Value:
    graph = interp.machine.default_graph()
    flow = interp.machine.control_flow(graph)

    def one(output: Output | Result, index: int) -> Value:
        if isinstance(output, Result):
            return build(output)
        found = names.result_name(taken, index)
        full = found if found is not None else interp.unknown("tensor", "an op whose name is not known")
        number = index if len(names.paths or ()) <= 1 else 0
        made = Tensor(
            output.shape, output.dtype, full, output=number, constant=output.constant, graph=graph, kind=output.kind, origin=origin
        )
        if flow is not None:
            made.fields["control_flow"] = flow
        return made

    def build(result: Result) -> Value:
        parts = tuple(one(o, i) for i, o in enumerate(result.outputs))
        match result.form:
            case Form.TENSOR:
                return parts[0] if parts else interp.unknown(interp.modules.current_text, "the result of an op")
            case Form.LIST:
                return interp.list(parts)
            case Form.TUPLE:
                if result.fields:
                    from scopelint.interp.library.namedtuples import namedtuple

                    return interp.call(namedtuple(interp, "Result", result.fields, {}), parts)
                return parts
            case Form.OPERATION:
                found = names.result_name(taken)
                return Operation("op", found if found is not None else interp.unknown("op", "an op"), graph=graph)
            case Form.NOTHING:
                return None
            case _:
                return interp.unknown(interp.modules.current_text, "the result of an op whose shape is not modelled")

    return build(result)


def _cut(interp: Interpreter, signature: OpSignature) -> Value:
    shown = signature.canonical.replace("tensorflow.", "tf.", 1)
    interp.cut(f"{shown} may make variables and has no model yet")
    return interp.unknown(interp.modules.current_text, f"{shown} has no model yet")


_TENSOR_CLASSES: Final = frozenset({"tensorflow.SparseTensor", "tensorflow.sparse.SparseTensor"})
"""Classes whose objects are made of ops, and are known as the results of ops."""


def _instance(interp: Interpreter, signature: OpSignature, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Value:
    """An object of a TensorFlow class without model: initializers, regularizers, options."""
    if signature.makes_variables:
        return _cut(interp, signature)
    arguments = signature.bind(args, kwargs) or {}
    if signature.canonical in _TENSOR_CLASSES and arguments:
        return call_op(interp, signature.canonical, arguments)
    last = signature.canonical.rpartition(".")[2].lower()
    module = signature.canonical.rpartition(".")[0].rpartition(".")[2]
    is_callable = "initializer" in last or "regularizer" in last or module in ("initializers", "regularizers", "constraints")
    return LibraryObject(signature.canonical, arguments, callable=is_callable)


@native(
    "tensorflow.train.experimental.enable_mixed_precision_graph_rewrite",
    "tensorflow.mixed_precision.enable_mixed_precision_graph_rewrite",
    "tensorflow.mixed_precision.experimental.enable_mixed_precision_graph_rewrite",
    lazy=True,
)
def _mixed_precision(interp: Interpreter, optimizer: Value, loss_scale: Value = "dynamic") -> Value:
    """The optimizer that comes back keeps the scale of losses in variables, and applies gradients in a `cond`."""
    interp.cut("tf.train.experimental.enable_mixed_precision_graph_rewrite makes an optimizer that has no model yet")
    return interp.unknown("optimizer", "made by enable_mixed_precision_graph_rewrite")


@native(*(f"tensorflow.initializers.{name}" for name in ("he_normal", "he_uniform", "lecun_normal", "lecun_uniform")), lazy=True)
def _variance_scaling(interp: Interpreter, seed: Value = None) -> Value:
    """Functions that return a `VarianceScaling` (ops/init_ops.py)."""
    signature = op_table.lookup("tensorflow.variance_scaling_initializer")
    assert signature is not None
    return _instance(interp, signature, (), {})
