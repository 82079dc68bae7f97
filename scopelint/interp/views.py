"""Namespaces as dicts: `obj.__dict__`, `globals()`.

Flows in: the fields of an object. Flows out: a dict value whose reads and writes reach those fields.
"""

from __future__ import annotations

from typing import Any, Final

from scopelint.domain.values import Table
from scopelint.interp.classes import DICT
from scopelint.interp.objects import CONTENT, DictObj

OPEN: Final = "<open>"
"""The field of an object that may have attributes whose names are not known; the value says why."""


class NamespaceView(Table):
    """The `fields` of a dict value that shows another object's namespace.

    The state reads and writes locations through it, so undoing a write undoes it in the namespace. What is written may have names that
    are not known (`obj.__dict__.update(json.load(f))`): then the namespace is open, see `OPEN`.
    """

    def __init__(self, fields: Table) -> None:
        super().__init__()
        self._fields = fields
        self.born = fields.born

    def get(self, key: Any, default: Any = None) -> Any:
        if key != CONTENT:
            return default
        if OPEN in self._fields:
            return self._fields[OPEN]
        return {k: v for k, v in self._fields.items() if _is_name(k)}

    def __getitem__(self, key: Any) -> Any:
        return self.get(key)

    def __setitem__(self, key: Any, value: Any) -> None:
        if key != CONTENT:
            return
        if not isinstance(value, dict):
            self._fields[OPEN] = value
            return
        self._fields.pop(OPEN, None)
        for name in [k for k in self._fields if _is_name(k) and k not in value]:
            del self._fields[name]
        self._fields.update(value)

    def items(self) -> Any:
        """What a copy of the dict takes over: the namespace as it is now."""
        return ((CONTENT, self.get(CONTENT)),)

    def pop(self, key: Any, default: Any = None) -> Any:
        return default


def _is_name(key: Any) -> bool:
    return isinstance(key, str) and not key.startswith("<")


def namespace(fields: Table) -> DictObj:
    """A dict value that shows `fields`."""
    made = DictObj(DICT)
    made.fields = NamespaceView(fields)
    return made
