"""Random programs of op calls, with and without names, in name scopes: the graphs have the same names in use."""

from __future__ import annotations

import ast
import random

import pytest

from tests.tf_ops.environment import PLACEHOLDERS, SPARSE, VARIABLES, calls

pytestmark = pytest.mark.tensorflow

PROGRAMS = 25
STATEMENTS = 40
NAMES = ["x", "Mean", "dropout", "add", "mul", "Const", "loss", "a/b", "X", "Relu_1", "strided_slice"]
LEAVES_OUT = ("tf.summary.merge_all", "tf.hessians", "tf.set_random_seed", "tf.train.Saver", "tf.losses.get_")
"""Calls that depend on what the graph holds, or take long."""


def statements(chance: random.Random, usable: list[str]) -> list[tuple[str, str, str]]:
    """Scope, call and explicit name of each statement."""
    found = []
    for _ in range(STATEMENTS):
        scope = chance.choice(["", "", "", "net", "net/conv"])
        name = chance.choice(NAMES) if chance.random() < 0.3 else ""
        found.append((scope, chance.choice(usable), name))
    return found


def takes_name(call: str) -> bool:
    """Whether `name=` may be added."""
    from scopelint.tf import op_table
    from scopelint.tf.op_table import OpKind

    node = ast.parse(call, mode="eval").body
    if not isinstance(node, ast.Call) or any(k.arg in ("name", "scope") for k in node.keywords):
        return False
    function = ast.unparse(node.func)
    if not function.startswith("tf.") or function.startswith("tf.summary."):
        return False
    signature = op_table.lookup(f"tensorflow{function[2:]}")
    return signature is not None and signature.name_parameter == "name" and signature.kind is not OpKind.PYTHON


def in_use(graph: object) -> dict[str, int]:
    """The outermost names in use."""
    skip = {*PLACEHOLDERS, *VARIABLES, *SPARSE}
    used: dict[str, int] = graph._names_in_use if hasattr(graph, "_names_in_use") else graph.used  # type: ignore[attr-defined]
    return {name: count for name, count in used.items() if name.partition("/")[0] not in skip}


@pytest.mark.parametrize("seed", range(PROGRAMS))
def test_random_programs(seed: int) -> None:
    from tensorflow.python.framework import ops

    from tests.tf_ops import model, reality

    chance = random.Random(seed)
    usable = [call for call in calls() if not call.startswith(LEAVES_OUT)]
    program = statements(chance, usable)
    ours = model.Graph()
    mine = model.environment(ours)
    with ops.Graph().as_default() as graph:
        theirs = reality.environment()
        for where, call, name in program:
            keywords = {"name": name} if name and takes_name(call) else {}
            node = ast.parse(call, mode="eval").body
            with graph.name_scope(f"{where}/" if where else None):
                function, arguments, given = reality.taken_apart(node, theirs)
                function(*arguments, **given, **keywords)
            ours.stack = where
            function, arguments, given = reality.taken_apart(node, mine)
            function(*arguments, **given, **keywords)
            ours.stack = ""
            expected = {n: c for n, c in in_use(graph).items() if _depth(n) == 0}
            actual = {n: c for n, c in in_use(ours).items() if _depth(n) == 0}
            shown = f"after {call} named {name!r} in {where!r}"
            assert actual == expected, f"{shown}: {set(actual.items()) ^ set(expected.items())}"


def _depth(name: str) -> int:
    """How many scopes a name lies in, apart from those of the program."""
    for scope in ("net/conv/", "net/"):
        if name.startswith(scope):
            return name.removeprefix(scope).count("/")
    return name.count("/")
