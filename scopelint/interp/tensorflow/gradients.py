"""`tf.gradients`: which variables a loss depends on (`ops/gradients_util.py`).

Flows in: tensors, which know the calls that made them. Flows out: a gradient for each variable from which a
differentiable path leads to the loss, None for the others: optimizers make slots only where there is a gradient.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scopelint.domain.values import Sparse, Unknown, Value
from scopelint.interp import contents, sparse
from scopelint.interp.host import plain
from scopelint.interp.natives import method, native
from scopelint.interp.objects import ContextManager
from scopelint.interp.tensorflow import nest
from scopelint.tf.objects import DType, Graph, PartitionedVariable, Tensor, Variable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scopelint.interp.interpreter import Interpreter

_NO_GRADIENT: Final = frozenset(
    [
        "stop_gradient",
        "zeros_like",
        "ones_like",
        "zeros",
        "ones",
        "fill",
        "shape",
        "size",
        "rank",
        "floor",
        "ceil",
        "round",
        "rint",
        "py_func",
        "numpy_function",
        "py_function",
        "assign",
        "assign_add",
        "assign_sub",
        "scatter_update",
        "scatter_add",
        "scatter_sub",
        "ctc_greedy_decoder",
        "ctc_beam_search_decoder",
        "histogram_fixed_width",
        "multinomial",
        "one_hot",
        "range",
        "eye",
        "placeholder",
        "placeholder_with_default",
    ]
)
"""Last parts of the names of calls whose result has no gradient, though it may be of a floating type."""

_DIFFERENTIABLE: Final = {"fused_batch_norm": 3}
"""How many arguments have a gradient, of calls that have none by the later ones: the mean and the variance that it is given."""

_MAPS: Final = "<gradients of ops>"
"""The field of a graph that has the types of ops to which each open `gradient_override_map` gives another gradient."""

_OVERRIDDEN: Final = "overridden"
"""The last part of the name of a call whose op has got another gradient so."""

NEXT_TURN: Final = "<next turn>"
"""The field of a loop variable, as a loop's body sees it, that keeps what a turn leaves to the next one."""

_NO_TENSOR: Final = ("an argument of a function that nothing calls", "only known at run time", "made at run time")
"""Why a value is not known that certainly depends on no variable of the graph."""


def sources(loss: Value) -> frozenset[Variable] | None:
    """The variables from which gradients flow to `loss`; None where something in between is not known."""
    found: set[Variable] = set()
    seen: set[int] = set()
    queue: list[Value] = [loss]
    whole = True
    while queue:
        value = queue.pop()
        if isinstance(value, Tensor):
            if id(value) in seen or _is_discrete(value):
                continue
            seen.add(id(value))
            if isinstance(value, Variable):
                found.add(value)
            elif value.origin is None:
                whole = False
            elif (call := value.origin[0].rpartition(".")[2]) not in _NO_GRADIENT:
                queue.extend(value.origin[1][: _DIFFERENTIABLE.get(call)])
                queue.append(value.fields.get(NEXT_TURN))
        elif (held := nest.held(value)) is not None:
            queue.extend(held)
        elif isinstance(value, Unknown) and value.kind is None and value.reason not in _NO_TENSOR:
            whole = False
    return frozenset(found) if whole else None


@method(Graph, "gradient_override_map")
def _gradient_override_map(interp: Interpreter, graph: Graph, op_type_map: Value = None, *_: Value, **__: Value) -> Value:
    """`Graph.gradient_override_map` (framework/ops.py): ops that are made inside have the gradient that it says."""
    state, fields = interp.state, graph.fields
    given = contents.mapping(interp, op_type_map)
    types = frozenset(kind.lower() for kind in given if isinstance(kind, str)) if isinstance(given, dict) else None

    def enter(i: Interpreter) -> Value:
        state.set(fields, _MAPS, (*state.need(fields, _MAPS, ()), types))
        return None

    def leave(i: Interpreter, error: Value) -> None:
        state.set(fields, _MAPS, state.need(fields, _MAPS)[:-1])

    return ContextManager(enter, leave)


def called(interp: Interpreter, graph: Graph, canonical: str) -> str:
    """What a call that adds an op is called where gradients are looked for: by another name if the op gets another gradient."""
    open_maps = interp.state.need(graph.fields, _MAPS, ()) if _MAPS in graph.fields else ()
    kind = canonical.rpartition(".")[2].replace("_", "")
    return f"{canonical}.{_OVERRIDDEN}" if any(types is None or kind in types for types in open_maps) else canonical


@native("_scopelint.reads_variables")
def _reads_variables(interp: Interpreter, tensors: Value) -> Value:
    """Whether tensors are made of any variable."""
    return bool(sources(plain(interp, tensors)))


def _is_discrete(tensor: Tensor) -> bool:
    dtype = tensor.dtype
    return isinstance(dtype, DType) and not dtype.name.startswith(("float", "bfloat", "double", "half", "complex", "resource", "variant"))


@native("tensorflow.gradients")
def gradients(interp: Interpreter, ys: Value, xs: Value, grad_ys: Value = None, name: Value = None, *_: Value, **__: Value) -> Value:
    """`tf.gradients(ys, xs)`: None for a variable on which `ys` does not depend."""
    graph = interp.machine.default_graph()
    taken = interp.machine.unique_name("gradients" if not isinstance(name, str) else name)
    losses, wanted = plain(interp, ys), plain(interp, xs)
    reached = sources(losses)
    if any(isinstance(x, PartitionedVariable) for x in _flat(wanted)):
        return interp.fail("NotImplementedError", "PartitionedVariable doesn't support being used as a reference.")

    def one(x: Value) -> Value:
        if isinstance(x, Variable) and (_is_discrete(x) or (reached is not None and x not in reached)):
            return None
        if isinstance(x, Tensor):
            return Tensor(x.shape, x.dtype, interp.unknown(f"{taken}/grad", "a gradient"), graph=graph, origin=("gradients", (losses,)))
        return interp.unknown("gradient", "a gradient by something that is not known")

    if type(wanted) is Sparse:
        return interp.list(sparse.mapped(wanted, one))
    if isinstance(wanted, Unknown):
        return interp.list(wanted.derived("gradients", f"gradients({wanted.text})"))
    return interp.list(one(x) for x in _flat(wanted))


def _flat(value: Value) -> Iterable[Value]:
    """`nest.flatten` of what `plain` has made tuples of."""
    if isinstance(value, tuple):
        for item in value:
            yield from _flat(item)
    else:
        yield value
