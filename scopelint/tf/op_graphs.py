"""The graph in which an op is made: that of the tensors which it gets.

Flows in: an op's arguments as values. Flows out: a graph, or a refusal. Mirrors `_get_graph_from_inputs` of framework/ops.py, which
`_apply_op_helper` and `name_scope(name, default_name, values)` ask. Knows no syntax.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from scopelint.domain.values import Value
from scopelint.tf import op_table
from scopelint.tf.graph_stack import element
from scopelint.tf.name_scopes import NameScopes
from scopelint.tf.objects import Graph, Operation, Tensor
from scopelint.trace import RefusalKind

_CONSTANTS_HERE: Final = ("reduce_",)
"""Functions that make constants in the default graph before they look at what they get (`_ReductionDims`, ops/math_ops.py)."""


def of_inputs(graphs: NameScopes, canonical: str, given: Mapping[str, Value]) -> Graph | None:
    """The graph of the tensors in an op's arguments; None for the default one.

    Raises:
        TFError: ValueError, they are from several graphs.
    """
    inputs = tuple(_inputs(given))
    if not inputs or graphs.executing_eagerly():
        return None
    here = graphs.default_graph()
    if all(one.graph is here for one in inputs):
        return None
    signature = op_table.lookup(canonical)
    if signature is not None and signature.kind is op_table.OpKind.PYTHON:
        return None
    api = canonical.replace("tensorflow.", "tf.", 1)
    home = graphs.graph_of(inputs, api)
    if home is here or home.open:
        return None
    if not here.open and canonical.rpartition(".")[2].startswith(_CONSTANTS_HERE) and given.get("axis") is None:
        graphs.take_op(None, "Const")
        message = f"A constant that {api} makes must be from the same graph as {element(inputs[0])}"
        graphs.refuse(RefusalKind.OTHER, "ValueError", message, api)
    return home


def must_be_in(graphs: NameScopes, graph: Graph, one: Tensor | Operation, api: str, exception: str = "ValueError") -> None:
    """`Graph.as_graph_element`, for what is to be in a graph.

    Raises:
        TFError: it is in another one.
    """
    if one.graph is not None and one.graph is not graph and not (one.graph.open or graph.open):
        graphs.refuse(RefusalKind.OTHER, exception, f"{element(one)} is not an element of this graph.", api)


def _inputs(given: Mapping[str, Value]) -> Iterator[Tensor | Operation]:
    for value in given.values():
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, (Tensor, Operation)) and one.graph is not None:
                yield one
