"""Models made of tensors: which layers lie between Keras's inputs and outputs (keras/engine/functional.py).

Flows in: tensors with their history, as the stubs of Keras keep it. Flows out: the calls and layers of a model, in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from scopelint.domain.values import MISSING, Choice, Unknown, Value
from scopelint.interp.natives import native
from scopelint.interp.objects import Instance
from scopelint.interp.tensorflow import nest
from scopelint.tf.objects import Tensor

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

HISTORY = "_keras_history"
"""The attribute of a tensor that says which call of a layer made it: `(layer, number of the call, number of the output)`."""

CHECKED = "<from input>"
"""The field of a tensor that keeps the answer to `_from_input`: where a tensor comes from never changes."""


def _history(interp: Interpreter, tensor: Value) -> Value:
    return interp.state.get(tensor.fields, HISTORY) if isinstance(tensor, Tensor) else MISSING


def _origins(tensor: Tensor) -> list[Tensor]:
    """The tensors that the op of a tensor took."""
    found: list[Tensor] = []
    queue = list(tensor.origin[1]) if tensor.origin is not None else []
    while queue:
        one = queue.pop(0)
        if isinstance(one, tuple):
            queue.extend(one)
        elif isinstance(one, Tensor):
            found.append(one)
    return found


def _from_input(interp: Interpreter, tensor: Tensor) -> bool:
    """`base_layer_utils.needs_keras_history`: whether a tensor comes from `Input`, if only by ordinary ops."""
    stack = [tensor]
    while stack:
        one = stack[-1]
        if CHECKED in one.fields:
            stack.pop()
            continue
        before = _origins(one)
        waiting = [t for t in before if CHECKED not in t.fields]
        if HISTORY in one.fields or not waiting:
            one.fields[CHECKED] = HISTORY in one.fields or any(t.fields[CHECKED] for t in before)
            stack.pop()
        else:
            stack.extend(waiting)
    return tensor.fields[CHECKED] is True


@native("_scopelint.from_keras_input", lazy=True)
def from_keras_input(interp: Interpreter, values: Value) -> Value:
    """Whether a tensor among these comes from `tf.keras.Input`, where there is one at all."""
    if interp.state.get(interp.machine.default_graph().fields, HISTORY, False) is False:
        return False
    return any(isinstance(v, Tensor) and _from_input(interp, v) for v in nest.flatten(interp, values))


@native("_scopelint.is_among", lazy=True)
def is_among(interp: Interpreter, values: Value, *others: Value) -> Value:
    """Whether a tensor among these is also one of the others."""
    found = {id(t) for t in nest.flatten(interp, values) if isinstance(t, Tensor)}
    return any(id(t) in found for other in others for t in nest.flatten(interp, other))


@native("_scopelint.set_history", lazy=True)
def set_history(interp: Interpreter, tensors: Value, layer: Value, number: Value) -> Value:
    """Say of tensors which call of which layer made them."""
    interp.state.set(interp.machine.default_graph().fields, HISTORY, True)
    for index, tensor in enumerate(nest.flatten(interp, tensors)):
        if isinstance(tensor, Tensor):
            tensor.fields[CHECKED] = True
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


def _layer_tensors(interp: Interpreter, tensor: Value) -> Iterator[Value]:
    """The tensor itself if a layer made it, else those layers' tensors that ordinary ops made it of."""
    queue, seen = [tensor], set()
    while queue:
        one = queue.pop(0)
        if id(one) in seen or not isinstance(one, Tensor):
            continue
        seen.add(id(one))
        if HISTORY in one.fields:
            yield one
        elif _from_input(interp, one):
            queue.extend(_origins(one))


@native("_scopelint.network", lazy=True)
def network(interp: Interpreter, inputs: Value, outputs: Value) -> Value:
    """`_map_graph_network`: the calls of layers from `inputs` to `outputs` as they are run, the layers in order, whether these are all."""
    starts = nest.flatten(interp, inputs)
    finished: list[Instance] = []
    seen: set[int] = set()
    order: dict[int, int] = {}
    lost = [value for value in starts if not isinstance(value, Tensor)]  # beyond what is not known there may be more layers

    def visit(tensor: Value) -> None:
        if not isinstance(tensor, Tensor) or isinstance(_history(interp, tensor), (Unknown, Choice)):
            lost.append(tensor)
        for one in _layer_tensors(interp, tensor):
            node = _made_by(interp, one)
            if node is None:
                lost.append(one)
            if node is None or id(node) in seen:
                continue
            seen.add(id(node))
            order.setdefault(id(node.fields["layer"]), len(order))
            if not any(one is start for start in starts):
                lost.extend(t for t in nest.flatten(interp, node.fields.get("inputs")) if isinstance(t, (Unknown, Choice)))
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
            for one in _layer_tensors(interp, tensor):
                parent = _made_by(interp, one)
                if parent is not None:
                    depths[id(parent)] = max(depth + 1, depths.get(id(parent), 0))
    for start in starts:
        node = _made_by(interp, start)
        if node is not None and id(node.fields["layer"]) not in layers:
            layers[id(node.fields["layer"])] = (0, node.fields["layer"])
            order[id(node.fields["layer"])] = -1
    calls = sorted((n for n in finished if not any(_made_by(interp, s) is n for s in starts)), key=lambda n: -depths[id(n)])
    ordered = sorted(layers.values(), key=lambda found: (-found[0], order[id(found[1])]))
    known = interp.unknown("layers", "the layers of a model that could not be followed") if lost else tuple(layer for _, layer in ordered)
    return interp.list(calls), interp.list(known), not lost


@native("_scopelint.sources", lazy=True)
def sources(interp: Interpreter, outputs: Value) -> Value:
    """`layer_utils.get_source_inputs`: the tensors of `Input` that tensors come from."""
    found: dict[int, Value] = {}
    queue = [t for output in nest.flatten(interp, outputs) for t in _layer_tensors(interp, output)]
    while queue:
        tensor = queue.pop(0)
        node = _made_by(interp, tensor)
        before = [] if node is None else _before(interp, node)
        if node is not None and not before:
            found[id(tensor)] = tensor
        queue.extend(t for source in before for t in _layer_tensors(interp, source))
    return interp.list(found.values())
