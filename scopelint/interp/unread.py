"""Parameters that a function takes and never reads, where a caller gives a value for them.

Flows in: calls of functions of the program. Flows out: `UnreadParameter` events, one a function and parameter and place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from scopelint import ir
from scopelint.domain.values import Value
from scopelint.interp.objects import FunctionObj
from scopelint.interp.setting_values import setting_text
from scopelint.model import Site
from scopelint.trace import UnreadParameter

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

NAMES: Final = frozenset({"reuse", "scope", "name", "variable_scope", "var_scope", "scope_name", "name_scope"})
"""What parameters are called that are to name or share variables."""

_LIVE: Final = frozenset({"locals", "vars", "eval", "exec"})


def candidates(code: ir.Function) -> tuple[str, ...]:
    """The parameters among `NAMES` that the body does not read; none where it may read all of them at once."""
    named = tuple(p.name for p in code.params if p.name in NAMES and p.kind in ("", "k"))
    if not named:
        return ()
    read: set[str] = set()
    for statement in code.body:
        _read(statement, read)
    return () if read & _LIVE else tuple(name for name in named if name not in read)


def _read(node: object, into: set[str]) -> None:
    if isinstance(node, ir.Name):
        into.add(node.id)
    elif isinstance(node, (tuple, list)):
        for item in node:
            _read(item, into)
    elif isinstance(node, msgspec.Struct):
        for field in node.__struct_fields__:
            _read(getattr(node, field), into)


def note(interp: Interpreter, function: FunctionObj, unread: tuple[str, ...], args: tuple[Value, ...], kwargs: dict[str, Value]) -> None:
    """Tell of each unread parameter for which this call of the user's gives a value other than the default."""
    path = function.module.path
    if path is None or not interp.stack or not interp.stack[-1].user:
        return
    positions = {p.name: i for i, p in enumerate(function.code.params)}
    for name in unread:
        given = kwargs.get(name, args[positions[name]] if positions[name] < len(args) else None)
        if given is None or given is False or given == function.defaults.get(name):
            continue
        site = Site(path, function.code.span)
        context = interp.machine.graphs.context()
        told = UnreadParameter(context, function.code.name, name, setting_text(given), site, function.cls is not None)
        interp.state.events.append(told)
