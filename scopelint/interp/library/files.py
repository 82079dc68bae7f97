"""Folders and imports by name: os.listdir, glob, pkgutil, importlib, `__import__`, pydoc.

Flows in: calls. Flows out: values. Registered at import. Of the file system only the modules of the project's own packages are known
(`interp.modules.Library`): whatever else is on a disk may differ where the program runs.
"""

from __future__ import annotations

import fnmatch
import posixpath
from typing import TYPE_CHECKING

from scopelint.domain.values import MISSING, Unknown, Value
from scopelint.interp.frames import Frame
from scopelint.interp.natives import FUNCTIONS, native
from scopelint.interp.objects import ModuleObj

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


# --- what lies in the project's packages ----------------------------------------------------------


def _modules_in(interp: Interpreter, folder: Value) -> dict[str, bool] | None:
    """The modules directly in a package of the project, by name: whether each is itself a package; None for other folders."""
    found = interp.modules.members_of(folder or ".") if isinstance(folder, str) else None
    return None if found is None or "__init__" not in found else found


@native("os.listdir")
def _listdir(interp: Interpreter, folder: Value = ".") -> Value:
    """Of a package, its modules and packages in the order of their names; no program that relies on another order has fixed names."""
    found = _modules_in(interp, folder)
    if found is None:
        return interp.unknown(interp.modules.current_text, "only known at run time")
    return interp.list(name if is_package else f"{name}.py" for name, is_package in sorted(found.items()))


@native("glob.glob", "glob.iglob")
def _glob(interp: Interpreter, pattern: Value, **_: Value) -> Value:
    folder, _slash, wanted = pattern.rpartition("/") if isinstance(pattern, str) else ("", "", "")
    found = _modules_in(interp, folder) if wanted.endswith(".py") else None
    if found is None:
        return interp.unknown(interp.modules.current_text, "only known at run time")
    files = (f"{name}.py" for name, is_package in sorted(found.items()) if not is_package)
    return interp.list(posixpath.join(folder, file) for file in files if fnmatch.fnmatchcase(file, wanted))


@native("os.path.isfile", "os.path.exists")
def _isfile(interp: Interpreter, path: Value) -> Value:
    folder, file = posixpath.split(path) if isinstance(path, str) else ("", "")
    found = _modules_in(interp, folder) if file.endswith(".py") else None
    if found is not None and found.get(file.removesuffix(".py")) is False:
        return True
    return interp.unknown(interp.modules.current_text, "only known at run time")


@native("os.path.isdir")
def _isdir(interp: Interpreter, path: Value) -> Value:
    if _modules_in(interp, path) is not None:
        return True
    return interp.unknown(interp.modules.current_text, "only known at run time")


@native("pkgutil.iter_modules")
def _iter_modules(interp: Interpreter, path: Value = None, prefix: Value = "") -> Value:
    """The modules of packages: (finder, name, whether it is a package), as in Python ordered by name."""
    folders = interp.items(path) if path is not None else interp.unknown("path", "sys.path")
    if isinstance(folders, Unknown) or not isinstance(prefix, str):
        return interp.unknown(interp.modules.current_text, "only known at run time")
    rows: list[Value] = []
    for folder in folders:
        found = _modules_in(interp, folder)
        if found is None:
            return interp.unknown(interp.modules.current_text, "only known at run time")
        finder = interp.unknown("finder", "a finder of modules")
        rows.extend((finder, prefix + name, is_package) for name, is_package in sorted(found.items()) if name != "__init__")
    return interp.list(rows)


@native("pkgutil.walk_packages")
def _walk_packages(interp: Interpreter, path: Value = None, prefix: Value = "", onerror: Value = None) -> Value:
    rows = interp.items(_iter_modules(interp, path, prefix))
    if isinstance(rows, Unknown):
        return rows
    folders = interp.items(path)
    assert isinstance(folders, tuple)
    found: list[Value] = []
    for finder, name, is_package in rows:
        found.append((finder, name, is_package))
        last = name.rpartition(".")[2]
        inner = next((posixpath.join(f, last) for f in folders if (_modules_in(interp, f) or {}).get(last)), None)
        if is_package and inner is not None:
            below = interp.items(_walk_packages(interp, interp.list([inner]), f"{name}.", onerror))
            found.extend(() if isinstance(below, Unknown) else below)
    return interp.list(found)


# --- imports by name --------------------------------------------------------------------------------


def _importing(interp: Interpreter) -> Frame:
    """The frame of the user's code that asks for a module."""
    return next((frame for frame in reversed(interp.frames) if frame.user), interp.frames[-1])


@native("importlib.import_module")
def _import_module(interp: Interpreter, name: Value, package: Value = None) -> Value:
    if not isinstance(name, str):
        return interp.unknown("module", "a module whose name is not known")
    level = len(name) - len(name.lstrip("."))
    return interp.modules.load(interp, name[level:], _importing(interp), level)


@native("builtins.__import__")
def _import(interp: Interpreter, name: Value, globals: Value = None, locals: Value = None, fromlist: Value = (), level: Value = 0) -> Value:
    """What an import statement calls: without a `fromlist` it gives the top package of an absolute name."""
    wanted = interp.items(fromlist) if fromlist is not None else ()
    if not isinstance(name, str) or not isinstance(level, int) or isinstance(wanted, Unknown):
        return interp.unknown("module", "a module whose name is not known")
    frame = _importing(interp)
    module = interp.modules.load(interp, name, frame, max(level, 0))
    if wanted:
        for member in wanted:
            if isinstance(member, str) and isinstance(module, ModuleObj) and member != "*":
                interp.modules.submodule(interp, module, member)
        return module
    top = name.partition(".")[0]
    return module if top == name else interp.modules.load(interp, top, frame, max(level, 0))


@native("pydoc.locate")
def _locate(interp: Interpreter, path: Value, forceload: Value = False) -> Value:
    """What a dotted path names: a module, something in one, or a builtin; None where there is none (Lib/pydoc.py, `locate`)."""
    if not isinstance(path, str):
        return interp.unknown("located", "a name that is not known")
    first, *rest = [part for part in path.split(".") if part] or [""]
    frame = _importing(interp)
    found = interp.modules.known(interp, first, frame)
    if found is None:
        if rest:
            return Unknown(("module", path), path, f"the module {first} was not found")
        return FUNCTIONS.get(f"builtins.{first}")
    name = first
    for part in rest:
        name = f"{name}.{part}"
        inner = interp.find(found, part)
        if inner is MISSING and isinstance(found, ModuleObj):
            inner = interp.modules.known(interp, name, frame)
        elif isinstance(inner, Unknown) and isinstance(found, ModuleObj) and not found.first_party:
            return None  # the library has nothing of that name
        if inner is None or inner is MISSING:
            return None
        found = inner
    return found
