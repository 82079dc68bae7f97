"""Which names a call of an ordinary op takes from the graph.

Flows in: a canonical name and the call's arguments. Flows out: `Names`: what TensorFlow asks of
`Graph.unique_name` in the scope that is open at the call, in order. Ops below a scope of the call's own are not
listed: they collide with nothing outside it. A taken name matters because the next op, scope or
`tf.Variable` of that name is called `name_1`. Knows no syntax.

Most calls are described in `op_table.json` by words: `Const *Mean` asks for `Const` and then for
`Mean`, which an explicit `name=` replaces; `*moments>Squeeze,Squeeze_1` returns the ops
`moments/Squeeze` and `moments/Squeeze_1`. What depends on the arguments is in `op_name_rules.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Protocol

from scopelint.domain.names import SymStr, Text
from scopelint.domain.values import Unknown, Value
from scopelint.tf import op_name_rules, op_table
from scopelint.tf.objects import Name, Tensor
from scopelint.tf.op_name_calls import NAME_RULES, NO_NAMES, UNKNOWN_NAMES, NameCall, NameRule, Names

__all__ = ["NO_NAMES", "UNKNOWN_NAMES", "Names", "NamesInUse", "take", "taken"]

_RULES = op_name_rules
"""The module whose import fills the registry."""


class NamesInUse(Protocol):
    """The part of the scope machine that knows which names a graph has in use."""

    def take_op(self, name: Text | Unknown | None, default: str) -> Name:
        """The full name under which a new op is made."""
        ...


def take(
    graph: NamesInUse, canonical: str, arguments: Mapping[str, Value], name: Value = None, default: str | None = None
) -> Name | None:
    """Takes from the graph what a call takes, in order.

    Args:
        graph: whose names are taken, in the scope that is open.
        canonical: the op's name; `arguments` are the call's by parameter name, without defaults.
        name: the explicit name, where `arguments` do not hold it.
        default: the name that is taken instead of all others where there is no explicit one (operators).

    Returns:
        The name of the op that makes the (first) result, None where it is not known.
    """
    if default is not None:
        found = taken(canonical, arguments) if canonical in _NAMED_BY_RULE else Names((default,), 0)
    else:
        found = taken(canonical, {**arguments, "name": name} if name is not None else arguments)
    full = tuple(graph.take_op(request, str(request)) for request in found.requests)
    if isinstance(found.passed, Tensor):
        return found.passed.name
    return found.result_name(full)


_NAMED_BY_RULE = frozenset({"tensorflow.Tensor.__getitem__"})


def taken(canonical: str, arguments: Mapping[str, Value]) -> Names:
    """The names that calling `canonical` with `arguments` (by parameter name, defaults left out) takes."""
    words = op_table.default_names(canonical)
    signature = op_table.lookup(canonical)
    parameter = signature.name_parameter if signature is not None else "name"
    explicit = arguments.get(parameter) if parameter is not None else None
    if explicit is not None and not isinstance(explicit, (str, SymStr, Unknown)):
        explicit = Unknown(("name", object()), "name", "is no string")
    rule = _rule(canonical)
    call = NameCall(canonical, arguments, explicit, words.removeprefix("~"))
    if rule is not None:
        try:
            return rule(call)
        except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError):
            return replace(call.spell(call.words), complete=False)
    if signature is not None and signature.kind is op_table.OpKind.PYTHON:
        return NO_NAMES
    if not words:
        return UNKNOWN_NAMES if explicit is None else Names((explicit,), 0, None, complete=False)
    found = call.spell(call.words) if words != "-" else NO_NAMES
    return replace(found, complete=not words.startswith("~"))


@cache
def _rule(canonical: str) -> NameRule | None:
    name = canonical.removeprefix("tensorflow.").removeprefix("compat.v1.")
    if name in NAME_RULES:
        return NAME_RULES[name]
    identity = op_table.identity(canonical)
    return None if identity is None else _by_identity().get(identity)


@cache
def _by_identity() -> dict[int, NameRule]:
    found: dict[int, NameRule] = {}
    for name, rule in NAME_RULES.items():
        identity = op_table.identity(f"tensorflow.{name}")
        if identity is not None:
            found.setdefault(identity, rule)
    return found
