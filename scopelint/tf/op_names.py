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
from functools import cache
from typing import Final, Protocol

from msgspec.structs import replace

from scopelint.domain.names import SymStr, Text
from scopelint.domain.values import MISSING, Unknown, Value
from scopelint.tf import op_name_results, op_name_rules, op_names_tensorflow1, op_table
from scopelint.tf.objects import Name, Tensor
from scopelint.tf.op_name_calls import NAME_RULES, NO_NAMES, TENSORFLOW1_RULES, UNKNOWN_NAMES, NameCall, NameRule, Names

__all__ = ["NO_NAMES", "UNKNOWN_NAMES", "Names", "NamesInUse", "take", "taken"]

_RULES = (op_name_rules, op_name_results, op_names_tensorflow1)
"""The modules whose import fills the registry."""


class NamesInUse(Protocol):
    """The part of the scope machine that knows which names a graph has in use."""

    def take_op(self, name: Text | Unknown | None, default: str) -> Name:
        """The full name under which a new op is made."""
        ...


def take(graph: NamesInUse, canonical: str, arguments: Mapping[str, Value], name: Value = None, default: str | None = None) -> Name | None:
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


def taken(canonical: str, arguments: Mapping[str, Value], *, tensorflow1: bool = False) -> Names:
    """The names that calling `canonical` with `arguments` (by parameter name, defaults left out) takes, under 2.15 or under 1.15."""
    words = op_table.default_names(canonical)
    signature = op_table.lookup(canonical)
    older = _rule(canonical, tensorflow1=True) if tensorflow1 else None
    rule = older or _rule(canonical)
    call = NameCall(canonical, arguments, _explicit(canonical, arguments), words.removeprefix("~"))
    early = () if older is not None else _early(call)
    if rule is not None:
        try:
            return _after(early, rule(call))
        except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError):
            return replace(call.spell(call.words), complete=False)
    if signature is not None and signature.kind is op_table.OpKind.PYTHON:
        return NO_NAMES
    if not words:
        return UNKNOWN_NAMES if call.explicit is None else Names((call.explicit,), 0, None, complete=False)
    found = _after(early, call.spell(call.words) if words != "-" else NO_NAMES)
    sure = not words.startswith("~") or bool(_early_parameters(canonical))
    return found if sure else replace(found, complete=False)


def spelled(canonical: str, arguments: Mapping[str, Value], words: str) -> Names:
    """The names that `words` describe in a call of `canonical`."""
    return NameCall(canonical, arguments, _explicit(canonical, arguments), words).spell(words)


def _explicit(canonical: str, arguments: Mapping[str, Value]) -> Name | None:
    """The name that a call gives the op."""
    signature = op_table.lookup(canonical)
    parameter = signature.name_parameter if signature is not None else "name"
    explicit = arguments.get(parameter) if parameter is not None else None
    if explicit is not None and not isinstance(explicit, (str, SymStr, Unknown)):
        return Unknown(("name", object()), "name", "is no string")
    return explicit


def takes_parts(canonical: str, parameter: str) -> bool:
    """Whether a call goes through the parts of a partitioned variable one by one; else it makes one tensor of it."""
    return parameter in _BY_PARTS.get(canonical.removeprefix("tensorflow."), ())


_BY_PARTS: Final = {
    "nn.embedding_lookup": ("params",),
    "nn.embedding_lookup_sparse": ("params",),
    "nn.safe_embedding_lookup_sparse": ("embedding_weights",),
    "nn.nce_loss": ("weights", "biases"),
    "nn.sampled_softmax_loss": ("weights", "biases"),
    "assign": ("ref",),
    "assign_add": ("ref",),
    "assign_sub": ("ref",),
    "group": ("inputs",),
}

_CONVERTED_EARLY: Final = {
    "sign": {"x": "Const"},
    "round": {"x": "x"},
    "complex": {"real": "real", "imag": "imag"},
    "unstack": {"value": "Const"},
    "nn.swish": {"features": "features"},
    "nn.softmax": {"logits": "Const"},
    "nn.log_softmax": {"logits": "Const"},
    "nn.convolution": {"input": "convolution_internal"},
    "nn.atrous_conv2d": {"value": "convolution_internal"},
    "nn.fused_batch_norm": {"x": "input", "scale": "scale", "offset": "offset"},
    "image.convert_image_dtype": {"image": "image"},
    "train.piecewise_constant": {"x": "Const"},
}
"""Ops that convert Python values before they open a scope: parameters, and the names of the constants."""


def _early(call: NameCall) -> tuple[Name, ...]:
    """The names of the constants that Python arguments become outside of the op's scope."""
    parameters = _early_parameters(call.canonical)
    if not parameters or ("value" in parameters and call.has("num")):
        return ()
    words = (op_name_rules.conversion_words(call.value(p), name) for p, name in parameters.items())
    return tuple(word for found in words for word in found)


def _after(early: tuple[Name, ...], names: Names) -> Names:
    """The names with others before them; a call that takes none returns the last of those."""
    if not early:
        return names
    if not names.requests and names.passed is MISSING:
        return Names(early, len(early) - 1, complete=names.complete)
    result = None if names.result is None else names.result + len(early)
    return replace(names, requests=early + names.requests, result=result)


@cache
def _early_parameters(canonical: str) -> dict[str, str]:
    wanted = op_table.identity(canonical)
    for name, parameters in _CONVERTED_EARLY.items():
        if canonical == f"tensorflow.{name}" or (wanted is not None and op_table.identity(f"tensorflow.{name}") == wanted):
            return parameters
    return {}


@cache
def _rule(canonical: str, *, tensorflow1: bool = False) -> NameRule | None:
    name = canonical.removeprefix("tensorflow.").removeprefix("compat.v1.")
    rules = TENSORFLOW1_RULES if tensorflow1 else NAME_RULES
    if name in rules:
        return rules[name]
    identity = op_table.identity(canonical)
    return None if identity is None else _by_identity(tensorflow1).get(identity)


@cache
def _by_identity(tensorflow1: bool) -> dict[int, NameRule]:
    found: dict[int, NameRule] = {}
    for name, rule in (TENSORFLOW1_RULES if tensorflow1 else NAME_RULES).items():
        identity = op_table.identity(f"tensorflow.{name}")
        if identity is not None:
            found.setdefault(identity, rule)
    return found
