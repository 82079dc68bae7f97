"""Ops that call functions of the program while the graph is built: `cond`, `while_loop`, `map_fn`, ...

Flows in: functions. Flows out: what they return; variables made inside are made in a control-flow context.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from scopelint.domain.values import Value, merged
from scopelint.interp.natives import native
from scopelint.interp.objects import DictObj, ListObj
from scopelint.tf.graph import NameScope
from scopelint.tf.objects import Tensor

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def _inside(interp: Interpreter, name: Value, default: str, kind: str | None, run: Callable[[], Value]) -> Value:
    """Run a function of the program in a name scope, and in a control-flow context."""
    scope: NameScope = interp.machine.graphs.name_scope(name, default, shown=False)
    interp.machine.enter(scope)
    flow = interp.machine.enter_control_flow(kind) if kind is not None else None
    try:
        return run()
    finally:
        if flow is not None:
            interp.machine.leave_control_flow(flow)
        interp.machine.exit(scope)


@native("tensorflow.cond", "tensorflow.contrib.framework.smart_cond_", lazy=True)
def cond(
    interp: Interpreter,
    pred: Value,
    true_fn: Value = None,
    false_fn: Value = None,
    strict: Value = False,
    name: Value = None,
    fn1: Value = None,
    fn2: Value = None,
) -> Value:
    """`tf.cond(pred, true_fn, false_fn)`: both functions run, one after the other."""
    first, second = true_fn if true_fn is not None else fn1, false_fn if false_fn is not None else fn2

    def both() -> Value:
        one = _branch(interp, first)
        other = _branch(interp, second)
        return _joined(interp, one, other)

    return _inside(interp, name, "cond", None, both)


def _branch(interp: Interpreter, function: Value) -> Value:
    flow = interp.machine.enter_control_flow("cond")
    try:
        return interp.call(function)
    finally:
        interp.machine.leave_control_flow(flow)


def _joined(interp: Interpreter, one: Value, other: Value) -> Value:
    if isinstance(one, (tuple, ListObj)) and isinstance(other, (tuple, ListObj)):
        left, right = interp.items(one), interp.items(other)
        if isinstance(left, tuple) and isinstance(right, tuple) and len(left) == len(right):
            parts = tuple(_joined(interp, a, b) for a, b in zip(left, right, strict=True))
            return interp.list(parts) if isinstance(one, ListObj) else parts
    if isinstance(one, Tensor) and isinstance(other, Tensor):
        return merged(_plain(one), _plain(other), interp.state.fresh())
    return one if isinstance(one, (Tensor, DictObj)) else other


def _plain(tensor: Tensor) -> Tensor:
    return Tensor(tensor.shape, tensor.dtype, tensor.name, graph=tensor.graph, origin=("switch", (tensor,)))


@native("tensorflow.case", lazy=True)
def case(interp: Interpreter, pred_fn_pairs: Value, default: Value = None, *_: Value, name: Value = None, **__: Value) -> Value:
    """`tf.case`: every function runs."""
    from scopelint.interp import operators

    if isinstance(pred_fn_pairs, DictObj):
        content = operators.mapping(interp, pred_fn_pairs)
        functions = list(content.values()) if isinstance(content, dict) else []
    else:
        pairs = interp.items(pred_fn_pairs)
        functions = [interp.subscript(pair, 1) for pair in pairs] if isinstance(pairs, tuple) else []

    def run() -> Value:
        result: Value = None
        for function in functions if default is None else [*functions, default]:
            result = _branch(interp, function)
        return result

    return _inside(interp, name, "case", None, run)


@native("tensorflow.while_loop", lazy=True)
def while_loop(
    interp: Interpreter,
    cond: Value,
    body: Value,
    loop_vars: Value,
    shape_invariants: Value = None,
    parallel_iterations: Value = 10,
    back_prop: Value = True,
    swap_memory: Value = False,
    name: Value = None,
    maximum_iterations: Value = None,
    return_same_structure: Value = False,
) -> Value:
    """`tf.while_loop`: condition and body run once, in a while context."""

    def run() -> Value:
        items = interp.items(loop_vars) if isinstance(loop_vars, (tuple, ListObj)) else (loop_vars,)
        args = items if isinstance(items, tuple) else (items,)
        args = tuple(_tensor(interp, a) for a in args)
        interp.call(cond, args)
        return interp.call(body, args)

    return _inside(interp, name, "while", "while", run)


def _tensor(interp: Interpreter, value: Value) -> Value:
    """A loop variable as the tensor that the body sees."""
    from scopelint.interp.host import plain
    from scopelint.tf import dtypes, shapes

    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Tensor((), dtypes.of_constant(value), interp.unknown("tensor", "a loop variable"), origin=("enter", ()))
    if isinstance(value, Tensor):
        kind = value.kind if value.kind != "Variable" else "Tensor"
        return Tensor(value.shape, value.dtype, interp.unknown("tensor", "a loop variable"), kind=kind, origin=("enter", (value,)))
    if isinstance(value, ListObj):
        known = plain(interp, value)
        return Tensor(
            shapes.of_constant(known), dtypes.of_constant(known), interp.unknown("tensor", "a loop variable"), origin=("enter", (known,))
        )
    return value


def _mapped(name: str, default: str) -> None:
    @native(name, lazy=True)
    def call(interp: Interpreter, fn: Value, elems: Value, *rest: Value, **kwargs: Value) -> Value:
        """`fn` runs once, on an element, inside the loop's body."""
        element = _element(interp, elems)
        if default == "map":
            args: tuple[Value, ...] = (element,)
        else:
            initial = kwargs.get("initializer", rest[0] if rest else None)
            start = element if initial is None else _tensor(interp, initial)
            args = (start, element)

        def run() -> Value:
            return _inside(interp, None, "while", "while", lambda: interp.call(fn, args))

        result = _inside(interp, kwargs.get("name"), default, None, run)
        return _stacked(interp, result, elems) if default != "foldl" else result


for _name, _default in (
    ("tensorflow.map_fn", "map"), ("tensorflow.scan", "scan"), ("tensorflow.foldl", "foldl"), ("tensorflow.foldr", "foldl"),
):  # fmt: skip
    _mapped(_name, _default)


def _element(interp: Interpreter, elems: Value) -> Value:
    if isinstance(elems, (tuple, ListObj)):
        items = interp.items(elems)
        if isinstance(items, tuple) and items and isinstance(items[0], Tensor):
            return tuple(_element(interp, e) for e in items)
    if isinstance(elems, Tensor) and isinstance(elems.shape, tuple) and elems.shape:
        return Tensor(elems.shape[1:], elems.dtype, interp.unknown("tensor", "an element"), origin=("item", (elems,)))
    return Tensor(interp.unknown("shape", "an element"), interp.unknown("dtype", "an element"), interp.unknown("tensor", "an element"))


def _stacked(interp: Interpreter, result: Value, elems: Value) -> Value:
    rows = interp.items(elems) if isinstance(elems, (tuple, ListObj)) else (elems,)
    first = rows[0] if isinstance(rows, tuple) and rows else None
    size = first.shape[0] if isinstance(first, Tensor) and isinstance(first.shape, tuple) and first.shape else None
    if isinstance(result, Tensor) and isinstance(result.shape, tuple):
        return Tensor((size, *result.shape), result.dtype, interp.unknown("tensor", "stacked"), origin=("stack", (result,)))
    if isinstance(result, (tuple, ListObj)):
        parts = interp.items(result)
        if isinstance(parts, tuple):
            stacked = tuple(_stacked(interp, p, elems) for p in parts)
            return stacked if isinstance(result, tuple) else interp.list(stacked)
    return result


@native("tensorflow.py_func", "tensorflow.numpy_function", "tensorflow.py_function", lazy=True)
def _py_func(interp: Interpreter, func: Value, inp: Value = (), Tout: Value = None, *_: Value, name: Value = None, **__: Value) -> Value:  # noqa: N803
    """The function runs when the session does: it is not part of the graph."""
    interp.machine.take_op(name, "PyFunc")
    if isinstance(Tout, (tuple, ListObj)):
        kinds = interp.items(Tout)
        if isinstance(kinds, tuple):
            return interp.list(Tensor(None, k, interp.unknown("tensor", "made at run time")) for k in kinds)
    return Tensor(
        None, Tout if Tout is not None else interp.unknown("dtype", "made at run time"), interp.unknown("tensor", "made at run time")
    )
