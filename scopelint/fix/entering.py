"""Statements that come inside a `with`: the rest of a block after a call that makes a scope, or one statement.

Flows in: a call and the syntax around it. Flows out: edits: the `with`, and a step of indentation for each line that comes inside, but for
those that begin in a string.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scopelint.fix.buffer import Buffer
from scopelint.fix.syntax import Call, Statement, Syntax
from scopelint.model import Edit


def entered(call: Call, syntax: Syntax) -> list[Edit] | None:
    """The statement, which is the call or assigns it to a name, becomes a `with` around the rest of its block.

    None where it is another statement, nothing comes after it, or it shares its line with others.
    """
    buffer = syntax.buffer
    statement = syntax.statement(call)
    if statement is None or statement.last is None or not _alone(statement, buffer):
        return None
    before, after = buffer.text[statement.start : call.start], buffer.text[call.end : statement.end]
    assigned = _ASSIGNED.fullmatch(before)
    if after or (before and assigned is None):
        return None
    head = buffer.edit(statement.start, call.start, "with ")
    tail = ":" if assigned is None else f" as {assigned['name']}:"
    inside = range(buffer.place(statement.end)[0] + 1, buffer.place(statement.last)[0] + 1)
    return [head, buffer.edit(call.end, call.end, tail), *_indented(inside, _step(statement, buffer), syntax)]


def wrapped(call: Call, manager: str, syntax: Syntax) -> list[Edit] | None:
    """The statement that the call is in, inside `with manager:`; None where it has a block or shares its line with others."""
    buffer = syntax.buffer
    statement = syntax.statement(call)
    if statement is None or not _alone(statement, buffer):
        return None
    indent = buffer.text[buffer.line_start(statement.start) : statement.start]
    step = _step(statement, buffer)
    head = buffer.edit(statement.start, statement.start, f"with {manager}:\n{indent}{step}")
    return [head, *_indented(range(buffer.place(statement.start)[0] + 1, buffer.place(statement.end)[0] + 1), step, syntax)]


_ASSIGNED: Final = re.compile(r"(?P<name>[^\W\d]\w*)[ \t]*=[ \t]*")


def _alone(statement: Statement, buffer: Buffer) -> bool:
    """Whether a statement has its lines for itself, but for a comment."""
    before = buffer.text[buffer.line_start(statement.start) : statement.start]
    after = buffer.text[statement.end : buffer.line_end(statement.end)].strip()
    return not before.strip() and (not after or after.startswith("#"))


def _indented(lines: range, step: str, syntax: Syntax) -> Iterator[Edit]:
    buffer = syntax.buffer
    inside_strings = syntax.inside_strings
    for number in lines:
        line = buffer.line(number)
        if line.strip() and number not in inside_strings:
            at = buffer.offset(number, len(line) - len(line.lstrip()) + 1)
            yield buffer.edit(at, at, step)


_DEEPER: Final = re.compile(
    r"^(?:async|class|def|for|if|try|while|with)\b[^\r\n]*:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))*(?P<step>[ \t]+)\S",
    re.MULTILINE,
)


def _step(statement: Statement, buffer: Buffer) -> str:
    """One step of indentation, as the file has it: that of its first block at the outermost level, or the tabs that are there."""
    if "\t" in buffer.text[buffer.line_start(statement.start) : statement.start]:
        return "\t"
    found = _DEEPER.search(buffer.text)
    return "    " if found is None else found["step"]
