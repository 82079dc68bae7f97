"""libcst's tree, from libcst's own parser, without the package around it.

Flows in: text. Flows out: libcst's tree. The only module that imports libcst; all others say `from scopelint.reading.tree import cst`,
which types as libcst, and is one of two things:

- libcst itself, or
- where its native parser can be loaded alone, a module that stands in for it while that parser works.

The parser, an extension module, makes each node by calling the class of that name in the module `libcst`, with the fields that the source
has as keywords. Importing the real one takes longer than checking a small file, because it builds two hundred frozen dataclasses; these,
which check what the parser says, take a fifth of each parse. What reads a file here needs neither: a node that holds its fields will do,
and white space, which is half of all nodes, nobody looks at. Both trees have the same names and lead to the same IR; a tree of one kind is
not to be mixed with classes of the other.

Must not import anything of scopelint.
"""

from __future__ import annotations

import sys
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from threading import Lock
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

__all__ = ["cst"]

_LIBRARY: Final = "libcst"


class _Node(SimpleNamespace):
    """A node of the tree: the fields that its source has. Those named below it may lack; libcst's classes have defaults for them."""

    annotation = asname = asynchronous = cause = comma = conversion = default = equal = exc = finalbody = format_spec = guard = None
    inner_for_in = keyword = lbracket = lpar = msg = name = orelse = pattern = posonly_ind = rbracket = rest = returns = rpar = None
    second_colon = semicolon = star = star_arg = star_kwarg = step = trailing_comma = type = type_parameters = value = None


class _ParserSyntaxError(Exception):
    """libcst's error of this name, of which the parser gives the same particulars."""

    def __init__(self, message: str, *, lines: object, raw_line: int, raw_column: int) -> None:
        super().__init__(message)
        self.message = message
        self.raw_line = raw_line
        self.raw_column = raw_column


class _Parser:
    """libcst's parser, with a module that stands in for libcst while it works.

    Attributes:
        module: has each class of a node, made when the parser or `lower` first names it, and what else of libcst is asked for here.
    """

    def __init__(self, native: ModuleType) -> None:
        self._native = native
        self._working = Lock()
        self.module = ModuleType(_LIBRARY)
        vars(self.module).update(
            {
                "CSTNode": _Node,
                "MaybeSentinel": SimpleNamespace(DEFAULT=None),
                "ParserSyntaxError": _ParserSyntaxError,
                "parse_module": self.parse_module,
                "__getattr__": self._class,
                **dict.fromkeys(_WHITE_SPACE, _no_node),
            }
        )

    def _class(self, name: str) -> type[_Node]:
        if not name[0].isupper():
            raise AttributeError(name)
        made = type(name, (_Node,), {})
        setattr(self.module, name, made)
        return made

    def parse_module(self, text: str) -> Any:
        """The tree of a text.

        Raises:
            _ParserSyntaxError: libcst cannot read it.
        """
        with self._working:
            usual = sys.modules.get(_LIBRARY)
            sys.modules[_LIBRARY] = self.module
            try:
                return self._native.parse_module(text, None)
            finally:
                if usual is None:
                    del sys.modules[_LIBRARY]
                else:
                    sys.modules[_LIBRARY] = usual


def _no_node(**_: object) -> None:
    """What is left of white space and comments."""


_WHITE_SPACE: Final = ("SimpleWhitespace", "ParenthesizedWhitespace", "TrailingWhitespace", "EmptyLine", "Newline", "Comment")


def _alone() -> ModuleType | None:
    """libcst's parser without libcst; None where it cannot be had, or works in another way than the one described above."""
    spec = find_spec(_LIBRARY)
    file = None if spec is None else _native(spec)
    own = None if file is None else spec_from_file_location(f"{_LIBRARY}.native", file)
    if own is None or own.loader is None:
        return None
    try:
        native = module_from_spec(own)
        own.loader.exec_module(native)
        parser = _Parser(native)
        (line,) = parser.parse_module("a\n").body
        (statement,) = line.body
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # noqa: BLE001 -- whatever another libcst may do; a panic of its parser is no Exception
        return None
    return parser.module if type(statement) is parser.module.Expr and statement.value.value == "a" else None


def _native(library: ModuleSpec) -> Path | None:
    """The file of the native parser."""
    files = (Path(folder, f"native{suffix}") for folder in library.submodule_search_locations or () for suffix in EXTENSION_SUFFIXES)
    return next((file for file in files if file.is_file()), None)


if TYPE_CHECKING:
    import libcst as cst
else:
    cst = _alone()
    if cst is None:
        import libcst as cst
