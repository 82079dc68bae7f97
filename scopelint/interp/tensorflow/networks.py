"""Models made of tensors: which layers lie between Keras's inputs and outputs (keras/engine/functional.py).

Flows in: tensors with their history, as the stubs of Keras keep it. Flows out: the calls and layers of a model, in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from scopelint.domain.values import MISSING, Value
from scopelint.interp.natives import native
from scopelint.interp.objects import Instance
from scopelint.interp.tensorflow import nest
from scopelint.tf.objects import Tensor

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

HISTORY = "_keras_history"
"""The attribute of a tensor that says which call of a layer made it: `(layer, number of the call, number of the output)`."""

SOURCES = "<sources>"
"""The field of a tensor that an ordinary op made of such tensors: these."""


def _history(interp: Interpreter, tensor: Value) -> Value:
    return interp.state.get(tensor.fields, HISTORY) if isinstance(tensor, Tensor) else MISSING


def remember_sources(interp: Interpreter, arguments: dict[str, Value], made: Value) -> None:
    """Ordinary ops on a model's tensors are part of the model, too."""
    sources = tuple(
        leaf
        for value in arguments.values()
        if isinstance(value, (Tensor, tuple))
        for leaf in (value if isinstance(value, tuple) else (value,))
        if isinstance(leaf, Tensor) and (HISTORY in leaf.fields or SOURCES in leaf.fields)
    )
    if sources:
        for tensor in nest.flatten(interp, made):
            if isinstance(tensor, Tensor) and HISTORY not in tensor.fields:
                interp.state.set(tensor.fields, SOURCES, sources)


@native("_scopelint.from_keras_input", lazy=True)
def from_keras_input(interp: Interpreter, values: Value) -> Value:
    """Whether a tensor among these comes from `tf.keras.Input`."""
    return any(isinstance(v, Tensor) and (HISTORY in v.fields or SOURCES in v.fields) for v in nest.flatten(interp, values))


@native("_scopelint.set_history", lazy=True)
def set_history(interp: Interpreter, tensors: Value, layer: Value, number: Value) -> Value:
    """Say of tensors which call of which layer made them."""
    for index, tensor in enumerate(nest.flatten(interp, tensors)):
        if isinstance(tensor, Tensor):
            interp.state.set(tensor.fields, HISTORY, (layer, number, index))
    return None


def _made_by(interp: Interpreter, tensor: Value) -> Any:
    """The `Node` of a tensor; None for one that is not a layer's."""
    history = _history(interp, tensor)
    if not isinstance(history, tuple):
        return None
    nodes = interp.items(interp.getattr(history[0], "_inbound_nodes"))
    return nodes[history[1]] if isinstance(nodes, tuple) else None


def _before(interp: Interpreter, node: Instance) -> list[Value]:
    """The tensors that a call of a layer took: its inputs, and what else it was given."""
    given = (node.fields.get("inputs"), node.fields.get("args"), node.fields.get("kwargs"))
    return [t for part in given for t in nest.flatten(interp, part) if isinstance(t, Tensor)]


def _layer_tensors(tensor: Value) -> Iterator[Value]:
    """The tensor itself if a layer made it, else those that ordinary ops made it of."""
    queue = [tensor]
    while queue:
        one = queue.pop(0)
        if isinstance(one, Tensor) and HISTORY not in one.fields:
            queue.extend(one.fields.get(SOURCES, ()))
        else:
            yield one


@native("_scopelint.network", lazy=True)
def network(interp: Interpreter, inputs: Value, outputs: Value) -> Value:
    """`_map_graph_network`: the calls of layers from `inputs` to `outputs` as they are run, and the layers in order."""
    starts = nest.flatten(interp, inputs)
    finished: list[Instance] = []
    seen: set[int] = set()
    order: dict[int, int] = {}

    def visit(tensor: Value) -> None:
        for one in _layer_tensors(tensor):
            node = _made_by(interp, one)
            if node is None or id(node) in seen:
                continue
            seen.add(id(node))
            order.setdefault(id(node.fields["layer"]), len(order))
            if not any(one is start for start in starts):
                for source in _before(interp, node):
                    visit(source)
            finished.append(node)

    for output in nest.flatten(interp, outputs):
        visit(output)
    depths: dict[int, int] = {}
    layers: dict[int, tuple[int, Value]] = {}
    for node in reversed(finished):
        layer = node.fields["layer"]
        depth = max(depths.get(id(node), 0), layers.get(id(layer), (0, None))[0])
        depths[id(node)] = depth
        layers[id(layer)] = (depth, layer)
        for tensor in _before(interp, node):
            for one in _layer_tensors(tensor):
                parent = _made_by(interp, one)
                if parent is not None:
                    depths[id(parent)] = max(depth + 1, depths.get(id(parent), 0))
    for start in starts:
        node = _made_by(interp, start)
        if node is not None and id(node.fields["layer"]) not in layers:
            layers[id(node.fields["layer"])] = (0, node.fields["layer"])
            order[id(node.fields["layer"])] = -1
    calls = sorted(
        (n for n in finished if not any(_made_by(interp, s) is n for s in starts)), key=lambda n: -depths[id(n)]
    )
    ordered = sorted(layers.values(), key=lambda found: (-found[0], order[id(found[1])]))
    return interp.list(calls), interp.list(layer for _, layer in ordered)


@native("_scopelint.sources", lazy=True)
def sources(interp: Interpreter, outputs: Value) -> Value:
    """`layer_utils.get_source_inputs`: the tensors of `Input` that tensors come from."""
    found: dict[int, Value] = {}
    queue = [t for output in nest.flatten(interp, outputs) for t in _layer_tensors(output)]
    while queue:
        tensor = queue.pop(0)
        node = _made_by(interp, tensor)
        before = [] if node is None else _before(interp, node)
        if node is not None and not before:
            found[id(tensor)] = tensor
        queue.extend(t for source in before for t in _layer_tensors(source))
    return interp.list(found.values())
