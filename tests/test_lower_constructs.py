"""Every construct of the language, lowered and compared with Python's own `ast`."""

# ruff: noqa: RUF001 - letters beyond ASCII are the point

from __future__ import annotations

import ast
import sys
import warnings

import libcst
import pytest

from scopelint import ir
from scopelint.lower import lower
from scopelint.reading.tree import cst
from tests.ast_ir import Reference
from tests.test_lower_ast import assert_same

# One snippet a line.
LINES = r"""
x
x = y = 1
x: int
x: int = 1
a.b: int = 1
x += 1; y -= 2; z *= 3; z /= 4; z //= 5; z %= 6; z **= 7
x @= 1; x <<= 2; x >>= 3; x &= 4; x |= 5; x ^= 6
a, b = c
(a, b) = [c, *d] = e
a, *b = c
[a, [b, *c]], d.e, f[0] = g
del a
del a, b
del (a, b), c[0]
del (a)
pass
assert a
assert (a), "text"
import a
import a.b.c
import a.b as c, d . e
from a import b
from a.b import c as d, e
from . import a
from .. import a
from ... import a
from .... a . b import c
from . . import a
from ...a import (b, c as d,)
from a import *
raise
raise a
raise a from b
if a: b
if a: b; c;
while a: b
for a in b: c
for a, b in c, d: e
for (a, b), *c in d: e
for a in *b, c: d
with a: b
with a as b: c
with a as b, c as (d, e): f
with (a): b
with (a, b): c
with (a as b, c as d,): e
with (a, b) as c: d
def f(): pass
def f(): yield
def f(a, b=1, *c, d, e=2, **g): return a
def f(a, /, b, *, c): yield
def f(a=1, /): yield from a
def f(*, a): return
def f(*a: int, **b: int) -> c: return lambda: (yield)
def f(*a: *b) -> c: pass
def f(a: int, b: "str" = 1,) -> (c): 'docstring'; a;
def f(): f"no docstring"
def f(): b"no docstring"
def f(): "a" "docstring"
def f(a, b=(c := 1)): (d := a)
def f(): [(a := b) for c in d]
def f[T: (int, str), *U, **V](a: T) -> V[[int], U]: pass
async def f(): await a
async def f(): return [a async for a in b if await a]
class A: pass
class A(): x = 1; y = 2
class A(b, c.d, metaclass=e, **f): pass
class A(*b, c=d, **e): "documentation"
class A[T = int](B[T]): pass
type A[T] = list[T]; a
None, True, False, ..., NotImplemented
0, 00, 0_0, 1, 1_000, 0xFF, 0x_f, 0o17, 0b1_0, 18446744073709551615
18446744073709551616
1., .5, 1.5, 1e5, 1E-5, 1_0.0_1e+1_0, 1e400
1j, 1.5e3J
a if b else c
a if b else c if d else e
(a if b else c) if d else (e if f else g)
a and b and c or d and (e and f) or (g or h)
not a, not not a, -a, +a, ~a, -1, - - 1, not -a ** -b
a + b - c * d / e // f % g @ h ** i ** j
a << b >> c & d ^ e | f
(a + b) * (c - d)
(((a))) + ((b))
a < b <= c == d != e >= f > g
a is b, a is not b, a in b, a not in b, not a in b, a is not not_b
a.b.c, (a).b, ((a)).b.c, a . b
a(), a(b), a(b,), a(*b, c, d=e, *f, **g), a(b)(c)(d), (a)(b), (a.b)(c), ((a))((b))
a(b for c in d), a((b for c in d)), a(b for c in d if e if f for g in h), a(x for x in y)(z)
a[b], a[b,], a[b, c], a[:], a[b:], a[:c], a[::d], a[b:c:d], a[b:c:], a[..., None], a[(b, c)], a[b][c]
a[b:c, d], a[()], a[(b)]
a[*b], a[*b, c]
(), (a,), (a, b), ((a, b), c), (*a, b), (*a,)
[], [a], [a, *b,], {a}, {*a, b}, {}, {a: b}, {a: b, **c}, {**a}
[a for b in c], {a for b in c}, {a: b for c, d in e}, (a for b in c)
[a for b in c if d if e for f in g if h], [a for (b, *c), d in e], [[a for b in c] for d in e]
[y for x in z if (y := x)]
(a := b), [(a := b), c], f(a := b), a[(b := c)]
lambda: a, lambda a: b, lambda a, b=c, *d, e, f=g, **h: i, lambda *a: b, lambda *, a: b, lambda **a: b
lambda a, /, b: c, lambda a=1, /: a, (lambda: a)(), lambda: (a), lambda: lambda: a
lambda: (a := b), lambda x: (x := 1)
"", '', "a", 'b', '''e'f''', r"\n", R"\\", u"g", U'h', b"i", B'j', br"\k", Rb"l", bR'm'
"\a\b\f\n\r\t\v\\\'\"\0\7\77\377\x41\u00e9\U0001F600\N{BULLET}\q\400"
b"\x00\377\n\q\N{A}\u0041"
'\ud800', f'{a}\ud800'
'ä€𝒳', "é" "è", "a" 'b' '''c''', b"a" b"b", r"\a" "\a"
f"", f"a", f"{a}", f"a{b}c{d}e", f'{a!r}{b!s}{c!a}', f"{a:b}", f"{a:{b}}", f"{a!r:>{b}.{c}}", f"{a:}"
f"{{}}", f"{{{a}}}", f"{a}}}", f"}}{{", rf"\{a}\n", fR"{a}\d", f"\N{BULLET}{a}", f"{a:\n{b}}"
f"{a=}", f"{a = }", f"{ a = !s}", f"{a=:b}", f"{a.b(c)=!r:^20}", f"a" f"{b}" "c{d}", "{a}" f"{b}"
f"{a['b']}", f'{a["b"]}', f"{ {'a': b}['a'] }", f"{(lambda a: b)(c)}", f"{a != b}", f"{a if b else c}", f"{a, b}"
f'''it's "quoted" {a} text'''
f"{(a := b)}", f"{a:=5}", f"{a:%H:%M}", f"{a:{b}{c}}d", f"{'a' 'b'}", f"{a(b)}{c.d}" "e"
f"{a["b"]}", f"{f"{f"{a(b)}"}"}", f"{'\n'.join(a)}"
not(a), a if(b)else(c), [a]if{b}else(c), 1if a else 2, a in"bc", a if a else"b", 0x1for x in y
a.b("𝒳", c.d), ä.é(ü), 𝒳.b("𝒳", c), ﬁ.ﬁ(ﬁ)
""".strip().split("\n")

# Separated by blank lines.
BLOCKS = r'''
if a:
    b
elif c:
    d; e
elif (f):
    pass
else:
    g

for a in b:
    break
else:
    continue

while a:
    if b: continue
    else: break
else:
    pass

try:
    a
except:
    b
try:
    a
except A:
    b
except (B, C) as d:
    e
else:
    f
finally:
    g
try:
    a
finally:
    b

try:
    a
except* A as b:
    c

async def f():
    async with a as b, c:
        d
    async for e in f:
        yield g
    else:
        h
    return await i(await j)

@a
@b.c(d)
# comment
@(lambda e: e)

def f():
    global x, y
    x = 1
    z = 2
    def g():
        nonlocal z
        z = x = 3
    class h:
        i = 1
    import j.k as l, m.n
    for o, (p, *q) in r:
        with s as t:
            pass
    try:
        pass
    except u as v:
        del w
    [aa for ab in ac]
    lambda ad: ae

@a
class B(c):
    """Text."""

    @property
    def d(self): return self._d

match a, b:
    case 1 | -2 | "c" | None | d.e:
        f
    case [g, *h] if g > h:
        i
    case (j, _, *_): k = 1
    case {"l": m, **n}:
        pass
    case o(p, q=r) as s if (t := u):
        v
    case {}: pass
    case _:
        w

match = case = 1
match(case)
match[case].x
print(match, type, _)

x = """a
b""" 'c' \
    "d"
(yield_) = 1

def f(): # comment
    # comment
    a  ; b ;
    # comment

def g(): pass

a\
  .b\
  (c)

(a  # comment ' " ( [
 .b(  # another
  c)
 )

f"""{a}
{b(c)}""", f"""{
a}""", f"""{
  a  # comment
  }"""

f"{a = # comment
}"
'''.strip()


def check(text: str) -> ir.Module:
    tree = cst.parse_module(text)
    module = lower(tree, "snippet.py", text)
    assert ir.decode(ir.encode(module)) == module
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            expected = ast.parse(text)
        except SyntaxError:
            pytest.skip(f"newer than Python {sys.version_info[0]}.{sys.version_info[1]}")
    assert_same(module, Reference(text).module(expected, "snippet.py"))
    return module


def blocks() -> list[str]:
    """Blank lines inside a block are kept where the next line is indented or completes it."""
    found: list[str] = []
    for piece in BLOCKS.split("\n\n"):
        if piece.startswith((" ", "def f():\n    #")) or (found and found[-1].endswith("e: e)")):
            found[-1] += f"\n\n{piece}"
        else:
            found.append(piece)
    return found


@pytest.mark.parametrize("text", LINES)
def test_line(text: str) -> None:
    check(text)
    check(f"{text}\n")
    check(f"def around():\n\t{text}\n")


@pytest.mark.parametrize("text", blocks())
def test_block(text: str) -> None:
    check(text)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_newlines(newline: str) -> None:
    text = 'def f(a):\n    """Text\n    and more."""\n\n    return a.b(\n        "c\\\nd",\n        e)  # f\n\ng.h()\n'
    check(text.replace("\n", newline))


@pytest.mark.parametrize(
    "text",
    ["", "\n", "# only a comment", "\n\n  # comment\n\n", "a", "a;", "if a:\n\tb\n\n# end"],
)
def test_edges_of_a_file(text: str) -> None:
    check(text)


def test_form_feeds_count_as_characters() -> None:
    text = "\x0ca.b()\n\x0c\nc()\n"
    assert_same(lower(cst.parse_module(text), "snippet.py", text), Reference(text).module(ast.parse(text), "snippet.py"))


def test_a_byte_order_mark_does_not_count() -> None:
    module = lower(cst.parse_module("a.b()"), "snippet.py", "\ufeffa.b()")
    assert module == lower(cst.parse_module("a.b()"), "snippet.py", "a.b()")


@pytest.mark.parametrize(
    ("node", "text"),
    [
        ("TemplatedString", "t\"a{b(c)!r:>{d}}\" + rt'{{{e}'; f(g)"),
        ("TemplatedString", 't"a" "b" f"{c}"; f(g)'),
        ("StarredDictComp", "{**a for a in b}; f(g)"),
        ("StarredDictComp", "[*a for a in b], {*a for a in b}; f(g)"),
        ("LazyImport", "lazy import a.b as c, d; f(g)"),
        ("LazyImportFrom", "lazy from .a import (b, c); f(g)"),
    ],
)
def test_syntax_that_only_newer_versions_know(node: str, text: str) -> None:
    if not hasattr(libcst, node):
        pytest.skip(f"this libcst has no {node}")
    module = lower(cst.parse_module(text), "snippet.py", text)
    assert len(module.body) == 2
    last = module.body[-1]
    assert isinstance(last, ir.ExprStmt)
    assert text[last.span.column - 1 : last.span.end_column - 1] == "f(g)"


def test_everything_at_once() -> None:
    texts = [text for text in (*LINES, *blocks()) if "*b]" not in text]
    check("\n".join(text for text in texts if parses(text)))


def parses(text: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(text)
        except SyntaxError:
            return False
    return True
