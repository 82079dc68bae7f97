"""What a call takes from the graph, as a value; and the registry of the rules that say it.

Flows in: the words of `op_table.json` and a call's arguments. Flows out: `Names`. The rules are in
`op_name_rules.py` and `op_name_results.py`, their users in `op_names.py`. Knows no syntax.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

import msgspec

from scopelint.domain.names import SymStr
from scopelint.domain.values import MISSING, Unknown, Value
from scopelint.tf.objects import Name
from scopelint.tf.op_calls import Call


class Names(msgspec.Struct, frozen=True):
    """What a call asks of the graph, and what its results are called.

    `requests` are the names as they are asked for, before they are made unique; each takes its name whether an op or
    a scope is made under it. `result` is the position of the request by which the first result's op is
    called, None when there is none; `paths` are the ops below it that make the results: one for all of them,
    or one for each; None where that is not known, "" for the op itself. `passed` is the argument that
    is returned as it is. `complete` is false where a call may take other names than these.
    """

    requests: tuple[Name, ...] = ()
    result: int | None = None
    paths: tuple[str, ...] | None = ("",)
    passed: Value = MISSING
    complete: bool = True

    def result_name(self, taken: tuple[Name, ...], output: int = 0) -> Name | None:
        """The full name of the op of one result, from the names that the graph gave for `requests`."""
        if self.result is None or self.paths is None or not self.paths:
            return None
        path = self.paths[output] if len(self.paths) > 1 and output < len(self.paths) else self.paths[0]
        base = taken[self.result]
        if not path or isinstance(base, Unknown):
            return base
        return f"{base}/{path}" if isinstance(base, str) else SymStr((*base.parts, f"/{path}"))


NO_NAMES: Final = Names()
UNKNOWN_NAMES: Final = Names(complete=False)


class NameCall(Call):
    """A call as the name rules see it: also its explicit name and the words that the table has for it."""

    __slots__ = ("explicit", "words")

    def __init__(self, canonical: str, arguments: Mapping[str, Value], explicit: Name | None, words: str) -> None:
        super().__init__(canonical, arguments)
        self.explicit = explicit
        self.words = words

    def spell(self, words: str) -> Names:
        """The names that `words` describe."""
        found, starred = _spelled(words)
        if self.explicit is None or not starred:
            return found
        requests = tuple(self.explicit if index in starred else name for index, name in enumerate(found.requests))
        return Names(requests, found.result, found.paths)


@cache
def _spelled(words: str) -> tuple[Names, frozenset[int]]:
    """The names that `words` describe, and at which positions an explicit name replaces them."""
    requests: list[Name] = []
    result: int | None = None
    paths: tuple[str, ...] | None = ("",)
    starred: list[int] = []
    for position, word in enumerate(words.split()):
        base, marked, below = word.partition(">")
        if base.startswith("*"):
            base = base[1:]
            starred.append(position)
        requests.append(base)
        if marked:
            result = position
            paths = None if below == "?" else tuple(below.split(","))
    if result is None and starred:
        result = starred[-1]
    return Names(tuple(requests), result, paths), frozenset(starred)


NameRule = Callable[[NameCall], Names]

NAME_RULES: Final[dict[str, NameRule]] = {}
"""Names below `tensorflow` and what says which names a call takes; filled when those modules are imported."""


def name_rule(names: str) -> Callable[[NameRule], NameRule]:
    """Registers a rule for ops whose names depend on their arguments; one name of an op is enough."""

    def register(rule: NameRule) -> NameRule:
        for name in names.split():
            assert name not in NAME_RULES, name
            NAME_RULES[name] = rule
        return rule

    return register


TENSORFLOW1_RULES: Final[dict[str, NameRule]] = {}
"""The same for TensorFlow 1.15, where it takes other names than 2.15."""


def tensorflow1_rule(*names: str) -> Callable[[NameRule], NameRule]:
    """Registers what ops take under TensorFlow 1.15."""

    def register(rule: NameRule) -> NameRule:
        TENSORFLOW1_RULES.update(dict.fromkeys(names, rule))
        return rule

    return register
