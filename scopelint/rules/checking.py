"""Runs rules over a record, and makes one finding of one cause.

Flows in: a record and rules. Flows out: `Checked`, diagnostics sorted by place; a rule that crashes is a problem that names it, and the
others go on.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from itertools import groupby

import msgspec
from msgspec.structs import replace

from scopelint.model import Cells, Diagnostic, Problem, Site
from scopelint.rules.base import Record, Rule, with_cells


class Checked(msgspec.Struct, frozen=True):
    """What the rules found, and what went wrong with the rules themselves."""

    diagnostics: tuple[Diagnostic, ...]
    problems: tuple[Problem, ...] = ()


def check(record: Record, rules: Iterable[Rule]) -> Checked:
    """Run `rules` over `record`."""
    found: list[Diagnostic] = []
    problems: list[Problem] = []
    for rule in rules:
        try:
            found.extend(rule.check(record))
        except Exception as error:  # noqa: BLE001 -- whatever goes wrong in one rule, the others still speak
            message = f"internal error in rule {rule.meta.code} ({rule.meta.name}): {type(error).__name__}: {error}"
            problems.append(Problem(message, detail=traceback.format_exc()))
    return Checked(tuple(_in_cells(d, record.cells) for d in one_per_cause(found)), tuple(problems))


def _in_cells(d: Diagnostic, cells: Cells) -> Diagnostic:
    related = tuple(replace(one, message=with_cells(one.message, cells)) for one in d.related)
    return replace(d, message=with_cells(d.message, cells), related=related, help=d.help and with_cells(d.help, cells))


def one_per_cause(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings with the same code, place and variable become one, with the shortest of the ways that lead to it; sorted by place.

    A finding whose variable has unknown parts (its function was run with unknown arguments) says nothing new where the same rule found
    something definite at the same place.
    """
    ordered = sorted(diagnostics, key=_order)
    definite = {(d.site, d.code) for d in ordered if not _has_holes(d)}
    kept = [d for d in ordered if not _has_holes(d) or (d.site, d.code) not in definite]
    return [_merged(list(group)) for _, group in groupby(kept, key=_cause)]


def _has_holes(diagnostic: Diagnostic) -> bool:
    """Whether the variable's name has unknown parts; a brace cannot be part of a name itself."""
    return diagnostic.variable is not None and "{" in diagnostic.variable


def _cause(diagnostic: Diagnostic) -> tuple[Site, str, str]:
    return diagnostic.site, diagnostic.code, diagnostic.variable or ""


def _order(diagnostic: Diagnostic) -> tuple[object, ...]:
    """By place, code and variable; of one cause the certain one first, then the one with the shortest story."""
    return (
        *_cause(diagnostic),
        not diagnostic.certain,
        len(diagnostic.related),
        tuple((place.site, place.message) for place in diagnostic.related),
        diagnostic.message,
    )


def _merged(group: list[Diagnostic]) -> Diagnostic:
    example = replace(group[0], concerns=frozenset[str]().union(*(d.concerns for d in group)))
    others = len({diagnostic.related for diagnostic in group}) - 1
    return replace(example, message=example.message + other_ways(others)) if others else example


def other_ways(number: int) -> str:
    """The sentence that says how often the same finding was made in other ways; "" for none."""
    if not number:
        return ""
    ways = "one other way" if number == 1 else f"{number} other ways"
    return f" The program comes here in {ways}, too, with the same result."
