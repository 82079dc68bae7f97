"""What one step of a sequence did, in words that both sides can say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """`result` is what the operation gave, or `error` (class and message) what it raised; `around` is what is in force after it."""

    result: object
    error: tuple[str, str] | None
    around: tuple[object, ...]


@dataclass(frozen=True)
class Record:
    """All steps, and what each graph holds at the end: names in use, collections, stored variables, counters of scopes."""

    steps: tuple[Step, ...]
    graphs: tuple[object, ...]
