"""`tf.Variable` and what can be done with a variable (`ops/variables.py`).

Flows in: calls of the program. Flows out: variables, tensors, operations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scopelint.domain.names import join
from scopelint.domain.values import MISSING, Choice, Unknown, Value, is_constant
from scopelint.interp.classes import kind_of
from scopelint.interp.host import plain
from scopelint.interp.natives import CONSTRUCTORS, attribute_getter, method, native
from scopelint.interp.objects import CONTENT, DictObj, FunctionObj, NativeFunction, Partial
from scopelint.interp.tensorflow.classes import VARIABLE
from scopelint.interp.tensorflow.ops import must_fit
from scopelint.tf.initial import FromFunction
from scopelint.tf.objects import Name, Operation, PartitionedVariable, Tensor, TensorShape, Variable

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def make_variable(
    interp: Interpreter,
    initial_value: Value = None,
    trainable: Value = None,
    collections: Value = None,
    validate_shape: Value = True,
    caching_device: Value = None,
    name: Value = None,
    variable_def: Value = None,
    dtype: Value = None,
    expected_shape: Value = None,
    import_scope: Value = None,
    constraint: Value = None,
    use_resource: Value = None,
    synchronization: Value = None,
    aggregation: Value = None,
    shape: Value = None,
) -> Value:
    """`tf.Variable(...)` (`VariableV1`)."""
    if isinstance(initial_value, (FunctionObj, Partial, NativeFunction)):
        initial_value = FromFunction(initial_value, None)
    return interp.machine.variable(
        initial_value,
        trainable,
        collections,
        validate_shape,
        caching_device,
        name,
        dtype,
        constraint=constraint,
        use_resource=use_resource,
        synchronization=synchronization,
        shape=shape,
    )


@native("_scopelint.saver_problem", lazy=True)
def _saver_problem(interp: Interpreter, listed: Value) -> Value:
    """The exception and message with which a saver refuses what it is to save (training/saving/saveable_object_util.py), or None."""
    given = interp.state.get(listed.fields, CONTENT) if isinstance(listed, DictObj) else plain(interp, listed)
    if isinstance(given, (Unknown, Choice)):
        return None
    if not given and given is not None:
        return "ValueError", "No variables to save"
    if not isinstance(given, (tuple, dict)):
        message = f"Variables to save should be passed in a dict or a list, not {kind_of(listed)}"
        return ("TypeError", message) if is_constant(listed) or isinstance(listed, (Variable, Tensor)) else None
    values = [
        interp.state.simplify(value) if type(value) is Choice else value for value in (given.values() if isinstance(given, dict) else given)
    ]
    if isinstance(given, tuple) and any(is_constant(value) and not isinstance(value, tuple) for value in values):
        odd = next(value for value in values if is_constant(value))
        return "AttributeError", f"'{kind_of(odd)}' object has no attribute 'name'"
    variables = [value for value in values if isinstance(value, Variable) and isinstance(value.name, str)]
    seen: set[int] = set()
    twice = next((value for value in variables if id(value) in seen or seen.add(id(value))), None)  # type: ignore[func-returns-value]
    odd = next((value for value in values if type(value) is Tensor and _is_computed(value)), None)
    if odd is not None:
        return "TypeError", f"Variable to save is not a Variable: {odd!r}"
    if any(is_constant(value) and not isinstance(value, tuple) for value in values):
        return "TypeError", "names_to_saveables must be a dict mapping string names to Tensors/Variables."
    if twice is None:
        return None
    if isinstance(given, tuple):
        return "ValueError", f"At least two variables have the same name: {twice.name}"
    return "ValueError", f"The same saveable will be restored with two names: {twice.name}"


def _is_computed(tensor: Tensor) -> bool:
    """Whether a tensor is certainly the result of an op that is none of a variable's own (`saveable_object_util.is_variable`)."""
    return tensor.kind == "Tensor" and tensor.origin is not None and tensor.origin[0].startswith("tensorflow.")


CONSTRUCTORS[VARIABLE] = NativeFunction("tf.Variable", make_variable)


@attribute_getter(Variable, "trainable")
def _trainable(interp: Interpreter, variable: Variable) -> Value:
    return variable.trainable


@attribute_getter(Variable, "initial_value")
def _initial_value(interp: Interpreter, variable: Variable) -> Value:
    return variable.initial_value


@method(Variable, "initialized_value")
def _initialized_value(interp: Interpreter, variable: Variable) -> Value:
    """Its value or, before that is set, its initial value (ops/ref_variable.py, ops/resource_variable_ops.py)."""
    interp.machine.take_op(None, "VarIsInitializedOp" if variable.is_resource else "IsVariableInitialized")
    with interp.machine.graphs.name_scoped("cond"):
        return _read(variable, interp.machine.take_op(None, "Merge"))


@method(Variable, "_ref", "_as_graph_element", "sparse_read")
def _snapshot(interp: Interpreter, variable: Variable, *_: Value) -> Value:
    name = variable.name if isinstance(variable.name, Unknown) else join((variable.name, "/read"))
    return _read(variable, name)


@method(Variable, "value")
def _value(interp: Interpreter, variable: Variable) -> Value:
    """A reference has its value at hand, a resource is read anew."""
    if not variable.is_resource:
        return _snapshot(interp, variable)
    return _read(variable, interp.machine.take_op(None, "ReadVariableOp"))


@method(Variable, "read_value")
def _read_value(interp: Interpreter, variable: Variable) -> Value:
    """An identity; that of a resource reads within a scope of its own first (ops/resource_variable_ops.py)."""
    if not variable.is_resource:
        return _read(variable, interp.machine.take_op(None, "read"))
    with interp.machine.graphs.name_scoped("Read"):
        interp.machine.take_op(None, "ReadVariableOp")
    return _read(variable, interp.machine.take_op(None, "Identity"))


def _read(variable: Variable, name: Name) -> Tensor:
    return Tensor(variable.shape, variable.dtype, name, graph=variable.graph, origin=("read", (variable,)))


@attribute_getter(Variable, "initializer")
def _initializer(interp: Interpreter, variable: Variable) -> Value:
    name = variable.name if isinstance(variable.name, Unknown) else join((variable.name, "/Assign"))
    return Operation("Assign", name, graph=variable.graph)


def _updating(name: str) -> None:
    """Defines the method `name`, which makes an op of its own name (ops/variables.py and ops/resource_variable_ops.py)."""
    kind = "".join(word.capitalize() for word in name.split("_"))
    of_resource = f"{kind}VariableOp" if name.startswith("assign") else kind

    @method(Variable, name)
    def _update(interp: Interpreter, variable: Variable, /, *args: Value, **kwargs: Value) -> Value:
        taken = interp.machine.take_op(kwargs.get("name"), of_resource if variable.is_resource else kind)
        if variable.is_resource and name.startswith("assign"):
            interp.machine.take_op(None, "ReadVariableOp")
        if name.startswith("assign") and (args or "value" in kwargs):
            value = plain(interp, args[0] if args else kwargs["value"])
            interp.machine.graphs.graph_of((variable, value), f"tf.Variable.{name}")
            must_fit(interp, f"tensorflow.{name}", {"ref": variable, "value": value})
        return Tensor(variable.shape, variable.dtype, taken, graph=variable.graph, origin=("assign", ()))


for _name in ("assign", "assign_add", "assign_sub", "scatter_update", "scatter_add", "scatter_sub", "scatter_nd_update", "count_up_to"):
    _updating(_name)


@method(Variable, "load", "set_shape", "_set_save_slice_info")
def _load(interp: Interpreter, variable: Variable, *_: Value) -> Value:
    return None


@method(Variable, "eval")
def _eval(interp: Interpreter, variable: Variable, *_: Value, **__: Value) -> Value:
    return interp.unknown("value", "only known at run time")


@attribute_getter(Variable, "handle")
def _handle(interp: Interpreter, variable: Variable) -> Value:
    """A resource variable has one."""
    return interp.unknown("handle", "a handle of a variable") if variable.is_resource else MISSING


@attribute_getter(Variable, "_shared_name")
def _shared_name(interp: Interpreter, variable: Variable) -> Value:
    return variable.name


@attribute_getter(PartitionedVariable, "name")
def _partitioned_name(interp: Interpreter, variable: PartitionedVariable) -> Value:
    return variable.name


@attribute_getter(PartitionedVariable, "dtype")
def _partitioned_dtype(interp: Interpreter, variable: PartitionedVariable) -> Value:
    return variable.dtype


@method(PartitionedVariable, "get_shape")
def _partitioned_get_shape(interp: Interpreter, variable: PartitionedVariable) -> Value:
    return TensorShape(variable.shape)


@attribute_getter(PartitionedVariable, "shape")
def _partitioned_shape(interp: Interpreter, variable: PartitionedVariable) -> Value:
    return TensorShape(variable.shape)


@method(PartitionedVariable, "as_tensor")
def _as_tensor(interp: Interpreter, variable: PartitionedVariable) -> Value:
    return interp.machine.joined(variable)


@method(PartitionedVariable, "_get_variable_list")
def _variable_list(interp: Interpreter, variable: PartitionedVariable) -> Value:
    return interp.list(variable.parts)
