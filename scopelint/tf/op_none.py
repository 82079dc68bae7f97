"""What TensorFlow's ordinary ops do with None where they need a tensor: a gradient that does not exist, most of all.

Flows in: a canonical name and a call's arguments. Flows out: the error, and the names that the call has taken by then. The data lie in
`none_table.json`, which `tests/tf_ops/generate_none_table.py` writes by calling TensorFlow 2.15's `compat.v1`: function -> parameter ->
error and names, in the notation of `op_names.py`; `inputs[]` is about an item of a list. Knows no syntax.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from scopelint.domain.values import Value
from scopelint.tf import op_names, op_table
from scopelint.tf.objects import Name

MESSAGE: Final = "None values not supported."
"""framework/constant_op.py; what the other errors say depends on the op."""

_NOT_KNOWN: Final = "?"


class Refused(msgspec.Struct, frozen=True):
    """The exception that a call raises, and the names that it asks of the graph before."""

    exception: str
    requests: tuple[Name, ...]


def refused(canonical: str, arguments: Mapping[str, Value]) -> Refused | None:
    """What a call raises for the None among its arguments; None where TensorFlow takes it.

    Args:
        canonical: the function's name.
        arguments: what the call gives by parameter name, with lists as tuples.
    """
    places = [name + _ITEM * (value is not None) for name, value in arguments.items() if value is None or _holds_none(value)]
    if not places:
        return None
    entry = _of(canonical)
    answer = next((entry[place] for place in places if place in entry), None)
    if answer is None:
        return None
    exception, _, words = answer.partition(" ")
    spelled = op_names.spelled(canonical, arguments, words) if words != _NOT_KNOWN else op_names.NO_NAMES
    return Refused(exception, spelled.requests)


_ITEM: Final = "[]"


def _holds_none(value: Value) -> bool:
    return isinstance(value, tuple) and any(item is None for item in value)


def _of(canonical: str) -> Mapping[str, str]:
    identity = op_table.identity(canonical)
    return {} if identity is None else _table().get(identity, {})


@cache
def _table() -> dict[int, dict[str, str]]:
    data = Path(__file__).with_name("none_table.json").read_bytes()
    found = msgspec.json.decode(data, type=dict[str, dict[str, str]])
    return {identity: entry for name, entry in found.items() if (identity := op_table.identity(f"tensorflow.{name}")) is not None}
