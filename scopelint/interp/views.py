"""Namespaces as dicts: `obj.__dict__`, `globals()`.

Flows in: the fields of an object. Flows out: a dict value whose reads and writes reach those fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from scopelint.domain.names import SymStr
from scopelint.domain.values import MISSING, Choice, Table, Value, is_constant, otherwise
from scopelint.interp.classes import DICT
from scopelint.interp.objects import CONTENT, DictObj, Instance

if TYPE_CHECKING:
    from scopelint.domain.state import State

OPEN: Final = "<open>"
"""The field of an object that may have attributes whose names are not known; the value says why."""


class NamespaceView(Table):
    """The `fields` of a dict value that shows another object's namespace.

    The state reads and writes locations through it, so undoing a write undoes it in the namespace. What is written may have names that
    are not known (`obj.__dict__.update(json.load(f))`): then the namespace is open, see `OPEN`.
    """

    def __init__(self, fields: Table) -> None:
        super().__init__()
        self.shown = fields
        self.born = fields.born

    def get(self, key: Any, default: Any = None) -> Any:
        if key != CONTENT:
            return default
        named = {k: v for k, v in self.shown.items() if is_name(k)}
        return otherwise(self.shown.get(OPEN, MISSING), named)

    def __getitem__(self, key: Any) -> Any:
        return self.get(key)

    def __setitem__(self, key: Any, value: Any) -> None:
        if key != CONTENT:
            return
        if not isinstance(value, dict):
            self.shown[OPEN] = value
            return
        self.shown.pop(OPEN, None)
        for name in [k for k in self.shown if is_name(k) and k not in value]:
            del self.shown[name]
        self.shown.update(value)

    def items(self) -> Any:
        """What a copy of the dict takes over: the namespace as it is now."""
        return ((CONTENT, self.get(CONTENT)),)

    def pop(self, key: Any, default: Any = None) -> Any:
        return default


def store(state: State, container: Instance, content: Value) -> None:
    """Let a container hold `content`; in a namespace each name is a location of its own, which others write to."""
    shown = container.fields.shown if isinstance(container.fields, NamespaceView) else None
    if shown is None or not isinstance(content, dict):
        state.set(container.fields, CONTENT, content)
        return
    for name in [name for name in shown if is_name(name) and name not in content]:
        state.set(shown, name, MISSING)
    for name, value in content.items():
        if shown.get(name, MISSING) is not value:
            state.set(shown, name, value)


def is_name(key: Any) -> bool:
    """Whether a field is an attribute of the program's, and not our own."""
    return isinstance(key, str) and not key.startswith("<")


def namespace(fields: Table) -> DictObj:
    """A dict value that shows `fields`."""
    made = DictObj(DICT)
    made.fields = NamespaceView(fields)
    return made


def is_datum(value: Value) -> bool:
    """Whether this is mere data: no object, which has an identity."""
    if type(value) is Choice:
        return any(is_datum(one) for _, one in value.alternatives)
    return is_constant(value) or isinstance(value, (SymStr, tuple))
