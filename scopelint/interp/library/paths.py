"""`os.path`: paths as texts; what lies on the disk is never looked at.

Flows in: calls. Flows out: texts.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from scopelint.domain.names import SymStr, join
from scopelint.domain.values import MISSING, Unknown, Value, is_constant
from scopelint.interp.classes import kind_of
from scopelint.interp.library.convert import pure, to_python
from scopelint.interp.natives import FUNCTIONS, native
from scopelint.interp.objects import CONTAINER_TYPES
from scopelint.tf.objects import Tensor

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


@native("os.path.join")
def _path_join(interp: Interpreter, path: Value, *others: Value) -> Value:
    parts = tuple(_fspath(interp, part) for part in (path, *others))
    real = to_python(interp, parts)
    if real is not MISSING and all(isinstance(p, str) for p in real):
        return posixpath.join(*real)
    odd = [part for part in parts if not isinstance(part, (str, bytes, SymStr, Unknown))]
    if odd:
        if is_constant(odd[0]) or isinstance(odd[0], (*CONTAINER_TYPES, Tensor)):
            return interp.fail("TypeError", f"expected str, bytes or os.PathLike object, not {kind_of(odd[0])}")
        return interp.unknown("path", "a path that is not known")
    pieces: list[Any] = []
    for index, part in enumerate(parts):
        if index and not (isinstance(pieces[-1], str) and pieces[-1].endswith("/")):
            pieces.append("/")
        pieces.append(part.hole() if isinstance(part, Unknown) else part)
    try:
        return join(pieces)
    except AttributeError:
        return interp.unknown("path", "a path that is not known")


@native("os.path.abspath", "os.path.realpath", "os.path.expanduser")
def _abspath(interp: Interpreter, path: Value) -> Value:
    """Files are called as reports call them, relative to the current folder: a path stays what it is."""
    return path if isinstance(path, (str, SymStr)) else interp.unknown("path", "a path that is not known")


@native("os.fspath")
def _fspath(interp: Interpreter, path: Value) -> Value:
    own = MISSING if isinstance(path, (str, SymStr, Unknown)) else interp.find(path, "__fspath__")
    return path if own is MISSING else interp.call(own)


@native("os.getcwd")
def _getcwd(interp: Interpreter) -> Value:
    return "."


for _name in ("basename", "dirname", "splitext", "normpath", "split", "isabs", "commonprefix"):

    def _path(interp: Interpreter, *args: Value, _real: str = _name) -> Value:
        return pure(interp, getattr(posixpath, _real), f"os.path.{_real}", args, {})

    native(f"os.path.{_name}")(_path)

FUNCTIONS["os.sep"] = "/"
FUNCTIONS["os.path.sep"] = "/"
