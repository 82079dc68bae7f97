"""What a file's bytes say before it is parsed: whether TensorFlow is in it, and what it may import.

Flows in: the bytes of a source file, in any encoding that extends ASCII. Flows out: answers that err
on the side of more. Runs on every file of a project, so it uses little but substring searches.
Must not import libcst.
"""

from __future__ import annotations

import re
from typing import Final

_NEEDLES: Final = (
    b"tensorflow",
    b"tf.",
    b"variable_scope",
    b"get_variable",
    b"name_scope",
    b"arg_scope",
    b"op_scope",
    b"slim",
    b"sonnet",
    b"snt.",
    b"keras",
    b"tensorpack",
    b"tensorlayer",
    b"tflearn",
    b"tensor2tensor",
)
"""Substrings without one of which no code makes a variable by itself.

Code that takes `tf` from another module of the project says `tf.`; code that takes single functions
from there is found through its imports.
"""

_word = re.compile(rb"\bimport\b")
_before = re.compile(rb"(?:^|[;:\s])from\s*([.\s]*[^\s.;:,()#'\"]+(?:\s*\.\s*[^\s.;:,()#'\"]+)*|\.[.\s]*?)\s*$")
_statement_before = re.compile(rb"(?:^|[;:])[ \t\f]*(?:lazy[ \t]+)?$")
_dynamic = re.compile(rb"(?:import_module|__import__)\s*\(\s*[rRuUbB]?['\"]([^'\"\s]+)['\"]")
_comment = re.compile(rb"#[^\n]*")


def mentions_scopes(source: bytes) -> bool:
    """Whether the file mentions TensorFlow or an API for scopes, variables or layers."""
    return any(needle in source for needle in _NEEDLES)


def imported_names(source: bytes) -> frozenset[str]:
    """The dotted names of all modules that the file may import, relative ones with their leading dots.

    `from a import b` gives `a` and `a.b`, which may be a module or not. Text in comments and strings
    that looks like an import is taken for one; `import_module("a.b")` counts where the name is written out.
    """
    if b"import" not in source:
        return frozenset()
    if b"\r" in source:
        source = source.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b"\\\n" in source:
        source = source.replace(b"\\\n", b"  ")
    found: set[bytes] = set()
    for word in _word.finditer(source):
        start = source.rfind(b"\n", 0, word.start()) + 1
        before = source[start : word.start()]
        if _statement_before.search(before):
            found.update(_names(_line(source, word.end())))
        elif origin := _before.search(before):
            module = b"".join(origin[1].split())
            found.add(module)
            separator = b"" if module.endswith(b".") else b"."
            found.update(module + separator + name for name in _names(_line(source, word.end())) if name != b"*")
    if b"import_module" in source or b"__import__" in source:
        found.update(name[1] for name in _dynamic.finditer(source))
    return frozenset(name.decode("utf-8", "replace") for name in found)


def _line(source: bytes, start: int) -> bytes:
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
