"""Places in user code, asked of frames without TensorFlow."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from .places import UserCode
from .truth import Call, Place

pytestmark = pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.10 does not know the columns of running code")

Stack = tuple[Place | None, tuple[Call, ...]]
Where = Callable[..., list[Stack]]


@pytest.fixture
def where(tmp_path: Path) -> Where:
    """Runs a module that calls `here()`; gives the stack of each of those calls."""

    def running(source: str | bytes, name: str = "main.py") -> list[Stack]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        raw = source if isinstance(source, bytes) else dedent(source).lstrip("\n").encode()
        path.write_bytes(raw)
        user = UserCode.under([tmp_path], [tmp_path / "site-packages"])
        stacks: list[Stack] = []
        boundary = sys._getframe()

        def here(*_: Any) -> Any:
            stacks.append(user.stack(sys._getframe(), boundary))

        exec(compile(raw, str(path), "exec"), {"here": here, "__name__": "__main__"})
        return stacks

    return running


def _place(stack: Stack) -> tuple[int, int, int, int]:
    place = stack[0]
    assert place is not None
    return place.line, place.column, place.end_line, place.end_column


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("here()", (1, 1, 1, 7)),
        ("x = here(1, (2, 3))", (1, 5, 1, 20)),
        ("é = 'ü'; here()", (1, 10, 1, 16)),
        ("s = '🙂🙂'; here()", (1, 11, 1, 17)),
        ("if True:\n\there()", (2, 2, 2, 8)),
        ("here(\n  1,\n  2,\n)", (1, 1, 4, 2)),
        ("import types\nm = types.SimpleNamespace(f=here)\n(m\n  .f(\n1))", (3, 2, 5, 3)),
        ("import types\nm = types.SimpleNamespace(f=lambda: m, g=here)\nm.f().f(\n).g()", (3, 1, 4, 6)),
        ("x = [here() for _ in 'a']", (1, 6, 1, 12)),
        ("x = 1 if here() else 2", (1, 10, 1, 16)),
        ("class A:\n    x = here()", (2, 9, 2, 15)),
        ("class C:\n    __add__ = here\nx = 1; y = C() + (2)", (3, 12, 3, 21)),
        ("class C:\n    p = property(here)\nC().p", (3, 1, 3, 6)),
        ("@here\ndef f(): pass", (1, 2, 1, 6)),
        ("x = f'{here()}'", (1, 8, 1, 14)),
        ("'''\n\x0c\n'''; here()", (3, 6, 3, 12)),
        ("x = '\u2028'; here()", (1, 10, 1, 16)),
    ],
)
def test_places(where: Where, source: str, expected: tuple[int, int, int, int]) -> None:
    assert [_place(stack) for stack in where(source)] == [expected]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"x = 1\r\nhere()\r\n", (2, 1, 2, 7)),
        (b"x = 1\rhere()\r", (2, 1, 2, 7)),
        (b"\xef\xbb\xbfhere()", (1, 1, 1, 7)),
        ("# coding: latin-1\né = 1; here()".encode("latin-1"), (2, 8, 2, 14)),
    ],
)
def test_bytes_of_all_kinds(where: Where, raw: bytes, expected: tuple[int, int, int, int]) -> None:
    assert [_place(stack) for stack in where(raw)] == [expected]


def test_calls_are_outermost_first(where: Where) -> None:
    (stack,) = where("""
        def f(x):
            return here(x)
        def g():
            return sorted([2], key=lambda x: f(x))
        g()
    """)
    assert stack[0] == Place("main.py", 2, 12, 2, 19)
    assert stack[1] == (Call("main.py", 5, 1), Call("main.py", 4, 12), Call("main.py", 4, 38))


def test_a_comprehension_is_no_frame_of_its_own(where: Where) -> None:
    (stack,) = where("""
        def f():
            return {name: [here() for _ in range(1)] for name in "a"}
        f()
    """)
    assert stack == (Place("main.py", 2, 20, 2, 26), (Call("main.py", 3, 1),))


def test_other_peoples_code_is_passed_over(where: Where, tmp_path: Path) -> None:
    assert where("here()", "site-packages/lib.py") == [(None, ())]
    user = UserCode.under([tmp_path, tmp_path / "site-packages" / "own"], [tmp_path / "site-packages"])
    paths = ["a.py", "site-packages/b.py", "site-packages/own/c.py", "../d.py"]
    assert [user.relative(str(tmp_path / path)) for path in paths] == ["a.py", None, "c.py", None]
    assert user.relative("<string>") is None
