"""What expressions mean in Python 2, where that is not what they mean in Python 3.

Flows in: the IR of a module whose syntax was translated. Flows out: the same with other signs and calls: `/` is classic division, which
gives an integer for two integers; `map`, `filter` and `zip`, and the `keys`, `values` and `items` of a dict, give lists.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar

import msgspec

from scopelint import ir

_LISTS: Final = frozenset({"filter", "map", "zip"})
_VIEWS: Final = frozenset({"items", "keys", "values"})

_T = TypeVar("_T")


def as_python2(module: ir.Module) -> ir.Module:
    """The module as Python 2 runs it."""
    return _Meaning(set(module.local), _divides(module)).of(module)


def _divides(module: ir.Module) -> bool:
    """Whether `from __future__ import division` stands in the module."""
    return any(
        isinstance(statement, ir.ImportFrom)
        and statement.module == "__future__"
        and any(alias.name == "division" for alias in statement.names)
        for statement in module.body
    )


class _Meaning:
    def __init__(self, own: set[str], divides: bool) -> None:
        self._lists = _LISTS - own
        self._divides = divides

    def of(self, node: _T) -> _T:
        """A node, a tuple of nodes, or anything else, with all that lies in it."""
        found: Any = node
        if type(found) is tuple:
            items = tuple(self.of(one) for one in found)
            found = items if any(new is not old for new, old in zip(items, found, strict=True)) else found
        elif isinstance(node, ir.Node):
            fields = {name: getattr(node, name) for name in node.__struct_fields__}
            changed = {name: new for name, old in fields.items() if (new := self.of(old)) is not old}
            found = self._meant(msgspec.structs.replace(node, **changed) if changed else node)
        result: _T = found
        return result

    def _meant(self, node: ir.Node) -> ir.Node:
        match node:
            case ir.BinOp(op="/") | ir.AugAssign(op="/") if not self._divides:
                return msgspec.structs.replace(node, op=ir.CLASSIC_DIVISION)
            case ir.Call(func=ir.Name(id=name)) if name in self._lists:
                return ir.Call(ir.Name("list"), (node,), (), node.span)
            case ir.Call(func=ir.Attribute(attr=name), args=(), keywords=()) if name in _VIEWS:
                return ir.Call(ir.Name("list"), (node,), (), node.span)
            case _:
                return node
