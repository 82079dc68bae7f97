"""What a program in the making knows of itself: its lines, the names it may use, what it may still spend.

In: `Choices`. Out: the program's text. The grammar's rooms add statements to `STATEMENTS`, a table from which blocks are filled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from .choices import Choices

INDENT: Final = "    "


class Kind(Enum):
    """What a name of the program is bound to."""

    SCOPE = "VariableScope"
    SCOPE_OR_NAME = "what variable_scope takes: a VariableScope or a string"
    NAME_SCOPE = "name scope string"
    NAME = "string fit for a name"
    FLAG = "value fit for reuse="
    INT = "integer from 0 to 9"
    TENSOR = "float32 tensor or variable"
    MATRIX = "float32 tensor of rank 2 whose last size is known"
    VARIABLE = "float32 variable"
    GRAPH = "Graph"
    COUNTER = "list of one integer"
    NAMES = "list of names"
    TEMPLATE = "template without arguments"
    MANAGER = "function of a name that gives a context manager"
    MAKER = "function of a name that makes variables"
    LAYER = "layer object for matrices of one width"
    ARGS = "tuple of strings"
    KWARGS = "dict of keyword arguments of get_variable"


@dataclass(frozen=True)
class Parameter:
    """A parameter of a generated function: `default` is source text, `star` is "", "*" or "**"."""

    name: str
    kind: Kind
    default: str | None = None
    star: str = ""

    def __str__(self) -> str:
        return f"{self.star}{self.name}" + ("" if self.default is None else f"={self.default}")


@dataclass(frozen=True)
class Function:
    """Something to call: source text of the callee, its parameters, and what it returns."""

    callee: str
    parameters: tuple[Parameter, ...]
    returns: Kind | None
    is_generator: bool = False


@dataclass
class Names:
    """The names that may be used at one place."""

    by_kind: dict[Kind, list[str]] = field(default_factory=dict)
    functions: list[Function] = field(default_factory=list)
    classes: list[object] = field(default_factory=list)

    def copy(self) -> Names:
        return Names({kind: list(names) for kind, names in self.by_kind.items()}, list(self.functions), list(self.classes))


Statement = Callable[["Maker"], None]
Guard = Callable[["Maker"], bool]

STATEMENTS: Final[list[tuple[int, Guard, Statement]]] = []
"""Weight, whether it can stand here, and what writes it."""


def statement(weight: int, guard: Guard = lambda m: True) -> Callable[[Statement], Statement]:
    """Adds a statement to the grammar."""

    def add(function: Statement) -> Statement:
        STATEMENTS.append((weight, guard, function))
        return function

    return add


class Maker:
    """A program in the making."""

    def __init__(self, choices: Choices, budget: int, emphasis: dict[str, int] | None = None) -> None:
        self.choose = choices
        self.budget = budget
        self.emphasis = emphasis or {}
        self.names = Names()
        self.depth = 0
        self.function_depth = 0
        self.loop_depth = 0
        self.in_class = False
        self.returns: Kind | None = None
        self.in_generator = False
        self.partitions = choices.chance(12)
        """Whether scopes may have partitioners: then get_variable may give a PartitionedVariable, which can do less."""
        self._lines: list[str] = []
        self._prelude: dict[str, str] = {}
        self._imports: dict[str, None] = {"import tensorflow as tf": None}
        self._last = 0

    # --- text -----------------------------------------------------------------------------------

    def line(self, text: str) -> None:
        self._lines.append(INDENT * self.depth + text)

    def need(self, name: str, text: str) -> str:
        """A helper that the program defines at its top; gives its name."""
        self._prelude[name] = text.strip("\n")
        return name

    def imported(self, text: str) -> None:
        self._imports[text] = None

    def text(self) -> str:
        parts = ["\n".join(self._imports), *self._prelude.values(), "\n".join(self._lines) or "pass"]
        return "\n\n".join(parts) + "\n"

    # --- names ----------------------------------------------------------------------------------

    def fresh(self, stem: str) -> str:
        self._last += 1
        return f"{stem}{self._last}"

    def bind(self, kind: Kind, name: str) -> str:
        self.names.by_kind.setdefault(kind, []).append(name)
        return name

    def known(self, *kinds: Kind) -> list[str]:
        return [name for kind in kinds for name in self.names.by_kind.get(kind, ())]

    def some(self, *kinds: Kind) -> str | None:
        """A name of these kinds: the newest ones more often."""
        names = self.known(*kinds)
        if not names:
            return None
        return names[-1] if self.choose.chance(40) else self.choose.pick(names)

    def forget(self, *kinds: Kind) -> None:
        for kind in kinds:
            self.names.by_kind.pop(kind, None)

    # --- blocks ---------------------------------------------------------------------------------

    @contextmanager
    def block(self, header: str, *, keep: bool = False) -> Iterator[None]:
        """An indented block; what is bound in it is known after it only if `keep`."""
        self.line(header)
        before = self.names
        self.names = before.copy()
        self.depth += 1
        start = len(self._lines)
        try:
            yield
        finally:
            if len(self._lines) == start:
                self.line("pass")
            self.depth -= 1
            if not keep:
                self.names = before

    def statements(self, most: int) -> None:
        """Up to `most` statements, at least one."""
        for _ in range(self.choose.number(1, most)):
            self.one()

    def one(self) -> None:
        """One statement, compound ones only while there is something left to spend."""
        self.budget -= 1
        options = []
        for weight, guard, write in STATEMENTS:
            scaled = weight * self.emphasis.get(write.__module__.rpartition(".")[2], 1)
            if scaled and guard(self):
                options.append((scaled, write))
        self.choose.weighted(options)(self)


def compound(m: Maker) -> bool:
    """Whether there is room for a statement that holds others."""
    return m.depth < 6 and m.budget > 0
