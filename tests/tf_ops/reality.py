"""What TensorFlow itself does with a call: the names it takes, what it returns.

In: source text of a call over the environment. Out: `Seen`. Every call runs in a graph of its own
unless told otherwise.
"""

from __future__ import annotations

import ast
import operator
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow.compat.v1 as tf
from tensorflow.python.framework import ops

from tests.tf_ops.environment import PLACEHOLDERS, SPARSE, VARIABLES, Sizes

tf.logging.set_verbosity(tf.logging.ERROR)
tf.disable_v2_behavior()


@dataclass(frozen=True)
class Seen:
    """What a call asked of `Graph.unique_name` in the scope that it was made in, and what it returned."""

    names: tuple[str, ...]
    value: Any
    error: str = ""


def environment(more: Mapping[str, tuple[str, Sizes]] | None = None) -> dict[str, Any]:
    """The tensors of the environment and `more` placeholders, in the current graph."""
    found: dict[str, Any] = {"tf": tf, "np_inf": np.inf}
    for name, (dtype, shape) in (more or {}).items():
        found[name] = tf.placeholder(dtype, shape, name=name)
    if more is not None:
        return found
    for name, (dtype, shape) in PLACEHOLDERS.items():
        found[name] = tf.placeholder(dtype, shape, name=name)
    for name, (dtype, sizes) in VARIABLES.items():
        found[name] = tf.get_variable(name, sizes, dtype, tf.zeros_initializer())
    for name, (dtype, sizes) in SPARSE.items():
        found[name] = tf.sparse_placeholder(dtype, sizes, name=name)
    return found


@contextmanager
def recorded(graph: ops.Graph) -> Iterator[list[str]]:
    """The names that the graph is asked for in the scope that is open now."""
    names: list[str] = []
    real, stack = graph.unique_name, graph._name_stack

    def unique_name(name: str, mark_as_used: bool = True) -> str:
        if graph._name_stack == stack and mark_as_used:
            names.append(name)
        return str(real(name, mark_as_used))

    graph.unique_name = unique_name
    try:
        yield names
    finally:
        graph.unique_name = real


def see(source: str, more: dict[str, str] | None = None, tensors: Mapping[str, tuple[str, Sizes]] | None = None) -> Seen:
    """Runs one call in a fresh graph; `more` are further keyword arguments of the outermost call; `tensors` are placeholders in place
    of the usual environment.

    The arguments are evaluated first: their names are not among those that are recorded.
    """
    with ops.Graph().as_default() as graph:
        scope = environment(tensors)
        try:
            function, arguments, keywords = taken_apart(ast.parse(source, mode="eval").body, scope)
        except Exception as error:  # noqa: BLE001 - as below
            return Seen((), None, f"{type(error).__name__}: {error}")
        keywords.update(more or {})
        with recorded(graph) as names:
            try:
                value = function(*arguments, **keywords)
            except Exception as error:  # noqa: BLE001 - whatever TensorFlow raises is its answer
                return Seen(tuple(names), None, f"{type(error).__name__}: {error}")
        return Seen(tuple(names), value)


_OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.MatMult: operator.matmul,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
    ast.USub: operator.neg,
    ast.Invert: operator.invert,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def taken_apart(node: ast.expr, scope: dict[str, Any]) -> tuple[Callable[..., Any], list[Any], dict[str, Any]]:
    """The outermost operation of an expression and its evaluated operands."""

    def value(part: ast.expr) -> Any:
        return eval(compile(ast.Expression(part), "call", "eval"), scope)

    match node:
        case ast.Call():
            arguments: list[Any] = []
            for argument in node.args:
                if isinstance(argument, ast.Starred):
                    arguments.extend(value(argument.value))
                else:
                    arguments.append(value(argument))
            return value(node.func), arguments, {str(k.arg): value(k.value) for k in node.keywords}
        case ast.BinOp():
            return _OPERATORS[type(node.op)], [value(node.left), value(node.right)], {}
        case ast.UnaryOp():
            return _OPERATORS[type(node.op)], [value(node.operand)], {}
        case ast.Compare():
            return _OPERATORS[type(node.ops[0])], [value(node.left), value(node.comparators[0])], {}
        case ast.Subscript():
            return operator.getitem, [value(node.value), value(node.slice)], {}
        case _:
            raise TypeError(ast.dump(node))
