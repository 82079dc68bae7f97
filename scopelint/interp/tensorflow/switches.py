"""What a program switches on or off for all of TensorFlow: eager execution, resource variables; and which release it is.

Flows in: calls of the program. Flows out: settings of the machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scopelint.domain.values import Value
from scopelint.interp.natives import FUNCTIONS, native

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

for _name in ("__version__", "VERSION", "version.VERSION"):
    FUNCTIONS[f"tensorflow.{_name}"] = "1.15.5"


@native(
    "tensorflow.disable_v2_tensorshape",
    "tensorflow.set_random_seed",
    "tensorflow.enable_v2_tensorshape",
    "tensorflow.no_gradient",
    "tensorflow.NoGradient",
    "tensorflow.NotDifferentiable",
    "tensorflow.disable_control_flow_v2",
)
def _of_no_consequence(interp: Interpreter, *_: Value, **__: Value) -> Value:
    return None


def _set(interp: Interpreter, *, eager: bool | None = None, resource: bool | None = None) -> Value:
    """Set what is not None."""
    if eager is not None:
        interp.machine.set_eager(eager)
    if resource is not None:
        interp.machine.set_default_use_resource(resource)
    return None


@native("tensorflow.enable_eager_execution", "tensorflow.contrib.eager.enable_eager_execution")
def _enable_eager(interp: Interpreter, *_: Value, **__: Value) -> Value:
    return _set(interp, eager=True)


@native("tensorflow.disable_eager_execution")
def _disable_eager(interp: Interpreter) -> Value:
    return _set(interp, eager=False)


@native("tensorflow.enable_resource_variables")
def _enable_resource_variables(interp: Interpreter) -> Value:
    return _set(interp, resource=True)


@native("tensorflow.disable_resource_variables")
def _disable_resource_variables(interp: Interpreter) -> Value:
    return _set(interp, resource=False)


@native("tensorflow.enable_v2_behavior")
def _enable_v2_behavior(interp: Interpreter, *_: Value, **__: Value) -> Value:
    """`enable_v2_behavior` (compat/v2_compat.py)."""
    return _set(interp, eager=True, resource=True)


@native("tensorflow.disable_v2_behavior")
def _disable_v2_behavior(interp: Interpreter) -> Value:
    return _set(interp, eager=False, resource=False)


@native("tensorflow.executing_eagerly", "tensorflow.contrib.eager.in_eager_mode")
def _executing_eagerly(interp: Interpreter) -> Value:
    return bool(interp.state.need(interp.machine.graphs.root.fields, "eager", False))


@native("tensorflow.resource_variables_enabled")
def _resource_variables_enabled(interp: Interpreter) -> Value:
    return bool(interp.machine.variables.default_use_resource)
