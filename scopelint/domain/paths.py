"""What locations hold on the current path: one value where it decides, a `Choice` where it does not.

Flows in: the path, which is the condition under which the present code runs, and questions. Flows out: values, and a `Fork` where a
question must be put again on either side of a test. Changes nothing but what is supposed.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from scopelint.domain.conditions import FALSE, TRUE, Condition, Conditions
from scopelint.domain.locations import Locations
from scopelint.domain.values import MISSING, Choice, Table, Value, same


class Fork(Exception):
    """Raised by a primitive that needs `condition` decided: it is run again on either side."""

    def __init__(self, condition: Condition) -> None:
        super().__init__()
        self.condition = condition


class Paths(Locations):
    """Locations, and the path on which they are read."""

    def __init__(self, conditions: Conditions) -> None:
        super().__init__()
        self.conditions = conditions
        self.path: Condition = TRUE
        self.supposed: Condition = FALSE
        """Where the path rests on what was only supposed: nothing there is certain, not even once its place is reached."""
        self._fresh = 0

    def get(self, table: Table, key: Any, default: Any = MISSING) -> Any:
        """What the location holds on the current path: a value, or a `Choice` if paths differ."""
        value = table.get(key, default)
        if type(value) is Choice:
            value = self.simplify(value)
            return default if value is MISSING else value
        return value

    def need(self, table: Table, key: Any, default: Any = MISSING) -> Any:
        """What the location holds, decided: raises `Fork` where that depends on the path."""
        value = table.get(key, default)
        if type(value) is Choice:
            value = self.simplify(value)
            if type(value) is Choice:
                return self._same_or_fork(value, default)
        return default if value is MISSING else value

    def _same_or_fork(self, choice: Choice, default: Any) -> Any:
        """Paths that never wrote a location agree with those that wrote its default."""
        values = [default if v is MISSING else v for _, v in choice.alternatives]
        if all(same(values[0], v) for v in values[1:]):
            return values[0]
        raise Fork(choice.alternatives[0][0])

    def simplify(self, value: Choice) -> Value:
        """Drop the alternatives that cannot be on the current path."""
        path, excludes = self.path, self.conditions.excludes
        if path is TRUE:
            return value
        left = [(c, v) for c, v in value.alternatives if not excludes(path, c)]
        if len(left) == 1:
            return left[0][1]
        if len(left) == len(value.alternatives) or not left:
            return value
        return Choice(tuple(left))

    def resolve(self, value: Any) -> Any:
        """The one value that this is on the current path.

        Raises:
            Fork: there are several; the primitive will be run again on each side.
        """
        if type(value) is Choice:
            value = self.simplify(value)
            if type(value) is Choice:
                raise Fork(value.alternatives[0][0])
        return value

    def decide(self, condition: Condition) -> bool:
        """Whether `condition` holds on the current path.

        Raises:
            Fork: it does on a part of it.
        """
        if condition is TRUE or condition is FALSE:
            return condition is TRUE
        if self.conditions.implies(self.path, condition):
            return True
        if self.conditions.excludes(self.path, condition):
            return False
        raise Fork(condition)

    def suppose(self, key: Hashable) -> Condition:
        """The condition called `key`, which nothing in the program speaks for: it may hold, and a program may be prepared for it."""
        atom = self.conditions.atom(key)
        self.supposed = self.conditions.either(self.supposed, atom)
        return atom

    def fresh(self) -> int:
        """A number that no earlier call gave: identity for what is made at run time."""
        self._fresh += 1
        return self._fresh
