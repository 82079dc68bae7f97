"""Ops that call functions of the program while the graph is built: `cond`, `while_loop`, `map_fn`, ...

Flows in: functions. Flows out: what they return, as the ops that the construct puts behind it; variables made inside are made in a
control-flow context. The ops' names are those of TensorFlow 1's control flow (ops/cond.py, ops/while_loop.py, `CondContext` and
`WhileContext` in ops/control_flow_ops.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from scopelint.domain.names import join
from scopelint.domain.values import Unknown, Value, merged
from scopelint.interp import contents, managers
from scopelint.interp.host import plain
from scopelint.interp.natives import native
from scopelint.interp.objects import DictObj, Instance, ListObj, NativeFunction
from scopelint.interp.tensorflow import gradients
from scopelint.interp.tensorflow.nest import flatten, map_structure
from scopelint.tf import dtypes, shapes
from scopelint.tf.graph import NameScope
from scopelint.tf.objects import Array, DType, Name, Operation, PartitionedVariable, Tensor, TensorShape

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def _inside(interp: Interpreter, name: Value, default: str, kind: str | None, run: Callable[[], Value]) -> Value:
    """Run a function of the program in a name scope, and in a control-flow context."""
    scope: NameScope = interp.machine.graphs.name_scope(name, default, shown=False)
    interp.machine.enter(scope)
    body = run if kind is None else lambda: _in_context(interp, kind, run)
    return managers.around(interp, lambda: interp.machine.exit(scope), body)


def _in_context(interp: Interpreter, kind: str, run: Callable[[], Value]) -> Value:
    """Run a function of the program in a control-flow context of this kind."""
    flow = interp.machine.enter_control_flow(kind)
    return managers.around(interp, lambda: interp.machine.leave_control_flow(flow), run)


def _take(interp: Interpreter, names: str, times: int = 1) -> list[Name]:
    """Takes each of these ops' names from the graph, so many times."""
    return [interp.machine.take_op(None, name) for name in names.split() for _ in range(times)]


def _renamed(interp: Interpreter, tensor: Tensor, name: Name, shape: Value = None) -> Tensor:
    """What a tensor is called after a merge, an exit or an enter."""
    dims = shape.dims if isinstance(shape, TensorShape) else tensor.shape
    made = Tensor(dims, tensor.dtype, name, graph=tensor.graph, kind=tensor.kind, origin=("switch", (tensor,)))
    flow = interp.machine.control_flow()
    if flow is not None:
        made.fields["control_flow"] = flow
    return made


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

    def body() -> Value:
        kind = pred.dtype if isinstance(pred, Tensor) else None
        if isinstance(pred, bool) or (isinstance(kind, DType) and kind.name != "bool"):
            interp.stop("TypeError", "pred must be a tensor of booleans, not a Python bool")
        return _cond(interp, first, second, strict)

    return _inside(interp, name, "cond", None, body)


def _cond(interp: Interpreter, first: Value, second: Value, strict: Value = False) -> Value:
    _take(interp, "Switch switch_t switch_f pred_id")
    one = _branch(interp, first)
    other = _branch(interp, second)
    joined = map_structure(interp, lambda a, b: _merge(interp, a, b), one, other)
    alone = interp.items(joined) if isinstance(joined, (tuple, ListObj)) and strict is False else ()
    return alone[0] if isinstance(alone, tuple) and len(alone) == 1 else joined


def _branch(interp: Interpreter, function: Value) -> Value:
    def run() -> Value:
        result = interp.call(function)
        result = map_structure(interp, lambda leaf: _joined(interp, leaf), result)
        for leaf in flatten(interp, result):
            _leave_branch(interp, leaf)
        return result

    return _in_context(interp, "cond", run)


def _joined(interp: Interpreter, leaf: Value) -> Value:
    """A partitioned variable as the tensor that it becomes."""
    return interp.machine.joined(leaf) if isinstance(leaf, PartitionedVariable) else leaf


def _leave_branch(interp: Interpreter, leaf: Value) -> None:
    """What a branch returns becomes a tensor of the branch (`CondContext._BuildCondTensor`)."""
    if isinstance(leaf, (int, float, str)):
        _take(interp, "Const")
    elif isinstance(leaf, Operation):
        _take(interp, "control_dependency")
    elif isinstance(leaf, Tensor) and leaf.fields.get("control_flow") is not interp.machine.control_flow():
        _take(interp, "Switch")


def _merge(interp: Interpreter, one: Value, other: Value) -> Value:
    """The op that takes the result of the branch that was run."""
    (name,) = _take(interp, "Merge")
    left, right = _constant(one), _constant(other)
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        joined = merged(_plain(left), _plain(right), interp.state.fresh())
        return _renamed(interp, joined, name, _merged_shape(left, right, joined)) if isinstance(joined, Tensor) else joined
    if isinstance(left, Operation) and isinstance(right, Operation):
        return Tensor(interp.unknown("shape", "that of a predicate"), dtypes.DTYPES["bool"], name, graph=interp.machine.default_graph())
    if _is_array(one) and _is_array(other):
        return interp.call(interp.getattr(one, "_or"), (other,))
    return one if isinstance(one, (Tensor, DictObj)) else other


def _is_array(value: Value) -> bool:
    return isinstance(value, Instance) and value.cls.name == "TensorArray" and value.cls.modelled


def _merged_shape(one: Tensor, other: Tensor, joined: Tensor) -> TensorShape:
    """What a merge knows of its shape: nothing of what its inputs differ in (`Merge` of core/ops/control_flow_ops.cc)."""
    if isinstance(one.shape, Unknown) or isinstance(other.shape, Unknown):
        return TensorShape(joined.shape)
    if one.shape is None or other.shape is None or len(one.shape) != len(other.shape):
        return TensorShape(None)
    return TensorShape(tuple(_merged_size(*sizes) for sizes in zip(one.shape, other.shape, strict=True)))


def _merged_size(one: Value, other: Value) -> Value:
    if one is None or other is None:
        return None
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return one if isinstance(one, Unknown) else other
    return one if one == other else None


def _constant(leaf: Value) -> Value:
    """A Python number as the constant that it becomes."""
    if isinstance(leaf, (int, float)):
        return Tensor((), dtypes.of_constant(leaf), "Const")
    return leaf


def _plain(tensor: Tensor) -> Tensor:
    return Tensor(tensor.shape, tensor.dtype, tensor.name, graph=tensor.graph, origin=("switch", (tensor,)))


@native("tensorflow.case", lazy=True)
def case(interp: Interpreter, pred_fn_pairs: Value, default: Value = None, *_: Value, name: Value = None, **__: Value) -> Value:
    """`tf.case`: every function runs, in conditions of which each is the last one's other branch."""

    if isinstance(pred_fn_pairs, DictObj):
        content = contents.mapping(interp, pred_fn_pairs)
        functions = list(content.values()) if isinstance(content, dict) else []
    else:
        pairs = interp.items(pred_fn_pairs)
        functions = [interp.subscript(pair, 1) for pair in pairs] if isinstance(pairs, tuple) else []

    def run() -> Value:
        if default is not None:
            return nested(functions)
        if len(functions) < 2:
            return _branch(interp, functions[0]) if functions else None
        return nested(functions[:-1], functions[-1])

    def nested(rest: list[Value], last: Value = default) -> Value:
        if not rest:
            return interp.call(last)
        inner = NativeFunction("case", lambda i: nested(rest[1:], last))
        return _inside(interp, None, "cond", None, lambda: _cond(interp, rest[0], inner if rest[1:] else last))

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
        args = tuple(_joined(interp, item) for item in (items if isinstance(items, tuple) else (items,)))
        counters = 0 if maximum_iterations is None else 1
        known = interp.items(shape_invariants) if isinstance(shape_invariants, (tuple, ListObj)) else shape_invariants
        invariants = flatten(interp, known) if isinstance(known, tuple) else []
        if counters:
            _take(interp, "maximum_iterations iteration_counter")
        loop = _Loop(interp, args, counters, invariants)
        loop.begin()
        if counters:
            _take(interp, "Less")
        interp.call(cond, loop.variables("Merge"))
        if counters:
            _take(interp, "LogicalAnd")
        loop.turn()
        if counters:
            _take(interp, "add")
        result = interp.call(body, loop.variables("Identity"))
        found = loop.exits(result)
        alone = interp.items(found) if isinstance(found, (tuple, ListObj)) and return_same_structure is False else ()
        return alone[0] if isinstance(alone, tuple) and len(alone) == 1 else found

    return _inside(interp, name, "while", "while", run)


class _Loop:
    """The ops around the variables of a loop, in the order in which `WhileContext` makes them.

    Args:
        start: the loop variables' first values.
        counters: how many variables of TensorFlow's own go before them.
        invariants: shapes that take the place of those of the first values, if there are any.
    """

    def __init__(self, interp: Interpreter, start: tuple[Value, ...], counters: int, invariants: list[Value]) -> None:
        self._interp = interp
        self._counters = counters
        self._start = start
        self._leaves = [_tensor(interp, leaf) for leaf in flatten(interp, start)]
        fit = len(invariants) == len(self._leaves)
        self._shapes = invariants if fit else [None] * len(self._leaves)
        self._names: dict[str, list[Name]] = {}
        self._given: list[Value] = []

    def begin(self) -> None:
        for leaf in flatten(self._interp, self._start):
            if not isinstance(leaf, Tensor) and isinstance(leaf, (int, float, str)):
                _take(self._interp, "Const")
        self._each("Enter")
        self._each("Merge")

    def turn(self) -> None:
        """Between condition and body."""
        _take(self._interp, "LoopCond")
        self._each("Switch")
        self._each("Identity")

    def variables(self, op: str) -> tuple[Value, ...]:
        """The loop variables as the results of these ops, in their structure."""
        rest = iter(zip(self._leaves, self._names[op], self._shapes, strict=True))

        def one(_: Value) -> Value:
            leaf, name, shape = next(rest)
            return _renamed(self._interp, leaf, name, shape) if isinstance(leaf, Tensor) else leaf

        found = map_structure(self._interp, one, self._start)
        self._given = flatten(self._interp, found)
        return found if isinstance(found, tuple) else (found,)

    def hand_on(self, last: list[Value]) -> None:
        """Say of the loop variables that the body was given which values it leaves in them."""
        for given, value in zip(self._given, last, strict=False):
            if isinstance(given, Tensor):
                given.fields[gradients.NEXT_TURN] = value

    def exits(self, result: Value) -> Value:
        """What the loop returns, in the structure of what its body does: shapes and dtypes are those of the first values."""
        self._each("NextIteration")
        self._each("Exit")
        last = flatten(self._interp, result)
        self._must_match(last)
        self.hand_on(last)
        if len(last) != len(self._leaves):
            return result
        rest = iter(zip(self._leaves, self._names["Exit"], self._shapes, strict=True))

        def one(last: Value) -> Value:
            leaf, name, shape = next(rest)
            if not isinstance(leaf, Tensor):
                return last
            made = _renamed(self._interp, leaf, name, shape)
            made.origin = ("switch", (leaf, last))
            return made

        return map_structure(self._interp, one, result)

    def _must_match(self, last: list[Value]) -> None:
        """The body returns as many tensors as the loop has variables, and of their shapes (`nest.assert_same_structure`,
        `_EnforceShapeInvariant`).

        Raises:
            Dead: it does not.
        """
        if not all(isinstance(one, (Tensor, int, float)) for one in (*last, *self._leaves)):
            return
        if len(last) != len(self._leaves):
            self._interp.stop("ValueError", "The two structures don't have the same nested structure.")
        for one, before, given in zip(last, self._leaves, self._shapes, strict=False):
            if (
                isinstance(one, Tensor)
                and isinstance(before, Tensor)
                and given is None
                and shapes.compatible(before.shape, one.shape) is False
            ):
                message = f"Input tensor enters the loop with shape {shapes.text(before.shape)}, but has shape {shapes.text(one.shape)}"
                self._interp.stop("ValueError", f"{message} after one iteration.")

    def _each(self, op: str) -> None:
        self._names[op] = _take(self._interp, op, self._counters + len(self._leaves))[self._counters :]


def _tensor(interp: Interpreter, value: Value) -> Value:
    """A loop variable as a tensor."""
    name = interp.unknown("tensor", "a loop variable")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Tensor((), dtypes.of_constant(value), name, origin=("enter", ()))
    if isinstance(value, Tensor):
        kind = value.kind if value.kind != "Variable" else "Tensor"
        return Tensor(value.shape, value.dtype, name, kind=kind, graph=value.graph, origin=("enter", (value,)))
    if isinstance(value, ListObj) and isinstance(known := plain(interp, value), tuple):
        return Tensor(shapes.of_constant(known), dtypes.of_constant(known), name, origin=("enter", (known,)))
    return value


def _mapped(name: str, default: str) -> None:
    @native(name, lazy=True)
    def call(interp: Interpreter, fn: Value, elems: Value, *rest: Value, **kwargs: Value) -> Value:
        """`fn` runs once, on an element, inside the loop's body."""
        element = _element(interp, elems)
        initial = None if default == "map" else kwargs.get("initializer", rest[0] if rest else None)
        start = () if default == "map" else (element if initial is None else initial,)
        results: list[Value] = []

        def turns() -> Value:
            loop = _Loop(interp, start, 2, [])
            loop.begin()
            _take(interp, "Less", 2)
            _take(interp, "LogicalAnd")
            loop.turn()
            _take(interp, "add")
            results.append(interp.call(fn, (*loop.variables("Identity"), element)))
            if default.startswith("fold"):
                return loop.exits(tuple(results))
            loop.hand_on(flatten(interp, results[0]))
            return None

        def run() -> Value:
            final = _inside(interp, None, "while", "while", turns)
            if isinstance(final, tuple):
                return final[0]
            return map_structure(interp, lambda leaf: _stacked(interp, leaf, elems), results[0])

        return _inside(interp, kwargs.get("name"), default, None, run)


for _name, _default in (
    ("tensorflow.map_fn", "map"), ("tensorflow.scan", "scan"), ("tensorflow.foldl", "foldl"), ("tensorflow.foldr", "foldr"),
):  # fmt: skip
    _mapped(_name, _default)


def _element(interp: Interpreter, elems: Value) -> Value:
    if isinstance(elems, (tuple, ListObj)):
        items = interp.items(elems)
        if isinstance(items, tuple) and items and isinstance(items[0], Tensor):
            return tuple(_element(interp, e) for e in items)
    if isinstance(elems, (Tensor, Array)) and isinstance(elems.shape, tuple) and elems.shape:
        return Tensor(elems.shape[1:], elems.dtype, interp.unknown("tensor", "an element"), origin=("item", (elems,)))
    return Tensor(interp.unknown("shape", "an element"), interp.unknown("dtype", "an element"), interp.unknown("tensor", "an element"))


def _length(interp: Interpreter, elems: Value) -> Value:
    """How many elements there are: None where TensorFlow does not know it while the graph is built."""
    if isinstance(elems, (tuple, ListObj)):
        rows = interp.items(elems)
        elems = rows[0] if isinstance(rows, tuple) and rows else rows
    dims = elems.shape if isinstance(elems, (Tensor, Array)) else elems
    if isinstance(dims, Unknown):
        return dims.derived(("item", "0"), f"{dims.text}[0]", kind=int)
    return dims[0] if isinstance(dims, tuple) and dims else None


def _stacked(interp: Interpreter, result: Value, elems: Value) -> Value:
    """What an array of results becomes (`TensorArray.stack`)."""
    (scope,) = _take(interp, "TensorArrayStack")
    size = _length(interp, elems)
    result = _constant(result)
    if isinstance(result, Tensor):
        name = scope if isinstance(scope, Unknown) else join([scope, "/TensorArrayGatherV3"])
        dims = (size, *result.shape) if isinstance(result.shape, tuple) else result.shape
        return Tensor(dims, result.dtype, name, graph=interp.machine.default_graph(), origin=("stack", (result,)))
    return result


@native("tensorflow.py_func", "tensorflow.numpy_function", "tensorflow.py_function", lazy=True)
def _py_func(interp: Interpreter, func: Value, inp: Value = (), Tout: Value = None, *_: Value, name: Value = None, **__: Value) -> Value:  # noqa: N803
    """The function runs when the session does: it is not part of the graph."""
    interp.machine.take_op(interp.state.resolve(name), "PyFunc")
    if isinstance(Tout, (tuple, ListObj)):
        kinds = interp.items(Tout)
        if isinstance(kinds, tuple):
            return interp.list(Tensor(None, k, interp.unknown("tensor", "made at run time")) for k in kinds)
    return Tensor(
        None, Tout if Tout is not None else interp.unknown("dtype", "made at run time"), interp.unknown("tensor", "made at run time")
    )
