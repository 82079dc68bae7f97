"""Parsing: what comes out of good and bad input. No input may raise, let alone bring the process down."""

from __future__ import annotations

import ast
import codecs
import gc
import warnings

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scopelint.lower import lower
from scopelint.reading.parse import ParsedModule, ParseFailure, decode, parse, split_lines
from tests.ast_ir import Reference
from tests.test_lower_ast import assert_same


def failure(source: bytes | str) -> ParseFailure:
    result = parse(source.encode() if isinstance(source, str) else source, "x.py")
    assert isinstance(result, ParseFailure)
    assert result.path == "x.py"
    return result


def text_of(source: bytes) -> str:
    result = parse(source, "x.py")
    assert isinstance(result, ParsedModule), result
    return result.text


@pytest.mark.parametrize("source", [b"", b"\n", b"# only a comment", b"x = 1", b"\r\n\r\n", b"\x0c\nx = 1\n", b"x = 1\r\ny = 2\r"])
def test_ordinary_files(source: bytes) -> None:
    assert text_of(source) == source.decode()


def test_byte_order_mark_is_no_part_of_the_text() -> None:
    assert text_of(codecs.BOM_UTF8 + "x = 'é'\n".encode()) == "x = 'é'\n"
    assert text_of(codecs.BOM_UTF8 + b"# coding: utf-8\n") == "# coding: utf-8\n"


@pytest.mark.parametrize(
    "line",
    [
        "# coding: latin-1",
        "#!/usr/bin/python\n# -*- coding: latin-1 -*-",
        "# vim: set fileencoding=latin-1 :",
        "# coding: latin-1, by Andr\xe9",
    ],
)
def test_coding_line_is_honoured(line: str) -> None:
    assert text_of(line.encode("latin-1") + b"\nx = '\xe9'\n").endswith("x = 'é'\n")


@pytest.mark.parametrize(
    ("source", "line", "column", "reason"),
    [
        (b"y = '\xe9'\n", 1, 6, "byte 0xe9 is not UTF-8, and no coding line names another encoding"),
        (b"a\nb\nc = 'ab\xe9'\n", 3, 8, "byte 0xe9 is not UTF-8"),
        (b"# coding: ascii\n'\xc3\xa9'\n", 2, 2, "byte 0xc3 is not ASCII"),
        (b"# coding: klingon\n", 1, 1, "unknown encoding: klingon"),
        (b"#!python\n# coding: klingon\n", 2, 1, "unknown encoding: klingon"),
        (codecs.BOM_UTF8 + b"# coding: latin-1\n", 1, 1, "the coding line contradicts the byte order mark before it, which says UTF-8"),
        (b"x = 1\ny = '\0'\n", 2, 6, "a null byte, which Python source cannot contain"),
        ("x = 1\n".encode("utf-16"), 1, 4, "the file is UTF-16, which Python does not read"),
        (
            b"# coding: unicode_escape\n'\\ud800'\n",
            2,
            2,
            "the encoding 'unicode_escape' gives U+D800 here, which Python source cannot contain",
        ),
    ],
)
def test_bytes_that_are_no_text(source: bytes, line: int, column: int, reason: str) -> None:
    found = failure(source)
    assert (found.line, found.column, found.reason) == (line, column, reason)


def test_encodings_that_are_not_for_text() -> None:
    for name in ("hex", "rot13", "undefined", "zlib"):
        assert name in failure(f"# coding: {name}\nx\n".encode()).reason


@pytest.mark.parametrize(
    ("line", "habit"),
    [
        ('print "x"', "a `print` statement"),
        ("print x, y", "a `print` statement"),
        ("if x: print x", "a `print` statement"),
        ('exec "x = 1"', "an `exec` statement"),
        ("x = `1`", "a repr in backticks"),
        ("if a <> b: pass", "`<>` for `!=`"),
        ('x = ur"a"', "a string that starts with `ur`"),
        ("x = 0777", "an octal number that starts with `0`"),
        ("x = 10L", "a long integer that ends in `L`"),
        ('raise ValueError, "no"', "`raise X, message`"),
        ("def f(a, (b, c)): pass", "a parameter that is a tuple"),
        ("f = lambda (a, b): a", "a parameter that is a tuple"),
        ("async = 1", "`async` as a name"),
        ("if x:\n\ty = 1\n        z = 2", "tabs and spaces mixed in the indentation"),
    ],
)
def test_python_2_is_recognised(line: str, habit: str) -> None:
    found = failure(f"import tensorflow as tf\n{line}\n")
    assert found.reason == f"{habit}, which is Python 2"
    assert found.line == 1 + len(line.split("\n"))
    assert found.advice is not None
    assert "use `--python2`" in found.advice


def test_a_handler_that_binds_a_name_is_python_2_without_any_other_sign_of_it() -> None:
    handler = b"try:\n    a\nexcept IOError, e:\n    b\n"
    found = parse(handler, "f.py")
    assert isinstance(found, ParseFailure)
    assert (found.line, found.column, found.reason) == (3, 8, "`except X, e:`, which is Python 2")
    for text in (b'x = """\nexcept X, e:\n"""\n', handler.replace(b"IOError, e", b"(IOError, e)"), b"# except X, e:\n"):
        assert isinstance(parse(text, "f.py"), ParsedModule)
    read = parse(handler, "f.py", python_2=True)
    assert isinstance(read, ParsedModule)
    assert read.translation is not None


def test_python_2_within_a_string_is_no_habit() -> None:
    assert "Python 2" not in failure('x = "print y"; 0 0\n').reason


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        ("x = (1\ny = 2\n", 1, "'(' was never closed"),
        ("def f(:\n", 1, "invalid syntax"),
        ("if x:\npass\n", 2, "expected an indented block after 'if' statement on line 1"),
        ("x = 1\n  y = 2\n", 2, "unexpected indent"),
        ("x = 'abc\n", 1, "unterminated string literal (detected at line 1)"),
    ],
)
def test_syntax_errors_in_pythons_words(source: str, line: int, reason: str) -> None:
    found = failure(source)
    assert found.line == line
    assert found.reason.startswith("not valid Python 3: ")
    assert reason in found.reason
    assert found.advice is None


@pytest.mark.parametrize(
    "source",
    [
        "x = " + "(" * 5_000 + "1" + ")" * 5_000,
        "x = " + "[" * 50_000,
        "x = " + "not " * 50_000 + "y",
        "x = " + "-" * 50_000 + "1",
        "x = " + " + ".join(["1"] * 50_000),
        "x = a" + ".b" * 50_000,
        "x = a" + "()" * 50_000,
        "x = a" + "[0]" * 50_000,
        "x = " + "lambda: " * 50_000 + "1",
        "x = " + "lambda a, b=" * 5_000 + "1" + ": 1" * 5_000,
        "x = " + "1 if a else " * 50_000 + "1",
        "x = " + "'a' " * 50_000,
        'x = f"{' + "(" * 5_000 + "1" + ")" * 5_000 + '}"',
        "if x:\n pass\n" + "elif x:\n pass\n" * 50_000,
        "".join(" " * i + "if x:\n" for i in range(1_000)) + " " * 1_000 + "pass\n",
    ],
    ids=lambda source: source[:16].strip(),
)
def test_deep_nesting_is_a_failure_and_no_crash(source: str) -> None:
    found = failure(f"import a\n{source}\n")
    assert "nested too deeply" in found.reason or "not valid Python 3" in found.reason
    assert found.line >= 2 or "too many" in found.reason


def test_what_is_wrong_goes_before_how_deep_it_seems() -> None:
    """A parenthesis that is never closed makes everything after it look nested."""
    found = failure("x = f(1\n" + "y = a.b + c.d\n" * 2_000)
    assert (found.line, found.reason) == (1, "not valid Python 3: '(' was never closed")


def test_collector_is_as_it_was() -> None:
    assert gc.isenabled()
    parse(b"x = 1\n", "x.py")
    parse(b"x = (\n", "x.py")
    assert gc.isenabled()


def test_lines_are_pythons() -> None:
    assert split_lines("a\nb\r\nc\rd\x0ce\x1cf\u2028g") == ["a", "b", "c", "d\x0ce\x1cf\u2028g"]


@given(st.binary(max_size=200))
def test_any_bytes(source: bytes) -> None:
    assert isinstance(parse(source, "x.py"), ParsedModule | ParseFailure)


@given(st.text(alphabet="()[]{}'\"\\#:,\nabf=+. ", max_size=80))
@example("b':'''")
def test_any_text(source: str) -> None:
    result = parse(source.encode(), "x.py")
    if isinstance(result, ParsedModule):
        assert result.text == source
        try:
            assert_lowered_as_python_reads_it(result)
        except SyntaxError as error:
            assert "mix bytes and nonbytes" in error.msg  # noqa: PT017 - libcst reads them, and they are lowered as opaque


def assert_lowered_as_python_reads_it(parsed: ParsedModule) -> None:
    module = lower(parsed.module, "x.py", parsed.text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = ast.parse(parsed.text)
    assert_same(module, Reference(parsed.text).module(expected, "x.py"))


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("\\\na = 1", 2),
        ("x = 1\n\\\n\\\r\ny = 2\n", 4),
        ("def f():\n    \\\n    x = 1\n    y = 2\n", 4),
        ('x = """\n\\\n"""\ny = 2\n', 4),
        ("x = 1 + \\\n  \\\n  2\ny = 2\n", 4),
        ("x = (\n\\\n2)\ny = 2\n", 4),
        ("x = 1\n  \\\n\ny = 2\n", 4),
    ],
)
def test_backslashes_alone_in_a_line(source: str, line: int) -> None:
    """libcst loses them, and with them the count of the lines."""
    result = parse(source.encode(), "x.py")
    assert isinstance(result, ParsedModule)
    assert split_lines(result.text)[line - 1].strip() in {"y = 2", "a = 1"}
    assert_lowered_as_python_reads_it(result)


@given(st.binary(max_size=100))
def test_any_decoding(source: bytes) -> None:
    result = decode(source, "x.py")
    if isinstance(result, ParseFailure):
        assert result.line >= 1
        assert result.column >= 1
