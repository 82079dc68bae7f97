"""What stubs need and Python cannot say: natives below the name `_scopelint`, which stubs import.

Flows in: calls of stub modules. Flows out: values. State lies in fields of graphs and modules, written through
the journal, so that it forks and joins like everything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scopelint.domain.values import MISSING, Value
from scopelint.interp.host import plain
from scopelint.interp.natives import native
from scopelint.interp.objects import ClassObj, ContextManager
from scopelint.tf import dtypes, shapes
from scopelint.tf.objects import Tensor
from scopelint.tf.scopes import ScopeDefaults

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


@native("_scopelint.unknown")
def _unknown(interp: Interpreter, reason: Value = "only known at run time", kind: Value = None) -> Value:
    """A value that only a run can tell; `kind` is its Python class where that is known."""
    python = kind.python if isinstance(kind, ClassObj) else None
    return interp.unknown(interp.modules.current_text, str(reason), kind=python)


@native("_scopelint.main_module")
def _main_module(interp: Interpreter) -> Value:
    """The module that runs as the script, `sys.modules["__main__"]`."""
    found = next((m for m in interp.modules.loaded() if m.name == "__main__"), MISSING)
    return interp.unknown("__main__", "no script is running") if found is MISSING else found


@native("_scopelint.pure_variable_scope")
def _pure_variable_scope(interp: Interpreter, name_or_scope: Value, reuse: Value = None, custom_getter: Value = None) -> Value:
    """`variable_scope._pure_variable_scope(...)`: a variable scope without its name scope."""
    scopes = interp.machine.scopes
    made = scopes.make_pure(name_or_scope, reuse, ScopeDefaults(custom_getter=custom_getter))
    return ContextManager(lambda i: scopes.enter_pure(made), lambda i, error: scopes.exit_pure(made))


@native("_scopelint.unique_variable_scope")
def _unique_variable_scope(interp: Interpreter, prefix: Value) -> Value:
    """`variable_scope._get_unique_variable_scope(prefix)`: what a scope with this default name would be called."""
    return interp.machine.scopes.unique_name(prefix)


@native("_scopelint.differ")
def _differ(interp: Interpreter, one: Value, other: Value) -> Value:
    """Whether two sizes are known and not the same."""
    left, right = shapes.dim_of_value(one), shapes.dim_of_value(other)
    return isinstance(left, int) and isinstance(right, int) and left != right


@native("_scopelint.fail")
def _fail(interp: Interpreter, exception: Value, message: Value) -> Value:
    """TensorFlow would raise, as far as can be seen: raised if the program catches it, else recorded as a cut."""
    return interp.fail(str(exception), str(message))


@native("_scopelint.tensor")
def _tensor(interp: Interpreter, shape: Value, dtype: Value, *made_of: Value) -> Value:
    """A tensor whose name nobody asks for, with this shape and type; gradients flow through it to what it is `made_of`."""
    graph = interp.machine.default_graph()
    dims = None if shape is None else shapes.shape_of_value(plain(interp, shape))
    found = dtypes.as_dtype(dtype)
    sources = tuple(plain(interp, source) for source in made_of)
    return Tensor(dims, found, interp.unknown("tensor", "made by a library"), graph=graph, origin=("made", sources))
