"""Whatever a program hands to TensorFlow or to Python's library, scopelint does not crash over it.

Each public function and class is called once with arguments by chance, the same in each run of the tests: objects, tensors, texts, what
nobody knows, what depends on the path. What comes of it is not looked at: the calls that TensorFlow takes are tested elsewhere.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from scopelint.domain.conditions import TRUE
from scopelint.domain.state import Dead
from scopelint.domain.values import Unknown
from scopelint.interp import library, natives, tensorflow
from scopelint.interp.frames import Frame, Step
from scopelint.interp.interpreter import Interpreter, OutOfBudget
from scopelint.interp.limits import Limits
from scopelint.interp.modules import Found, Modules
from scopelint.interp.objects import NativeFunction
from scopelint.interp.tensorflow import ops
from scopelint.library import ProjectLibrary
from scopelint.lower import lower
from scopelint.model import Span
from scopelint.reading.tree import cst
from scopelint.roots import Roots
from scopelint.sources import Sources
from scopelint.stack import with_deep_stack
from scopelint.tf import canonical

NATIVE = (library, tensorflow)
"""Importing these fills the tables of native functions."""

VALUES: Final = """
import sys
import tensorflow as tf

class Own(object):
    def method(self, x):
        return x

own, method, function = Own(), Own().method, lambda *args: args
tensor, placeholder = tf.zeros([2, 3]), tf.placeholder(tf.float32)
with tf.variable_scope("scope") as scope:
    variable = tf.get_variable("variable", [2])
mapping, items, generator = {"a": 1}, [1, 2], (i for i in [1, 2])
unknown = sys.argv[5]
depends = 3 if sys.argv[1] else "x"
open_items, open_mapping = [sys.argv[2], 2], {"a": tensor, sys.argv[3]: 1}
"""
PLAIN: Final = (None, 3, -1, 0, 2.5, "s", "a/b", True, (), (1, 2), ("a",))
KEYWORDS: Final = ("name", "scope", "reuse", "shape", "dtype", "initializer", "trainable")
OF_FRAMES: Final = frozenset({"globals", "locals", "vars", "eval", "exec", "super", "__import__"})
"""What looks at the frame that it is called in: here is none."""
PARTS: Final = 8


def names() -> list[str]:
    """Public names of TensorFlow, and functions of Python's library that are native."""
    found = {name for name in natives.FUNCTIONS if not name.startswith("_") and name.removeprefix("builtins.") not in OF_FRAMES}
    return sorted(found | set(_public("tensorflow")))


def _public(module: str) -> Iterator[str]:
    for child in canonical.children(module):
        name = f"{module}.{child}"
        if canonical.is_module(name):
            yield from _public(name)
        else:
            yield name


def begun(folder: Path) -> tuple[Interpreter, Frame, list[Any]]:
    """An interpreter that has run `VALUES`, and arguments to choose from."""
    interp = Interpreter(Modules(ProjectLibrary(Sources(folder, {}), Roots(folder)), ops.value), Limits(), "values.py")
    module = lower(cst.parse_module(VALUES), "values.py", VALUES)
    made = interp.modules.run(interp, Found("values", module, is_package=False, first_party=True), name="__main__")
    kinds = [Unknown((str(kind),), "n", "a parameter", kind=kind) for kind in (int, str, bool, float)]
    frame = Frame(made, made.fields)
    return interp, frame, [*PLAIN, *kinds, *(value for name, value in made.fields.items() if not name.startswith("__"))]


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_crashes(part: int, tmp_path: Path) -> None:
    with_deep_stack(lambda: _try(names()[part::PARTS], random.Random(part), tmp_path))


def _try(tried: list[str], chance: random.Random, folder: Path) -> None:
    interp, frame, values = begun(folder)
    interp.frames.append(frame)
    interp.stack.append(Step("values.py", Span(1, 1, 1, 2), True, TRUE))
    for name in tried:
        args = tuple(chance.choice(values) for _ in range(chance.choice([0, 1, 1, 2, 2, 3, 4])))
        keywords = {keyword: chance.choice(values) for keyword in KEYWORDS if chance.random() < 0.05}
        interp.allowed = interp.steps + 10_000
        try:
            interp.aside(partial(_called, interp, name, args, keywords))
        except Exception as error:
            raise AssertionError(f"{name}{args}, {keywords}: {type(error).__name__}: {error}") from error


def _called(interp: Interpreter, name: str, args: tuple[Any, ...], keywords: dict[str, Any]) -> None:
    owner, _, last = name.rpartition(".")
    function = natives.FUNCTIONS.get(name)
    with suppress(Dead, OutOfBudget):
        if not isinstance(function, NativeFunction):
            function = interp.getattr(interp.modules.outside(interp, owner), last)
        interp.call(function, args, keywords)
