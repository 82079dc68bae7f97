"""What rules propose, made into edits of the text.

Flows in: diagnostics with a `Repair`, whose rewrites name calls by their place and arguments by their name. Flows out: the same with a
`Fix`, all of whose edits are known to fit the text; or without one, where a call is written in a way that a rewrite does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from scopelint.fix.buffer import Buffer, overlap
from scopelint.fix.entering import entered, wrapped
from scopelint.fix.syntax import Argument, Call, Syntax
from scopelint.model import Change, Diagnostic, Edit, Fix, Repair, Rewrite

Text = Callable[[str], "str | None"]
"""The text of a file, by the path that diagnostics have."""

Fits = Callable[[str, Sequence[Edit]], bool]
"""Whether a file can be changed so: in a notebook, only within a cell, and not where a cell has something that is no Python."""


class Misfit(Exception):
    """A rewrite does not fit what is written there."""


def proposed(diagnostics: Iterable[Diagnostic], text: Text, fits: Fits = lambda path, edits: True) -> list[Diagnostic]:
    """The diagnostics, with a fix where their rule proposes one that fits the text.

    Args:
        text: the text of a file, by its path; None if it is not to be changed.
        fits: whether a file can be changed so.
    """
    known: dict[str, Syntax | None] = {}
    return [d if d.repair is None else replace(d, fix=_fix(d.repair, d.site.path, text, fits, known)) for d in diagnostics]


def _fix(repair: Repair, path: str, text: Text, fits: Fits, known: dict[str, Syntax | None]) -> Fix | None:
    if path not in known:
        source = text(path)
        known[path] = None if source is None else Syntax(Buffer(source))
    syntax = known[path]
    if syntax is None or any(rewrite.site.path != path for rewrite in repair.rewrites):
        return None
    try:
        edits = sorted({edit for rewrite in repair.rewrites for edit in _edits(rewrite, syntax)}, key=lambda edit: edit.span)
    except Misfit:
        return None
    if not edits or overlap(edits) or not fits(path, edits):
        return None
    return Fix(repair.message, repair.applicability, tuple(edits))


def _edits(rewrite: Rewrite, syntax: Syntax) -> Iterator[Edit]:
    buffer = syntax.buffer
    if rewrite.change is Change.DELETE:
        yield _deleted(*buffer.bounds(rewrite.site.span), buffer)
        return
    if rewrite.change is Change.REPLACE:
        yield buffer.edit(*buffer.bounds(rewrite.site.span), rewrite.text)
        return
    call = syntax.call(rewrite.site.span)
    if call is None or (rewrite.callees and call.callee not in rewrite.callees):
        raise Misfit
    match rewrite.change:
        case Change.CALLEE:
            if call.owner is None or not syntax.names_module(call.owner, _TENSORFLOW):
                raise Misfit  # another name would have to be imported
            yield buffer.edit(*call.name, rewrite.text)
        case Change.RENAME:
            yield from _renamed(call, rewrite, buffer)
        case Change.SET:
            yield from _set(call, rewrite, syntax)
        case Change.DROP:
            yield from _dropped(call, rewrite, buffer)
        case Change.ORDER:
            yield from _ordered(call, rewrite, buffer)
        case Change.ENTER:
            yield from _or_misfit(entered(call, syntax))
        case Change.WRAP:
            module = syntax.alias(_TENSORFLOW)
            if module is None:
                raise Misfit
            yield from _or_misfit(wrapped(call, rewrite.text.replace(_MODULE, module), syntax))


def _or_misfit(edits: list[Edit] | None) -> list[Edit]:
    if edits is None:
        raise Misfit
    return edits


def _deleted(start: int, end: int, buffer: Buffer) -> Edit:
    """Without the blanks before it; without its line, if nothing else is on it."""
    text = buffer.text
    while start > buffer.line_start(start) and text[start - 1] in " \t\f":
        start -= 1
    if start == buffer.line_start(start) and not text[end : buffer.line_end(end)].strip():
        end = buffer.next_line(end)
    return buffer.edit(start, end, "")


def _renamed(call: Call, rewrite: Rewrite, buffer: Buffer) -> Iterator[Edit]:
    """Nothing, where the argument is given by its position or not at all."""
    if any(a.starred and buffer.text.startswith("**", a.start) for a in call.arguments):
        raise Misfit
    for argument in call.arguments:
        if argument.keyword == rewrite.argument:
            yield buffer.edit(argument.start, argument.start + len(rewrite.argument), rewrite.text)


def _set(call: Call, rewrite: Rewrite, syntax: Syntax) -> Iterator[Edit]:
    buffer = syntax.buffer
    text = rewrite.text
    if _MODULE in text:
        text = text.replace(_MODULE, _module(call, syntax))
    argument = call.argument(rewrite.argument, rewrite.position)
    if argument is not None:
        if argument.keyword is None and call.starred:
            raise Misfit
        yield buffer.edit(argument.value, argument.end, text)
    elif call.starred:
        raise Misfit  # it may be among what is unpacked
    else:
        yield from _added(call, f"{rewrite.argument}={text}", buffer)


_MODULE: Final = "{module}"
_TENSORFLOW: Final = re.compile(r"tensorflow(\.compat\.v1)?")
_SCOPES: Final = re.compile(rf"{_TENSORFLOW.pattern}|tensorflow\.python\.ops\.variable_scope")


def _module(call: Call, syntax: Syntax) -> str:
    """What a program writes before the names of TensorFlow."""
    owned = call.owner is not None and syntax.names_module(call.owner, _SCOPES)
    module = call.owner if owned else syntax.alias(_TENSORFLOW)
    if module is None:
        raise Misfit
    return module


def _added(call: Call, text: str, buffer: Buffer) -> Iterator[Edit]:
    """The argument at the end; on a line of its own where the last one has one."""
    if not call.arguments:
        yield buffer.edit(call.opening + 1, call.opening + 1, text)
        return
    last, comma = call.arguments[-1], call.commas[-1]
    start = buffer.line_start(last.start)
    indent = buffer.text[start : last.start]
    if indent.strip() or start <= call.opening:
        yield buffer.edit(last.end, last.end, f", {text}")
        return
    line_end = buffer.line_end(last.end if comma is None else comma)
    if line_end > call.closing:
        yield buffer.edit(last.end, last.end, f",\n{indent}{text}")
        return
    if comma is None and line_end == last.end:
        yield buffer.edit(last.end, last.end, f",\n{indent}{text}")
        return
    if comma is None:
        yield buffer.edit(last.end, last.end, ",")
    yield buffer.edit(line_end, line_end, f"\n{indent}{text}" + ("" if comma is None else ","))


def _dropped(call: Call, rewrite: Rewrite, buffer: Buffer) -> Iterator[Edit]:
    argument = call.argument(rewrite.argument, rewrite.position)
    if argument is None or (argument.keyword is None and (argument is not call.positional[-1] or call.starred)):
        raise Misfit
    number = call.arguments.index(argument)
    comma = call.commas[number]
    before = call.commas[number - 1] if number else None
    text = buffer.text
    end = argument.end if comma is None else comma + 1
    line_start, line_end = buffer.line_start(argument.start), buffer.line_end(end)
    if not text[line_start : argument.start].strip() and not text[end:line_end].strip():
        yield buffer.edit(line_start, buffer.next_line(end), "")  # the lines that it has for itself
    elif before is not None and not text[before + 1 : argument.start].strip():
        yield buffer.edit(before, argument.end, "")
    elif comma is not None:
        while text[end] in " \t":
            end += 1
        yield buffer.edit(argument.start, end, "")
    else:
        yield buffer.edit(argument.start, argument.end, "")


def _ordered(call: Call, rewrite: Rewrite, buffer: Buffer) -> Iterator[Edit]:
    """Positional arguments in their new order; one that comes to stand after a gap gets its name."""
    if call.starred:
        raise Misfit
    names = rewrite.argument.split()
    order = [int(number) for number in rewrite.text.split()]
    given = call.positional
    moved: list[str] = []
    gap = False
    for name, old in zip(names, order, strict=True):
        if old < len(given):
            value = buffer.text[given[old].start : given[old].end]
            moved.append(f"{name}={value}" if gap else value)
        else:
            gap = True
    slots: list[Argument] = list(given[: len(order)])
    if gap and len(given) > len(order):
        raise Misfit
    for slot, value in zip(slots, moved, strict=True):
        if buffer.text[slot.start : slot.end] != value:
            yield buffer.edit(slot.start, slot.end, value)
