"""From the bytes of a file to libcst's tree, or to a failure that says where and why.

Flows in: bytes. Flows out: `ParsedModule` or `ParseFailure`; nothing is raised, and no input brings the process down. The only stage, with
`lower`, that knows libcst's tree (`tree`).
"""

from __future__ import annotations

import ast
import codecs
import gc
import io
import re
import tokenize
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

import msgspec

from scopelint.model import ParseFailure
from scopelint.reading import nesting
from scopelint.reading.coding import CODING_LINE, coding
from scopelint.reading.python2 import habits

if TYPE_CHECKING:
    from scopelint.reading.python2.translate import Translation
    from scopelint.reading.tree import cst

__all__ = ["ParseFailure", "ParsedModule", "parse"]


class ParsedModule(msgspec.Struct, frozen=True):
    """A file's tree, the text it was made from (without a byte order mark), and the path it is known by.

    Every token of the tree stands at its line and column of the text. `translation` says where that text comes from, if it was Python 2.
    """

    module: cst.Module
    text: str
    path: str
    translation: Translation | None = None


def parse(source: bytes, path: str, *, python_2: bool = False) -> ParsedModule | ParseFailure:
    """Parse one file.

    Args:
        source: the file's bytes; a coding line (PEP 263) or a byte order mark says how to read them, else they are UTF-8.
        path: what the result and its failures call the file.
        python_2: whether a file that is not Python 3 is read as Python 2.
    """
    text = decode(source, path)
    if isinstance(text, ParseFailure):
        return text
    found = _parsed(text, path)
    if not python_2 or not isinstance(found, ParseFailure):
        return found
    from scopelint.reading.python2.translate import translate

    translation = translate(text)
    again = _parsed(translation.text, path)
    if isinstance(again, ParsedModule):
        return msgspec.structs.replace(again, translation=translation)
    return _in_original(again, translation)


def _in_original(failure: ParseFailure, translation: Translation) -> ParseFailure:
    """The same failure at its place in the Python 2 text."""
    before = split_lines(translation.text)[: failure.line]
    offset = sum(len(line) + 1 for line in before[:-1]) + failure.column - 1
    lines = split_lines(translation.original[: translation.place(offset)])
    reason = failure.reason.replace("not valid Python 3: ", "not valid Python 2 either: ")
    return ParseFailure(failure.path, len(lines), len(lines[-1]) + 1, reason)


def _parsed(text: str, path: str) -> ParsedModule | ParseFailure:
    deep = nesting.too_deep(text)
    if deep is not None:
        return _explain(text, path, (deep.line, 1), deep.reason)
    from scopelint.reading.tree import cst  # a run on unchanged files does without

    try:
        with _no_gc():
            module = cst.parse_module(_empty_continuations_blanked(text))
    except cst.ParserSyntaxError as error:
        return _explain(text, path, _position(error))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # noqa: BLE001 -- a panic of libcst's Rust parser is no Exception
        return ParseFailure(path, 1, 1, f"the parser gave up: {type(error).__name__}: {error}")
    handler = _python_2_handler(text)
    if handler is not None:
        return ParseFailure(path, *handler, "`except X, e:`, which is Python 2", habits.ADVICE)
    return ParsedModule(module, text, path)


def _python_2_handler(text: str) -> tuple[int, int] | None:
    """Line and column of the class in the first `except X, e:`, which since Python 3.14 is syntax again, of another meaning: two classes.

    A class of exceptions begins with a capital letter, or is dotted; the name that Python 2 binds is a plain one of small letters.
    """
    if _BINDING_HANDLER.search(text) is None:
        return None
    with suppress(tokenize.TokenError, SyntaxError):
        for token in tokenize.generate_tokens(io.StringIO(text, newline=None).readline):
            if token.type == tokenize.NAME and token.string == "except":
                found = _BINDING_HANDLER.match(token.line[token.start[1] :])
                if found is not None:
                    return token.start[0], token.start[1] + found.start("class") + 1
    return None


_BINDING_HANDLER: Final = re.compile(r"except\s+(?P<class>[\w.]+)\s*,\s*[a-z_][a-z_0-9]*\s*:")


def _empty_continuations_blanked(text: str) -> str:
    """The text with a space for each backslash that stands alone in its line and continues nothing: libcst loses such a line.

    Every line and column stays; a text that Python cannot cut into tokens is left as it is.
    """
    if not any(end in text for end in _BACKSLASH_AT_END) or _LONE_BACKSLASH.search(text) is None:
        return text
    lines = _LINE_END_KEPT.split(text)  # each second one is a line's end
    try:
        taken = _lines_of_tokens(text)
    except (tokenize.TokenError, SyntaxError):
        return text
    continued = False
    for at in range(0, len(lines), 2):
        if not continued and at // 2 + 1 not in taken and lines[at].strip(" \t\f") == "\\":
            lines[at] = lines[at].replace("\\", " ")
        continued = lines[at].endswith("\\")
    return "".join(lines)


def _lines_of_tokens(text: str) -> set[int]:
    """The lines (from 1) on which a token stands that is more than white space; of a text of several lines, all.

    Raises:
        SyntaxError, tokenize.TokenError: the text is not Python.
    """
    found: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text, newline=None).readline):
        if token.string.strip():
            found.update(range(token.start[0], token.end[0] + 1))
    return found


_BACKSLASH_AT_END: Final = ("\\\n", "\\\r")
_LONE_BACKSLASH: Final = re.compile(r"(?:\A|[\r\n])[ \t\f]*\\[\r\n]")
_LINE_END_KEPT: Final = re.compile(r"(\r\n|\r|\n)")


def decode(source: bytes, path: str) -> str | ParseFailure:
    """The text of a file, as Python's own reader decodes it."""
    if b"\0" in source:
        line, column = _place(source, source.index(b"\0"))
        return ParseFailure(path, line, column, _null_byte_reason(source))
    try:
        encoding = coding(source)
    except SyntaxError as error:
        return _undecodable(source, path, str(error))
    body = source.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        line, column = _place(body, error.start)
        reason = f"byte 0x{body[error.start]:02x} is not {encoding.upper()}"
        return ParseFailure(path, line, column, reason, _CODING_ADVICE)
    except (LookupError, UnicodeError, TypeError, ValueError) as error:  # codecs that are not for text ("hex"), or broken
        return ParseFailure(path, 1, 1, f"the encoding {encoding!r} cannot be used: {error}")
    found = _NO_SOURCE.search(text)
    if found is not None:
        lines = split_lines(text[: found.start()])
        reason = f"the encoding {encoding!r} gives U+{ord(found[0]):04X} here, which Python source cannot contain"
        return ParseFailure(path, len(lines), len(lines[-1]) + 1, reason)
    return text


_NO_SOURCE: Final = re.compile(r"[\x00\ud800-\udfff]")

_CODING_ADVICE: Final = "save the file as UTF-8, or say its encoding in the first line: `# -*- coding: latin-1 -*-`"


def _undecodable(source: bytes, path: str, message: str) -> ParseFailure:
    """What `coding` refuses: an unknown encoding, or no coding line and a first or second line that is not UTF-8."""
    try:
        source.decode("utf-8")
    except UnicodeDecodeError as error:
        if "unknown encoding" not in message:
            line, column = _place(source, error.start)
            reason = f"byte 0x{source[error.start]:02x} is not UTF-8, and no coding line names another encoding"
            return ParseFailure(path, line, column, reason, _CODING_ADVICE)
    if source.startswith(codecs.BOM_UTF8):
        message = "the coding line contradicts the byte order mark before it, which says UTF-8"
    line = 1 if CODING_LINE.match(source.removeprefix(codecs.BOM_UTF8)) else 2
    return ParseFailure(path, line, 1, message, "name an encoding that Python knows, such as `utf-8` or `latin-1`")


def _null_byte_reason(source: bytes) -> str:
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "the file is UTF-16, which Python does not read"
    return "a null byte, which Python source cannot contain"


def _place(source: bytes, offset: int) -> tuple[int, int]:
    """Line and column, 1-based, of a byte; bytes that are not UTF-8 count as one character each."""
    before = source[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line_start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[line_start:].decode("utf-8", "replace")) + 1


def _position(error: cst.ParserSyntaxError) -> tuple[int, int]:
    """Where libcst stopped. The text has the better position: the attributes are those of the enclosing statement."""
    found = _AT.search(error.message)
    return (int(found[1]), int(found[2])) if found else (error.raw_line, error.raw_column + 1)


def split_lines(text: str) -> list[str]:
    """The lines of a source text, as Python counts them (`str.splitlines` knows more line ends than Python does)."""
    return _LINE_END.split(text)


_LINE_END: Final = re.compile(r"\r\n|\r|\n")

_AT: Final = re.compile(r"error at (\d+):(\d+)")


def _explain(text: str, path: str, stopped: tuple[int, int], deep: str | None = None) -> ParseFailure:
    """Say what is wrong in Python's own words, which name the cause; a habit of Python 2 goes before them.

    Args:
        stopped: line and column where the parser, or the look before it, gave up.
        deep: what to say when Python itself sees no syntax error.
    """
    line, column, reason = (*stopped, "invalid syntax")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
        if deep is None:
            return ParseFailure(path, *stopped, "Python reads this, but libcst, which scopelint reads files with, does not")
    except SyntaxError as error:
        if "too many" not in error.msg:
            deep = None
        line, column = error.lineno or line, error.offset or column
        reason = _REASONS.get(type(error), error.msg)
    except (ValueError, RecursionError, MemoryError):
        pass
    if deep is not None:
        return ParseFailure(path, stopped[0], stopped[1], deep)
    lines = split_lines(text)
    line = max(1, min(line, len(lines)))
    habit = habits.habit(lines[line - 1], reason)
    if habit is not None:
        return ParseFailure(path, line, max(column, 1), f"{habit}, which is Python 2", habits.ADVICE)
    return ParseFailure(path, line, max(column, 1), f"not valid Python 3: {_CAPITAL.sub(lambda found: found[0].lower(), reason)}")


_REASONS: Final[dict[type[SyntaxError], str]] = {TabError: "tabs and spaces are mixed in the indentation"}
_CAPITAL: Final = re.compile(r"\A[A-Z](?=[a-z ])")


@contextmanager
def _no_gc() -> Iterator[None]:
    """No collection during the parse: it makes objects only, of which none can be freed, and takes 40 % less time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
