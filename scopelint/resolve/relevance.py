"""What a file's bytes say before it is parsed: whether TensorFlow is in it, and what it may import.

Flows in: the bytes of a source file, in any encoding that extends ASCII. Flows out: answers that err
on the side of more. Runs on every file of a project, so it uses little but substring searches.
Must not import libcst.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_NEEDLES: Final = (
    b"tensorflow",
    b"get_variable",
    b"slim",
    b"keras",
    b"sonnet",
    b"tflearn",
)
"""Substrings without one of which no code makes a variable by itself.

Code that takes `tf` from another module of the project says `tf.`; code that takes single functions
from there is found through its imports.
"""

_SHORT: Final = 512
_BRACKETS: Final = ((b"(", b")"), (b"[", b"]"), (b"{", b"}"))
_OLD: Final = (b"print ", b"exec ", b"except ", b"raise ", b"<>", b"`")

_old = re.compile(rb"""\b(?:print|exec)[ \t]+[\w'"]|\bexcept[ \t]+[^\n:(]*,|\braise[ \t]+\w+[ \t]*,|<>|`""")
_others = (
    (b"tf.", re.compile(rb"(?<!\w)tf\.")),
    (b"_scope", re.compile(rb"(?:variable|var|name|op|arg)_scope")),
    (b"tensor", re.compile(rb"tensor(?:pack|layer|2tensor)")),
)
"""The same, where a substring alone says too little."""

_usual = re.compile(rb"[ \t]*(?:from[ \t]+([\w.]+)[ \t]+)?import[ \t]+([\w.]+(?:,[ \t]*[\w.]+)*)(?:[ \t]+as[ \t]+\w+)?[ \t]*(?:#.*)?$")
_word = re.compile(rb"\bimport\b")
_origin = re.compile(rb"(?:^|[;:\s])from\s*([.\s]*[^\s.;:,()#'\"]+(?:\s*\.\s*[^\s.;:,()#'\"]+)*|\.[.\s]*?)\s*$")
_no_origin = re.compile(rb"(?:^|[;:])[ \t\f]*(?:lazy[ \t]+)?$")
_dynamic = re.compile(rb"(?:import_module|__import__)\s*\(\s*[rRuUbB]?['\"]([^'\"\s]+)['\"]")
_comment = re.compile(rb"#[^\n]*")


def mentions_scopes(source: bytes) -> bool:
    """Whether the file mentions TensorFlow or an API for scopes, variables or layers."""
    for needle in _NEEDLES:
        if needle in source:
            return True
    for part, word in _others:  # noqa: SIM110 -- `any` takes twice as long, and every file of a project comes by
        if part in source and word.search(source) is not None:
            return True
    return False


def seems_python(source: bytes) -> bool:
    """Whether a few looks find nothing that speaks against Python 3: bytes that may be no text, brackets without partners, statements of
    Python 2. Says no where Python's own parser tells as soon: of a short text."""
    if len(source) < _SHORT or not source.isascii() or b"\0" in source:
        return False
    for left, right in _BRACKETS:
        if source.count(left) != source.count(right):
            return False
    for word in _OLD:
        if word in source:
            return _old.search(source) is None
    return True


def imported_names(source: bytes) -> frozenset[str]:
    """The dotted names of all modules that the file may import, relative ones with their leading dots.

    `from a import b` gives `a` and `a.b`, which may be a module or not. Text in comments and strings
    that looks like an import is taken for one; `import_module("a.b")` counts where the name is written out.
    """
    if b"\r" in source:
        source = source.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b"\\\n" in source:
        source = source.replace(b"\\\n", b"  ")
    found: set[str] = set()
    at = source.find(b"import")
    while at >= 0:
        start = source.rfind(b"\n", 0, at) + 1
        end = source.find(b"\n", at)
        end = len(source) if end < 0 else end
        usual = _in_line(source[start:end])
        found |= _texts(_unusual(source, start, end)) if usual is None else usual
        at = source.find(b"import", end)
    return frozenset(found)


@lru_cache(maxsize=4096)
def _in_line(line: bytes) -> frozenset[str] | None:
    """What a line that is one usual import may import; None for any other line. (The files of a project have many such lines in common.)"""
    usual = _usual.fullmatch(line)
    if usual is None:
        return None
    found: set[bytes] = set()
    _add(found, usual[1], usual[2].split(b","))
    return _texts(found)


def _texts(names: set[bytes]) -> frozenset[str]:
    return frozenset(name.decode("utf-8", "replace") for name in names)


def _unusual(source: bytes, start: int, end: int) -> set[bytes]:
    """A line with several imports, or with one that goes on in the next lines, or with none."""
    found: set[bytes] = set()
    for word in _word.finditer(source, start, end):
        before = source[start : word.start()]
        if _no_origin.search(before):
            _add(found, None, _names(_rest(source, word.end())))
        elif origin := _origin.search(before):
            _add(found, b"".join(origin[1].split()), _names(_rest(source, word.end())))
    if b"import_module" in source[start:end] or b"__import__" in source[start:end]:
        found.update(name[1] for name in _dynamic.finditer(source, start, source.find(b")", start) + 1 or end))
    return found


def _add(found: set[bytes], origin: bytes | None, names: list[bytes]) -> None:
    if origin is None:
        found.update(name.strip() for name in names)
        return
    found.add(origin)
    prefix = origin if origin.endswith(b".") else origin + b"."
    found.update(prefix + name.strip() for name in names if name != b"*")


def _rest(source: bytes, start: int) -> bytes:
    """What follows `import` up to the end of the statement, without parentheses and comments."""
    end = source.find(b"\n", start)
    rest = source[start:end] if end >= 0 else source[start:]
    if rest.lstrip().startswith(b"("):
        end = source.find(b")", start)
        rest = source[start:end] if end >= 0 else source[start:]
    return _comment.sub(b"", rest).partition(b";")[0]


def _names(text: bytes) -> list[bytes]:
    names: list[bytes] = []
    for item in text.replace(b"(", b" ").split(b","):
        words = item.split(b" as ")[0].split()
        if words:
            names.append(b"".join(words) if b"." in item else words[0])
    return names
