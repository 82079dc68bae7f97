"""How deeply a text is nested, found out before a parser is let at it.

libcst's parser, and every walk over its tree, recurse: a few thousand nested parentheses or chained operators overflow the C stack, which
no `except` can catch. CPython itself refuses more than 200 brackets within each other, so nothing that runs is lost here.

Flows in: text. Flows out: the place where it gets too deep, or None. Must not import any stage.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

MAX_BRACKETS: Final = 200
"""Brackets within each other: CPython's MAXLEVEL (Parser/tokenizer)."""

MAX_CHAIN: Final = 1_500
"""Operators, attributes, calls and keywords of one expression, counted with those around the brackets that it stands in."""

MAX_ELIF: Final = 1_000
"""`elif` branches of one `if`: each is nested in the one before."""

_TOO_DEEP: Final = "nested too deeply to analyse"


class TooDeep(msgspec.Struct, frozen=True):
    """The line (1-based) at which a limit is passed, and which."""

    line: int
    reason: str


def too_deep(text: str) -> TooDeep | None:
    """Where `text` is nested so deeply that a recursive parser might overflow the stack; None if it is safe."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _too_deep_expression(_skeleton(text)) or _too_deep_elif(text)


_LINK: Final = "\x01"
"""Stands in a skeleton for whatever nests an expression a step deeper: an operator, an attribute's dot, a string beside a string."""

_LAMBDA: Final = "\x02"
"""Opens the parameters of a lambda, which a colon closes."""

_LINE: Final = "\x03"
"""A line end that ends no statement: within a string, or after a backslash."""

_STRING_OR_COMMENT: Final = re.compile(
    r"""
      '''  [^\\']*    (?: (?: \\. | '(?!'') ) [^\\']* )*  '''
    | \"\"\" [^\\"]* (?: (?: \\. | "(?!"") ) [^\\"]* )* \"\"\"
    | '    [^'\\\n]*  (?: \\. [^'\\\n]* )*  '
    | "    [^"\\\n]*  (?: \\. [^"\\\n]* )*  "
    | \#   [^\n]*
    | \\\n
    """,
    re.DOTALL | re.VERBOSE,
)
_WORD: Final = re.compile(r"\b(?:(lambda)|not|and|or|if|else|in|is|await|yield|for)\b")
_OPERATORS: Final = str.maketrans(dict.fromkeys("-+*/%@&|^~<>=.!", _LINK))
_REST: Final = re.compile(rf"[^()\[\]{{}},:;\n{_LINK}{_LAMBDA}{_LINE}]+")


def _skeleton(text: str) -> str:
    """Brackets, commas, semicolons, line ends, links; nothing else."""
    code = _STRING_OR_COMMENT.sub(_string_skeleton, text).translate(_OPERATORS)
    return _REST.sub("", _WORD.sub(lambda found: _LAMBDA if found[1] else _LINK, code))


def _string_skeleton(found: re.Match[str]) -> str:
    """What a string or a comment leaves: a link for a string, its line ends, and the brackets within an f-string."""
    token = found[0]
    if token[0] == "#":
        return ""
    ends = _LINE * token.count("\n")
    if token[0] == "\\":
        return ends
    if found.string[max(0, found.start() - 2) : found.start()].strip("rRuUbB")[-1:] in ("f", "F", "t", "T"):
        depth = _bracket_depth(token)
        return _LINK + ends + "(" * depth + ")" * depth
    return _LINK + ends


def _bracket_depth(formatted: str) -> int:
    """How deep the brackets in an f-string go at the most."""
    depth = deepest = 0
    for character in _REST.sub("", formatted):
        if character in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")]}":
            depth = max(0, depth - 1)
    return deepest


def _too_deep_expression(skeleton: str) -> TooDeep | None:
    line = 1
    links = total = 0  # in the innermost bracket since its last comma, and with those before each open bracket
    around: list[tuple[str, int]] = []  # the open brackets, and the links before each
    for character in skeleton:
        if character == _LINK:
            links += 1
            total += 1
        elif character in _OPENING:
            around.append((character, links))
            links = 0
        elif character in ")]}":
            while around and around[-1][0] == _LAMBDA:  # not Python: a lambda whose parameters do not end
                links += around.pop()[1]
            links, total = _close(around, links, total)
        elif character == ":":
            if around and around[-1][0] == _LAMBDA:
                links, total = _close(around, links, total)
        elif character == ",":
            total -= links
            links = 0
        else:
            line += character in ("\n", _LINE)
            if not around and character != _LINE:
                links = total = 0
        if len(around) > MAX_BRACKETS:
            return TooDeep(line, f"{_TOO_DEEP}: more than {MAX_BRACKETS} brackets within each other")
        if total > MAX_CHAIN:
            return TooDeep(line, f"{_TOO_DEEP}: an expression of more than {MAX_CHAIN:,} operators")
    return None


_OPENING: Final = frozenset(("(", "[", "{", _LAMBDA))


def _close(around: list[tuple[str, int]], links: int, total: int) -> tuple[int, int]:
    """Leave a bracket: what it held no longer counts, the bracket itself is one more link. Gives `links` and `total`."""
    before = around.pop()[1] if around else 0
    return before + 1, total - links + 1


def _too_deep_elif(text: str) -> TooDeep | None:
    if text.count("elif") <= MAX_ELIF:
        return None
    branches: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        found = _FIRST_WORD.match(line)
        if found is None:
            continue
        indent, word = found.groups()
        branches[indent] = branches.get(indent, 0) + 1 if word == "elif" else 0
        if branches[indent] > MAX_ELIF:
            return TooDeep(number, f"{_TOO_DEEP}: an `if` of more than {MAX_ELIF:,} `elif` branches")
    return None


_FIRST_WORD: Final = re.compile(r"([ \t]*)([^\s#(:]+)")
