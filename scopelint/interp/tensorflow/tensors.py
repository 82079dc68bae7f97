"""Tensors as the program uses them: attributes, methods and operators.

Flows in: attribute reads, operators. Flows out: tensors, shapes, names.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from scopelint.domain.names import join
from scopelint.domain.values import MISSING, Unknown, Value
from scopelint.interp.host import plain
from scopelint.interp.library.arrays import as_array
from scopelint.interp.natives import attribute_getter, method, native, operators
from scopelint.interp.objects import LibraryObject, NativeFunction
from scopelint.interp.tensorflow.ops import add_op, call, call_op, must_fit, refuse_none
from scopelint.tf import dtypes, op_operators, op_table, shapes
from scopelint.tf.errors import TFError
from scopelint.tf.objects import Dim, Operation, PartitionedVariable, Shape, Tensor, TensorShape, Variable
from scopelint.tf.op_calls import converted

if TYPE_CHECKING:
    from collections.abc import Callable

    from scopelint.interp.interpreter import Interpreter


def output_name(tensor: Tensor) -> Value:
    """`tensor.name`: the op's name and the output's number."""
    if isinstance(tensor.name, Unknown):
        return tensor.name.derived("name", f"{tensor.name.text}.name")
    return join((tensor.name, f":{tensor.output}"))


@attribute_getter(Tensor, "name")
def _name(interp: Interpreter, tensor: Tensor) -> Value:
    return output_name(tensor)


@native("tensorflow.get_static_value", "tensorflow.constant_value", "tensorflow.contrib.util.constant_value")
def _static_value(interp: Interpreter, tensor: Value, partial: Value = False) -> Value:
    """What is known of a tensor's value while the graph is built (framework/tensor_util.py); what is no tensor is its own value."""
    if isinstance(tensor, Variable):
        return None
    if not isinstance(tensor, Tensor):
        return tensor
    return as_array(interp, tensor.constant) if isinstance(tensor.constant, tuple) else tensor.constant


@attribute_getter(Tensor, "op")
def _op(interp: Interpreter, tensor: Tensor) -> Value:
    made = tensor.fields.get(_OP)
    if made is None or made.name is not tensor.name:
        kind: Value = interp.unknown("type", "the type of an op", kind=str)
        if isinstance(tensor, Variable):
            kind = "VarHandleOp" if tensor.is_resource else "VariableV2"
        made = tensor.fields[_OP] = Operation(kind, tensor.name, outputs=(tensor,), graph=tensor.graph).as_old_as(tensor)
    return made


_OP: Final = "<op>"
"""The field of a tensor with its operation, which is one object."""


@attribute_getter(Tensor, "dtype")
def _dtype(interp: Interpreter, tensor: Tensor) -> Value:
    if isinstance(tensor, Variable) and not tensor.is_resource:
        return dtypes.ref_of(tensor.dtype)
    return tensor.dtype


@attribute_getter(Tensor, "graph")
def _graph(interp: Interpreter, tensor: Tensor) -> Value:
    return tensor.graph or interp.machine.default_graph()


@attribute_getter(Tensor, "shape")
def _shape(interp: Interpreter, tensor: Tensor) -> Value:
    known = interp.state.get(tensor.fields, "shape")
    return TensorShape(tensor.shape if known is MISSING else known)


@method(Tensor, "get_shape")
def _get_shape(interp: Interpreter, tensor: Tensor) -> Value:
    return _shape(interp, tensor)


@method(Tensor, "set_shape")
def _set_shape(interp: Interpreter, tensor: Tensor, shape: Value) -> Value:
    wanted = shapes.shape_of_value(plain(interp, shape))
    must_fit(interp, "tensorflow.ensure_shape", {"x": tensor, "shape": TensorShape(wanted)})
    with contextlib.suppress(shapes.IncompatibleError):
        tensor.shape = shapes.merge(tensor.shape, wanted)
    return None


@attribute_getter(Tensor, "device")
def _device(interp: Interpreter, tensor: Tensor) -> Value:
    return ""


@attribute_getter(Tensor, "value_index")
def _value_index(interp: Interpreter, tensor: Tensor) -> Value:
    return tensor.output


@method(Tensor, "eval")
def _eval(interp: Interpreter, tensor: Tensor, *_: Value, **__: Value) -> Value:
    return interp.unknown("value", "only known at run time")


@method(Tensor, "consumers")
def _consumers(interp: Interpreter, tensor: Tensor) -> Value:
    return interp.unknown("consumers", "the users of a tensor")


@method(Tensor, "experimental_ref", "ref")
def _ref(interp: Interpreter, tensor: Tensor) -> Value:
    return tensor


_SPARSE_TENSOR: Final = ("tensorflow.SparseTensor", "tensorflow.sparse.SparseTensor")


@attribute_getter(Tensor, "indices")
def _sparse_indices(interp: Interpreter, tensor: Tensor) -> Value:
    return _sparse_part(interp, tensor, 0)


@attribute_getter(Tensor, "values")
def _sparse_values(interp: Interpreter, tensor: Tensor) -> Value:
    return _sparse_part(interp, tensor, 1)


@attribute_getter(Tensor, "dense_shape")
def _dense_shape(interp: Interpreter, tensor: Tensor) -> Value:
    return _sparse_part(interp, tensor, 2)


def _sparse_part(interp: Interpreter, tensor: Tensor, number: int) -> Value:
    """A part of a sparse tensor: the one that it was made of, where that was a tensor."""
    if tensor.kind != "SparseTensor":
        return interp.unknown("part", "a part of a sparse tensor")
    source, parts = tensor.origin or ("", ())
    given = parts[number] if source in _SPARSE_TENSOR and len(parts) == 3 else None
    if isinstance(given, Tensor):
        return given
    if isinstance(tensor.shape, Unknown):
        rank: Dim = interp.unknown("rank", "that of a tensor")
    else:
        rank = None if tensor.shape is None else len(tensor.shape)
    shape: Shape = ((None, rank), (None,), (rank,))[number] if given is None else converted(given).shape
    dtype = tensor.dtype if number == 1 else dtypes.DTYPES["int64"]
    constant = tensor.constant if number == 2 else None
    return Tensor(shape, dtype, tensor.name, graph=tensor.graph, constant=constant, origin=("part", (tensor,)))


@attribute_getter(Operation, "name")
def _operation_name(interp: Interpreter, operation: Operation) -> Value:
    return operation.name


@attribute_getter(Operation, "type")
def _operation_type(interp: Interpreter, operation: Operation) -> Value:
    return operation.type


@attribute_getter(Operation, "outputs")
def _outputs(interp: Interpreter, operation: Operation) -> Value:
    return interp.list(operation.outputs)


@attribute_getter(Operation, "inputs", "control_inputs", "node_def", "op_def", "device", "traceback")
def _inputs(interp: Interpreter, operation: Operation) -> Value:
    return interp.unknown("inputs", "what an operation was made of, and where")


@method(Operation, "values")
def _values(interp: Interpreter, operation: Operation) -> Value:
    return operation.outputs


@attribute_getter(Operation, "graph")
def _operation_graph(interp: Interpreter, operation: Operation) -> Value:
    return operation.graph or interp.machine.default_graph()


@method(Operation, "run", "get_attr", "colocation_groups", "_set_device", "_set_attr", "_add_control_input", "_add_control_inputs")
def _run(interp: Interpreter, operation: Operation, *_: Value, **__: Value) -> Value:
    return interp.unknown("value", "only known at run time")


_ORDERING: Final = frozenset({"<", "<=", ">", ">="})


class TensorOperators:
    """Operators on tensors: each is an op (`scopelint.tf.op_operators`)."""

    def binary(self, interp: Interpreter, op: str, left: Value, right: Value) -> Value:
        if not op_operators.is_operand(left) and not op_operators.is_operand(right):
            return MISSING
        call = op_operators.binary(op, plain(interp, left), plain(interp, right))
        exception = op_operators.refused(op, left, right)
        if call is not None and exception is not None:
            return refuse_none(interp, exception, call.names.requests)
        return _operated(interp, call)

    def unary(self, interp: Interpreter, op: str, value: Value) -> Value:
        if isinstance(value, PartitionedVariable):
            return interp.fail("TypeError", f"bad operand type for {op}: 'PartitionedVariable'")
        return _operated(interp, op_operators.unary(op, value))

    def compare(self, interp: Interpreter, op: str, left: Value, right: Value) -> Value:
        if op in _ORDERING and isinstance(left, PartitionedVariable) and isinstance(right, (int, float, PartitionedVariable)):
            return interp.fail("TypeError", f"'{op}' not supported for 'PartitionedVariable'")
        return self.binary(interp, op, left, right)

    def item(self, interp: Interpreter, value: Value, index: Value) -> Value:
        if isinstance(value, LibraryObject):
            return interp.unknown("item", "an item of a library object")
        if not isinstance(value, Tensor):
            return MISSING
        made = _told(interp, lambda: call_op(interp, "tensorflow.Tensor.__getitem__", {"tensor": value, "slice_spec": index}))
        if isinstance(value, Variable) and isinstance(made, Tensor):
            made.fields["assign"] = _assigning(value, made)
        return made


def _assigning(variable: Variable, part: Tensor) -> NativeFunction:
    """What a part of a variable has, and no other tensor: `variable[0].assign(value)` (ops/array_ops.py, _SliceHelperVar)."""

    def assign(interp: Interpreter, value: Value, name: Value = None) -> Value:
        if name is None and not isinstance(part.name, Unknown):
            name = join((part.name, "/_assign"))
        taken = interp.machine.take_op(name, "StridedSliceAssign")
        return Tensor(variable.shape, variable.dtype, taken, graph=variable.graph, origin=("assign", ()))

    return NativeFunction("tensorflow.Tensor.assign", assign)


@native("tensorflow.assign", lazy=True)
def _assign(interp: Interpreter, *args: Value, **kwargs: Value) -> Value:
    ref = args[0] if args else kwargs.get("ref")
    own = ref.fields.get("assign") if isinstance(ref, Tensor) else None
    if own is not None:
        return interp.call(own, args[1:2], {name: value for name, value in kwargs.items() if name in ("value", "name")})
    signature = op_table.lookup("tensorflow.assign")
    assert signature is not None
    return call(interp, signature, args, kwargs)


def _operated(interp: Interpreter, call: op_operators.OperatorCall | None) -> Value:
    if call is None:
        return MISSING
    return _told(interp, lambda: interp.state.attempt(lambda: add_op(interp, call.canonical, call.arguments, call.names)))


def _told(interp: Interpreter, add: Callable[[], Value]) -> Value:
    """What `add` makes; a refusal of the graph is raised in the program."""
    try:
        return add()
    except TFError as error:
        return interp.refuse(error)


operators(TensorOperators())
