"""Scopes and `get_variable`: signatures of `ops/variable_scope.py` and `name_scope` of `framework/ops.py`.

Flows in: calls of the program. Flows out: context managers and variables, made by the scope machine.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from scopelint.domain.values import MISSING, Unknown, Value
from scopelint.interp.natives import CONSTRUCTORS, FUNCTIONS, IS_CLASS, attribute_getter, attribute_setter, method, native
from scopelint.interp.objects import ContextManager, NativeFunction
from scopelint.interp.tensorflow import notes
from scopelint.interp.tensorflow.classes import VARIABLE_SCOPE
from scopelint.tf import dtypes
from scopelint.tf.errors import TFError
from scopelint.tf.objects import Operation, ReuseMode, Tensor, VariableScope
from scopelint.trace import RefusalKind

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

FUNCTIONS["tensorflow.AUTO_REUSE"] = ReuseMode.AUTO_REUSE


@native("tensorflow._get_default_variable_store")
def default_variable_store(interp: Interpreter) -> Value:
    """The store of the default graph: a thing to be handed on to `VariableScope.get_variable`."""
    return interp.unknown("store", "the variable store of a graph")


@native("tensorflow.variable_scope")
def variable_scope(
    interp: Interpreter,
    name_or_scope: Value = MISSING,
    default_name: Value = None,
    values: Value = None,
    initializer: Value = None,
    regularizer: Value = None,
    caching_device: Value = None,
    partitioner: Value = None,
    custom_getter: Value = None,
    reuse: Value = None,
    dtype: Value = None,
    use_resource: Value = None,
    constraint: Value = None,
    auxiliary_name_scope: Value = True,
) -> Value:
    """`tf.variable_scope(...)`."""
    if name_or_scope is MISSING:
        return interp.fail("TypeError", "variable_scope() misses the argument 'name_or_scope'")

    def made(name: Value, default: Value, reuse: Value, auxiliary_name_scope: Value) -> ContextManager:
        scope = interp.machine.variable_scope(
            name,
            default,
            graph_elements(interp, values),
            initializer,
            regularizer,
            caching_device,
            partitioner,
            custom_getter,
            reuse,
            dtype,
            use_resource,
            constraint,
            auxiliary_name_scope,
        )
        scope.says_false = notes.says_false(interp)
        return _manager(interp, scope, "tf.variable_scope", stand_in)

    def stand_in(kind: RefusalKind) -> ContextManager:
        """What the analysis goes on with where the scope is refused: nothing in it then follows from the mistake."""
        if kind is RefusalKind.NO_SCOPE_NAME:
            return made(interp.machine.current_scope() if default_name is None else None, default_name, None, True)
        if kind is RefusalKind.INVALID_REUSE:
            return made(name_or_scope, default_name, interp.unknown("reuse", "no value for reuse", kind=bool), True)
        return made(interp.unknown("scope", "a scope that TensorFlow refuses"), None, None, True)

    try:
        manager = made(name_or_scope, default_name, reuse, auxiliary_name_scope)
    except TFError as error:
        kind = error.refusal.kind
        error.recovery = lambda: stand_in(kind)
        raise
    user = interp.stack[-1].user
    if name_or_scope is None and (values is not None or user):  # a layer tells of itself
        given = notes.arguments(interp) if values is None else values
        notes.renumbered(interp, "tf.variable_scope" if user else "", default_name, given)
    return manager


def _manager(interp: Interpreter, made: Any, api: str, stand_in: Callable[[RefusalKind], ContextManager]) -> ContextManager:
    """A context manager that enters and leaves a scope of the machine; where the entry is refused, another is entered in its place, unless
    the program catches the refusal."""

    def enter(i: Interpreter) -> Value:
        i.state.set(manager.fields, "inside", None)
        try:
            entered = i.machine.enter(made)
        except TFError as error:
            kind = error.refusal.kind
            error.recovery = lambda: enter_stand_in(i, kind)
            raise
        i.state.set(manager.fields, "inside", made)
        return entered

    def enter_stand_in(i: Interpreter, kind: RefusalKind) -> Value:
        scope = stand_in(kind)
        entered = scope.enter(i)
        i.state.set(manager.fields, "inside", i.state.need(scope.fields, "inside", None))
        return entered

    def leave(i: Interpreter, error: Value) -> None:
        inside = i.state.need(manager.fields, "inside", None)
        if inside is not None:
            i.machine.exit(inside)

    manager = ContextManager(enter, leave, api=api, site=interp.here())
    return manager


@native("tensorflow.variable_op_scope")
def variable_op_scope(
    interp: Interpreter,
    values: Value,
    name_or_scope: Value,
    default_name: Value = None,
    initializer: Value = None,
    regularizer: Value = None,
    caching_device: Value = None,
    partitioner: Value = None,
    custom_getter: Value = None,
    reuse: Value = None,
    dtype: Value = None,
    use_resource: Value = None,
    constraint: Value = None,
) -> Value:
    """The deprecated `tf.variable_op_scope(values, name_or_scope, default_name)`."""
    notes.note_deprecated(interp, "tf.variable_op_scope", "tf.variable_scope")
    return variable_scope(
        interp, name_or_scope, default_name, values, initializer, regularizer, caching_device, partitioner,
        custom_getter, reuse, dtype, use_resource, constraint,
    )  # fmt: skip


@native("tensorflow.name_scope", "tensorflow.keras.backend.name_scope")
def name_scope(interp: Interpreter, name: Value = MISSING, default_name: Value = None, values: Value = None) -> Value:
    """`tf.name_scope(name, default_name, values)` as TensorFlow 1 has it."""
    if name is MISSING:
        return interp.fail("TypeError", "name_scope() misses the argument 'name'")

    def stand_in(_: RefusalKind) -> ContextManager:
        unknown = interp.unknown("scope", "a scope that TensorFlow refuses")
        return _manager(interp, interp.machine.name_scope(unknown), "tf.name_scope", stand_in)

    made = interp.machine.name_scope(name, default_name, graph_elements(interp, values))
    return _manager(interp, made, "tf.name_scope", stand_in)


def graph_elements(interp: Interpreter, values: Value) -> tuple[Value, ...] | None:
    """Those of a scope's `values` that belong to a graph: they decide which one it stands in."""
    if values is None:
        return None
    known = interp.items(values) if not isinstance(values, Tensor) else (values,)
    if isinstance(known, Unknown):
        return ()
    return tuple(v for v in known if isinstance(v, (Tensor, Operation)) and v.graph is not None)


@native("tensorflow.op_scope")
def op_scope(interp: Interpreter, values: Value, name: Value, default_name: Value = None) -> Value:
    """The deprecated `tf.op_scope(values, name, default_name)`."""
    notes.note_deprecated(interp, "tf.op_scope", "tf.name_scope")
    return name_scope(interp, name, default_name, values)


_MISSPELT: Final = {
    "get_variable": ("getVariable", "getvariable", "get_Variable"),
    "variable_scope": ("variableScope", "variablescope", "variable_Scope", "Variable_scope"),
    "name_scope": ("nameScope", "namescope", "NameScope", "name_Scope"),
    "get_variable_scope": ("getVariableScope", "get_variablescope"),
    "make_template": ("makeTemplate", "maketemplate"),
    "reset_default_graph": ("resetDefaultGraph",),
}
"""Names that neither `tensorflow` nor a module below `tensorflow.python` has (as they do have a `variable`), by the one that is meant."""


def _no_such_api(name: str) -> None:
    def fails(interp: Interpreter, *_: Value, **__: Value) -> Value:
        message = f"module 'tensorflow' has no attribute '{name}'"
        return interp.machine.graphs.refuse(RefusalKind.NO_SUCH_API, "AttributeError", message, f"tf.{name}")

    native(f"tensorflow.{name}")(fails)


for _misspelt in (name for names in _MISSPELT.values() for name in names):
    _no_such_api(_misspelt)


@native("tensorflow.get_variable_scope")
def get_variable_scope(interp: Interpreter) -> Value:
    """`tf.get_variable_scope()`."""
    return interp.machine.current_scope()


@native("tensorflow.get_variable")
def get_variable(
    interp: Interpreter,
    name: Value = MISSING,
    shape: Value = None,
    dtype: Value = None,
    initializer: Value = None,
    regularizer: Value = None,
    trainable: Value = None,
    collections: Value = None,
    caching_device: Value = None,
    partitioner: Value = None,
    validate_shape: Value = True,
    use_resource: Value = None,
    custom_getter: Value = None,
    constraint: Value = None,
    synchronization: Value = None,
    aggregation: Value = None,
) -> Value:
    """`tf.get_variable(...)`."""
    return _get(
        interp, None, "tf.get_variable", name, shape, dtype, initializer, regularizer, trainable, collections,
        caching_device, partitioner, validate_shape, use_resource, custom_getter, constraint, synchronization, aggregation,
    )  # fmt: skip


@native("tensorflow.get_local_variable")
def get_local_variable(interp: Interpreter, *args: Value, **kwargs: Value) -> Value:
    """`tf.get_local_variable(...)`: not trainable, and in the collection of local variables."""
    collections = interp.items(kwargs.get("collections")) if kwargs.get("collections") is not None else ()
    named = {
        **kwargs,
        "trainable": False,
        "collections": (*collections, "local_variables") if isinstance(collections, tuple) else collections,
    }
    order = ("name", "shape", "dtype", "initializer", "regularizer", "trainable", "collections")
    named.update({k: v for k, v in zip(order, args, strict=False) if k not in ("trainable", "collections")})
    odd = next((name for name in named if name not in inspect.signature(get_variable).parameters), None)
    if odd is not None:
        return interp.fail("TypeError", f"get_local_variable() got an unexpected keyword argument '{odd}'")
    return get_variable(interp, **named)


def _get(interp: Interpreter, scope: VariableScope | None, api: str, name: Value, *rest: Value) -> Value:
    if name is MISSING:
        return interp.fail("TypeError", "get_variable() misses the argument 'name'")
    keys = (
        "shape", "dtype", "initializer", "regularizer", "trainable", "collections", "caching_device", "partitioner",
        "validate_shape", "use_resource", "custom_getter", "constraint", "synchronization", "aggregation",
    )  # fmt: skip
    arguments = dict(zip(keys, rest, strict=True))
    arguments["initializer"] = initializer_of(interp, arguments["initializer"])
    return interp.machine.get_variable(scope, name, api=api, **arguments)


@native("_scopelint.initializer_of")
def initializer_of(interp: Interpreter, value: Value) -> Value:
    """An initializer class stands for an instance of it, as `get_variable` makes one."""
    if isinstance(value, NativeFunction) and IS_CLASS in value.fields:
        return interp.call(value)
    return value


# --- tf.VariableScope -----------------------------------------------------------------------------


def make_scope(
    interp: Interpreter,
    reuse: Value = MISSING,
    name: Value = "",
    initializer: Value = None,
    regularizer: Value = None,
    caching_device: Value = None,
    partitioner: Value = None,
    custom_getter: Value = None,
    name_scope: Value = "",
    dtype: Value = None,
    use_resource: Value = None,
    constraint: Value = None,
) -> Value:
    """`tf.VariableScope(reuse, name, ...)`: a scope of any name, that no other encloses."""
    if reuse is MISSING:
        return interp.fail("TypeError", "VariableScope.__init__() missing 1 required positional argument: 'reuse'")
    made = interp.machine.scopes.new_scope(name, reuse, name_scope)
    made.fields.update(
        initializer=initializer,
        regularizer=regularizer,
        caching_device=caching_device,
        partitioner=partitioner,
        custom_getter=custom_getter,
        use_resource=use_resource,
        constraint=constraint,
        reuse_site=interp.here(),
    )
    if dtype is not None:
        made.fields["dtype"] = dtypes.as_dtype(dtype)
    return made


CONSTRUCTORS[VARIABLE_SCOPE] = NativeFunction("tf.VariableScope", make_scope)


@attribute_getter(VariableScope, "name")
def _name(interp: Interpreter, scope: VariableScope) -> Value:
    return interp.state.need(scope.fields, "name")


@attribute_getter(VariableScope, "original_name_scope")
def _original_name_scope(interp: Interpreter, scope: VariableScope) -> Value:
    return interp.state.need(scope.fields, "name_scope")


def _scope_attribute(name: str) -> None:
    @attribute_getter(VariableScope, name, f"_{name}")
    def read(interp: Interpreter, scope: VariableScope) -> Value:
        return interp.state.need(scope.fields, name, None)

    @attribute_setter(VariableScope, f"_{name}")
    def write(interp: Interpreter, scope: VariableScope, value: Value) -> None:
        """Programs that put `_reuse` back: what TensorFlow keeps there is what it reads."""
        interp.state.set(scope.fields, name, value)
        if name == "reuse":
            interp.state.set(scope.fields, "reuse_site", interp.here())


for _attribute in (
    "reuse", "initializer", "regularizer", "caching_device", "partitioner", "custom_getter", "dtype", "use_resource", "constraint",
):  # fmt: skip
    _scope_attribute(_attribute)


def _scope_setter(name: str) -> None:
    @method(VariableScope, f"set_{name}")
    def write(interp: Interpreter, scope: VariableScope, value: Value) -> Value:
        interp.state.set(scope.fields, name, value)
        return None


for _attribute in ("initializer", "regularizer", "caching_device", "partitioner", "custom_getter", "dtype", "use_resource"):
    _scope_setter(_attribute)


@method(VariableScope, "reuse_variables")
def _reuse_variables(interp: Interpreter, scope: VariableScope) -> Value:
    interp.machine.reuse_variables(scope)
    notes.definition_of_switch(interp)
    return None


@method(VariableScope, "get_variable")
def _scope_get_variable(
    interp: Interpreter,
    scope: VariableScope,
    store: Value,
    name: Value = MISSING,
    shape: Value = None,
    dtype: Value = None,
    initializer: Value = None,
    regularizer: Value = None,
    reuse: Value = None,
    trainable: Value = None,
    collections: Value = None,
    caching_device: Value = None,
    partitioner: Value = None,
    validate_shape: Value = True,
    use_resource: Value = None,
    custom_getter: Value = None,
    constraint: Value = None,
    synchronization: Value = None,
    aggregation: Value = None,
) -> Value:
    """`VariableScope.get_variable(var_store, name, ...)`: the first argument is the store."""
    return _get(
        interp, scope, "VariableScope.get_variable", name, shape, dtype, initializer, regularizer, trainable, collections,
        caching_device, partitioner, validate_shape, use_resource, custom_getter, constraint, synchronization, aggregation,
    )  # fmt: skip


@method(VariableScope, "global_variables")
def _global_variables(interp: Interpreter, scope: VariableScope) -> Value:
    return interp.list(interp.machine.scope_collection(scope, "variables"))


@method(VariableScope, "trainable_variables")
def _trainable_variables(interp: Interpreter, scope: VariableScope) -> Value:
    return interp.list(interp.machine.scope_collection(scope, "trainable_variables"))


@method(VariableScope, "local_variables")
def _local_variables(interp: Interpreter, scope: VariableScope) -> Value:
    return interp.list(interp.machine.scope_collection(scope, "local_variables"))


@method(VariableScope, "get_collection")
def _scope_collection(interp: Interpreter, scope: VariableScope, name: Value) -> Value:
    return interp.list(interp.machine.scope_collection(scope, name))
