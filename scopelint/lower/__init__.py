"""From a libcst tree to `ir.Module`: one walk by hand over the fields, whitespace never visited.

Flows in: what `parse` made of a file. Flows out: the IR, after which the tree can be dropped.
Syntax that the IR lacks becomes `ir.Opaque` or `ir.OpaqueStatement`; nothing else is left out but
annotations of results and type parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scopelint import ir
from scopelint.lower.blocks import statements
from scopelint.lower.compound import COMPOUND
from scopelint.lower.displays import DISPLAYS
from scopelint.lower.expressions import EXPRESSIONS
from scopelint.lower.functions import lambda_
from scopelint.lower.python2 import as_python2
from scopelint.lower.strings import (
    concatenated_string,
    formatted_string,
    simple_string,
    templated_string,
)
from scopelint.lower.walk import MAX_DEPTH, Handler, MisalignedError, Places, TranslatedWalk, Walk, by_name
from scopelint.model import Span
from scopelint.reading.tree import cst

__all__ = ["MAX_DEPTH", "lower"]

_EXPRESSIONS: Final[Mapping[type[cst.CSTNode], Handler]] = {
    **EXPRESSIONS,
    **DISPLAYS,
    cst.SimpleString: simple_string,
    cst.FormattedString: formatted_string,
    cst.ConcatenatedString: concatenated_string,
    cst.Lambda: lambda_,
    **by_name({"TemplatedString": templated_string}),
}


def lower(module: cst.Module, path: str, text: str, translation: Places | None = None) -> ir.Module:
    """Lower one file.

    Args:
        module: the tree, as libcst's parser made it.
        path: where the file lies; goes into the result as it is.
        text: the text that was parsed, in which positions are counted; a byte order mark does not count.
        translation: where `text` comes from, if it was translated from Python 2: places are told in the original, and expressions mean
            what they mean there.

    Returns:
        The module. Where the text is not that of the tree (a bug, or a syntax far newer than this tool), a module of one `OpaqueStatement`.
    """
    if translation is not None:
        try:
            return as_python2(_lower(module, path, text, translation))
        except (MisalignedError, IndexError, AssertionError):
            pass
    try:
        return _lower(module, path, text.removeprefix("\ufeff"))
    except (MisalignedError, IndexError, AssertionError) as error:
        reason = f"could not be lowered: {type(error).__name__}: {error}"
        return ir.Module(path, (ir.OpaqueStatement(reason, (), (), Span(1, 1, 1, 1)),), ())


def _lower(module: cst.Module, path: str, text: str, translation: Places | None = None) -> ir.Module:
    walk = Walk(text, _EXPRESSIONS, COMPOUND) if translation is None else TranslatedWalk(text, _EXPRESSIONS, COMPOUND, translation)
    body = statements(walk, module.body)
    if walk.bounds[walk.at] != len(text):
        raise MisalignedError("tokens are left over")
    return ir.Module(path, body, tuple(walk.scope.names))
