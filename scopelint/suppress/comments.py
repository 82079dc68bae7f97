"""The comments of a file that suppress findings.

Flows in: the lines of a file. Flows out: `Comments`: directives, each with the lines that it covers, and comments that look like one and
are none. Must not import any stage.

A directive on a line of a statement covers the whole statement (of a compound one, its head). Only real comments count, not what strings
say. A file that Python cannot split into tokens (it is Python 2) is read line by line.
"""

from __future__ import annotations

import enum
import io
import re
import tokenize
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace

from scopelint.model import Span


class Kind(enum.Enum):
    """How a suppression is written."""

    NOQA = "noqa"
    IGNORE = "ignore"
    FILE = "file"
    DISABLE = "disable"


class Code(msgspec.Struct, frozen=True):
    """A code, the beginning of one, or the name of a rule, as a directive has it."""

    text: str

    def means(self, code: str, name: str) -> bool:
        """Whether the rule with this code and name is meant."""
        return code.startswith(self.text.upper()) or name == self.text


class Directive(msgspec.Struct, frozen=True):
    """A comment that suppresses findings.

    Attributes:
        kind: how it is written.
        codes: those that it names; None for all.
        span: its place, from its `#` to its last code.
        whole: the same with the reason that is given behind it: what goes if it is not needed.
        first: the first line that it covers.
        last: the last one.
        end: for DISABLE, both for the comment that ends it; None if its block does.
    """

    kind: Kind
    codes: tuple[Code, ...] | None
    span: Span
    whole: Span
    first: int
    last: int
    end: tuple[Span, Span] | None = None


class Comments(msgspec.Struct, frozen=True):
    """What a file's comments say.

    Attributes:
        directives: in the order of the file.
        malformed: places of comments that suppress nothing though they seem to, and why.
    """

    directives: tuple[Directive, ...] = ()
    malformed: tuple[tuple[Span, str], ...] = ()


_CODES: Final = r"[A-Za-z]+\d+(?:[\s,]+[A-Za-z]+\d+)*"
_NAMES: Final = r"[A-Za-z][\w-]*(?:[\s,]+[A-Za-z][\w-]*)*"
_COMMAS: Final = r"[A-Za-z][\w-]*(?:\s*,\s*[A-Za-z][\w-]*)*"
_NOQA: Final = re.compile(rf"#\s*noqa(?:\s*:\s*(?P<codes>{_CODES})(?![\w-])|(?P<empty>\s*:)|(?![\w:]))", re.IGNORECASE)
_OWN: Final = re.compile(
    rf"#\s*scopelint:\s*(?:(?P<verb>ignore|disable|enable)\[\s*(?P<codes>{_NAMES})?[\s,]*\]"
    rf"|(?P<file>noqa)(?:\s*:\s*(?P<file_codes>{_CODES}|{_COMMAS}))?\s*$)"
)
_NEARLY: Final = re.compile(r"#\s*scopelint\s*:", re.IGNORECASE)
_NEXT: Final = re.compile(r"\s+#\s*[A-Za-z]")
_WORTH_A_LOOK: Final = re.compile("noqa|scopelint", re.IGNORECASE)

_FOREVER: Final = 1 << 60


class _Comment(NamedTuple):
    """A comment: where it begins, and whether it has its line for itself."""

    line: int
    column: int
    text: str
    alone: bool

    def span(self, found: re.Match[str]) -> Span:
        return Span(self.line, self.column + found.start(), self.line, self.column + found.end())

    def spans(self, found: re.Match[str]) -> tuple[Span, Span]:
        """The place of a directive, without and with what is said behind it."""
        after = _NEXT.search(self.text, found.end())
        end = len(self.text.rstrip()) if after is None else after.start()
        return self.span(found), Span(self.line, self.column + found.start(), self.line, self.column + end)


class _Statement(NamedTuple):
    """The lines of a statement, or of a compound one's head, and the column that it begins in."""

    first: int
    last: int
    column: int


def read(lines: Sequence[str]) -> Comments:
    """What the comments of a file say."""
    if not any(map(_WORTH_A_LOOK.search, lines)):
        return Comments()
    try:
        comments, statements = _tokens(lines)
    except (tokenize.TokenError, SyntaxError):
        comments, statements = _by_line(lines), []
    return _Reader(statements).read(comments)


def last_line(lines: Sequence[str], line: int) -> int:
    """The line at whose end a comment about the statement on this line can stand."""
    around = _around(_statements(tuple(lines)), line)
    return line if around is None else around.last


@lru_cache(maxsize=4)  # findings come sorted by file
def _statements(lines: tuple[str, ...]) -> list[_Statement]:
    try:
        return _tokens(lines)[1]
    except (tokenize.TokenError, SyntaxError):
        return []


def _tokens(lines: Sequence[str]) -> tuple[list[_Comment], list[_Statement]]:
    comments: list[_Comment] = []
    statements: list[_Statement] = []
    start: tuple[int, int] | None = None
    for token in tokenize.generate_tokens(io.StringIO("\n".join([*lines, ""])).readline):
        line, column = token.start
        match token.type:
            case tokenize.COMMENT:
                comments.append(_Comment(line, column + 1, token.string, not lines[line - 1][:column].strip()))
            case tokenize.NEWLINE:
                if start is not None:
                    statements.append(_Statement(start[0], line, start[1] + 1))
                start = None
            case tokenize.NL | tokenize.INDENT | tokenize.DEDENT | tokenize.ENDMARKER:
                pass
            case _:
                start = start or token.start
    return comments, statements


def _by_line(lines: Sequence[str]) -> list[_Comment]:
    found = ((number, line, line.find("#")) for number, line in enumerate(lines, 1))
    return [_Comment(number, at + 1, line[at:], not line[:at].strip()) for number, line, at in found if at >= 0]


def _around(statements: Sequence[_Statement], line: int) -> _Statement | None:
    """The statement that has this line."""
    index = bisect_left([statement.last for statement in statements], line)
    return statements[index] if index < len(statements) and statements[index].first <= line else None


class _Reader:
    """Reads the comments of one file in order.

    Args:
        statements: its statements, in order.
    """

    def __init__(self, statements: Sequence[_Statement]) -> None:
        self._statements = statements
        self._found: list[Directive] = []
        self._malformed: list[tuple[Span, str]] = []

    def read(self, comments: Sequence[_Comment]) -> Comments:
        opened: list[tuple[_Comment, Directive]] = []
        for comment in comments:
            for found in _NOQA.finditer(comment.text):
                self._noqa(comment, found)
            found_own = _OWN.search(comment.text)
            if found_own is not None:
                self._own(comment, found_own, opened)
            elif (nearly := _NEARLY.search(comment.text)) is not None:
                self._wrong(comment, nearly, "ignore[...], disable[...], enable[...] or noqa is wanted")
        self._found += (directive for _, directive in opened)
        return Comments(tuple(sorted(self._found, key=lambda one: one.span)), tuple(sorted(self._malformed)))

    def _noqa(self, comment: _Comment, found: re.Match[str]) -> None:
        if found["empty"] is not None:
            self._wrong(comment, found, "codes are wanted after the colon")
            return
        self._found.append(Directive(Kind.NOQA, _listed(found["codes"]), *comment.spans(found), *self._lines(comment.line)))

    def _own(self, comment: _Comment, found: re.Match[str], opened: list[tuple[_Comment, Directive]]) -> None:
        spans = comment.spans(found)
        if found["file"] is not None:
            if comment.alone:
                self._found.append(Directive(Kind.FILE, _listed(found["file_codes"]), *spans, 1, _FOREVER))
            else:
                self._wrong(comment, found, "it holds for the whole file, and has to stand on a line of its own")
            return
        codes = _listed(found["codes"])
        if codes is None:
            self._wrong(comment, found, "codes are wanted between the brackets")
        elif found["verb"] == "ignore":
            self._found.append(Directive(Kind.IGNORE, codes, *spans, *self._lines(comment.line, comment.alone)))
        elif not comment.alone:
            self._wrong(comment, found, "it has to stand on a line of its own")
        elif found["verb"] == "disable":
            opened.append((comment, Directive(Kind.DISABLE, codes, *spans, comment.line, self._end_of_block(comment))))
        else:
            self._enable(comment, found, codes, opened)

    def _enable(self, comment: _Comment, found: re.Match[str], codes: tuple[Code, ...], opened: list[tuple[_Comment, Directive]]) -> None:
        """Ends the last `disable` that names the same codes, in whatever order, and has not ended with its block."""
        for index in reversed(range(len(opened))):
            _, directive = opened[index]
            if directive.codes is not None and set(directive.codes) == set(codes) and directive.last >= comment.line:
                del opened[index]
                self._found.append(replace(directive, last=comment.line, end=comment.spans(found)))
                return
        self._wrong(comment, found, "nothing that names these codes is disabled here")

    def _wrong(self, comment: _Comment, found: re.Match[str], reason: str) -> None:
        self._malformed.append((comment.span(found), reason))

    def _lines(self, line: int, alone: bool = False) -> tuple[int, int]:
        """The lines of the statement that a comment belongs to; `alone`: else of the next one."""
        around = _around(self._statements, line)
        if around is None and alone:
            around = next((statement for statement in self._statements if statement.first > line), None)
            return (line, line) if around is None else (line, around.last)
        return (line, line) if around is None else (around.first, around.last)

    def _end_of_block(self, comment: _Comment) -> int:
        """The last line before the first statement that is indented less than a comment."""
        outer = (s for s in self._statements if s.first > comment.line and s.column < comment.column)
        return next((statement.first - 1 for statement in outer), _FOREVER)


def _listed(codes: str | None) -> tuple[Code, ...] | None:
    return None if codes is None else tuple(map(Code, re.split(r"[\s,]+", codes)))


def without(text: str, codes: Iterable[str]) -> str:
    """A directive's text without some of its codes."""
    for code in codes:
        text = re.sub(rf"(?<![\w-]){re.escape(code)}(?![\w-])[\s,]*|[\s,]*(?<![\w-]){re.escape(code)}(?=\s*\]|$)", "", text, count=1)
    return text
