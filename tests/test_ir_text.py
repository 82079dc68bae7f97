"""Expressions and modules as text."""

from __future__ import annotations

import ast
import warnings
from pathlib import Path

import pytest

from scopelint import ir
from scopelint.ir_dump import dump
from scopelint.ir_text import text_of
from scopelint.lower import lower
from scopelint.reading.tree import cst


def expression(text: str) -> ir.Expr:
    (statement,) = lower(cst.parse_module(text), "text.py", text).body
    assert isinstance(statement, ir.ExprStmt)
    return statement.value


@pytest.mark.parametrize(
    "text",
    [
        "layer",
        "cfg.name",
        "self.cfg.layers[i].name",
        "f(a, *b, c=1, **d)",
        "'h%d' % i",
        "'h{}'.format(i)",
        "i + 1",
        "(a + b) * c - -d ** (e ** f) ** g",
        "a - (b - c)",
        "not (a or b) and c",
        "(a and b) and c",
        "a < b <= c is not d not in e",
        "(a < b) < c",
        "a if b else c if d else e",
        "(a if b else c) if d else e",
        "[a, *b]",
        "(a,)",
        "()",
        "{a: b, **c}",
        "{a, b}",
        "{}",
        "x[1:2, ::3, ...]",
        "x[a,]",
        "x[:]",
        "lambda a, /, b, *c, d=1, **e: a",
        "lambda *, a: (yield)",
        "lambda: 0",
        "[x for x, y in z if x if y for w in x]",
        "{k: v for k, v in d.items()}",
        "{x for x in y}",
        "f((x for x in y))",
        "(1).real",
        "(-1) ** 2",
        "-1 ** 2",
        "b'a'",
        "(a := b)[c := d]",
        'f"a{b!r:>{c}}{{d}}\\n"',
        "None",
        "1e+300",
        "(await a).b",
    ],
)
def test_plain_python_comes_back(text: str) -> None:
    node = expression(text)
    again = text_of(node)
    assert ast.dump(ast.parse(again)) == ast.dump(ast.parse(text)), again
    assert " ".join(again.split()) == again or '"' in again


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a [ 'b' ]", "a['b']"),
        ('cfg["name"]', "cfg['name']"),
        ("f( a,\n   b )", "f(a, b)"),
        ("((a))", "a"),
        ("'a' 'b'", "'ab'"),
        ("1j", "1j"),
        ("0x10", "16"),
    ],
)
def test_in_pythons_plainest_writing(source: str, text: str) -> None:
    assert text_of(expression(source)) == text


def test_cut() -> None:
    node = expression("something(" + "argument, " * 1000 + ")")
    assert text_of(node, 20) == "something(argument,…"
    assert len(text_of(node)) == 60
    assert text_of(expression("abcdef"), 6) == "abcdef"
    assert text_of(expression("abcdef"), 5) == "abcd…"
    assert text_of(expression("a.bcdef"), 5) == "a.bc…"
    assert text_of(expression("abcdef"), 1) == "…"


def test_dump() -> None:
    source = Path(__file__).with_name("test_ir_text.py").read_text()
    text = dump(lower(cst.parse_module(source), "test_ir_text.py", source))
    assert "    (statement,) = lower(cst.parse_module(text), 'text.py', text).body\n" in text
    assert dump(lower(cst.parse_module(EXAMPLE), "example.py", EXAMPLE)) == EXPECTED


EXAMPLE = """\
@wraps(f)
def g(a, *b: int, c=1) -> int:
    global z
    with tf.variable_scope("a") as scope, d:
        for i, (x, y) in enumerate(b):
            if i: x += 1
            elif c: break
            else: del x, y
    try:
        raise E from e
    except (A, B) as error:
        assert a, "text"
    else: pass
    finally:
        return
    while True: continue
    match a:
        case [p]: q: int = 1
class C(D, metaclass=E):
    from ..a.b import c as d, e
    import f.g
async def h():
    async with a: await b
    async for c in d: yield
"""
EXPECTED = """\
# example.py
# local: g, C, h
2:5     @wraps(f)
2:1     def g(a, *b: int, c=1):
            # local: scope, i, x, y, error, p, q
            global z
4:5         with tf.variable_scope('a') as scope, d:
5:9             for i, (x, y) in enumerate(b):
6:13                if i:
6:19                    x += 1
                    else:
7:13                    if c:
                            break
                        else:
8:19                        del x, y
9:5         try:
10:9            raise E from e
11:5        except (A, B) as error:
12:9            assert a, 'text'
            else:
                pass
            finally:
15:9            return
16:5        while True:
                continue
17:5        match a:
18:9            case [p]:
18:19               q: int = 1
19:7    class C(D, metaclass=E):
20:5        from ..a.b import c as d, e
21:5        import f.g
22:1    async def h():
            # local: c
23:5        async with a:
23:19           await b
24:5        async for c in d:
24:23           yield
"""


@pytest.mark.parametrize("module", [ast, pytest, warnings])
def test_what_is_dumped_means_the_same(module: object) -> None:
    """The dump of a module without opaque parts is Python; lowered again, it gives the same dump."""
    source = Path(str(vars(module)["__file__"])).read_text()
    lines = dump(lower(cst.parse_module(source), "m.py", source)).splitlines()
    again = "\n".join(line if line.startswith("#") else line[8:] for line in lines) + "\n"
    twice = dump(lower(cst.parse_module(again), "m.py", again)).splitlines()
    assert [line[8:] for line in twice[2:]] == [line[8:] for line in lines[2:]]
