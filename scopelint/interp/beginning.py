"""What many scripts begin with: the packages of the project that the first import of each of them runs.

A package that imports all of itself takes longer to import than most of its modules take to run, and each of them is a script that begins
with it. It is imported once. The scripts run on what that has left, one after the other, and what each of them has done is taken back.

Flows in: a script, or rather its first statements. Flows out: an interpreter that has come past the first import of the project.
"""

from __future__ import annotations

from copy import copy
from typing import Any, Final

from scopelint import ir
from scopelint.domain.conditions import Exhausted
from scopelint.domain.state import Dead
from scopelint.domain.values import MISSING, Table
from scopelint.interp.asked import Asked
from scopelint.interp.frames import NO_SPAN, Frame
from scopelint.interp.interpreter import Interpreter, OutOfBudget
from scopelint.interp.limits import Limits
from scopelint.interp.modules import Found, Library, Modules
from scopelint.interp.objects import ModuleObj
from scopelint.interp.tensorflow import ops
from scopelint.interp.unknowns import UnknownTests
from scopelint.model import Site
from scopelint.trace import Cut

MAIN: Final = "__main__"
"""What the module is called that runs as the script."""


def packages(script: Found, library: Library) -> tuple[Found, ...]:
    """The packages of the project that a script runs first, the outermost in front: those that the module is in which it imports, and that
    module where it is a package itself, or stands alone. None, where other statements come before.

    What lies outside of the project may be imported before or after: it is the same either way.
    """
    path = script.module.path
    for statement in script.module.body:
        match statement:
            case ir.ExprStmt(value=ir.Const()) | ir.Assign(value=ir.Const()) | ir.ImportFrom(module="__future__", level=0):
                continue
            case ir.Assign(value=ir.List(items=()) | ir.Tuple(items=())):
                continue
            case ir.Import(names=names):
                named = [(alias.name, 0) for alias in names]
            case ir.ImportFrom(module=module, level=level):
                named = [(module, level)]
            case _:
                return ()
        for name, level in named:
            found = library.find(name, path, level)
            if found is not None:
                return _with_parents(found, path, library)
            if level or library.find(name.partition(".")[0], path, 0) is not None:
                return ()
    return ()


def _with_parents(module: Found, importing: str, library: Library) -> tuple[Found, ...]:
    parts = module.name.split(".")
    above = [library.find(".".join(parts[:count]), importing, 0) for count in range(1, len(parts))]
    known = tuple(package for package in above if package is not None)
    return (*known, module) if module.is_package or not known else known


class Beginning:
    """An interpreter that has imported packages, for one script after the other.

    Args:
        library: what the import asks the project through.
        script: one of the scripts.
        first: the packages, the outermost in front.

    Attributes:
        steps: how many steps the import takes.
        is_shared: whether scripts can share what the import has left: it has told nothing but where it was not followed, and ended well.
    """

    def __init__(self, library: Library, script: Found, first: tuple[Found, ...], limits: Limits, asked: Asked) -> None:
        self._path = script.module.path
        self._interp = Interpreter(Modules(library, ops.value), limits, self._path, asked)
        self._first = first
        self.is_shared = self._import(script) and self._is_the_same_for_all()
        self.steps = self._interp.steps
        self._kept: tuple[_Kept, ...] = ()
        if self.is_shared:
            self._interp.state.keep_point()
            self._kept = tuple(_Kept(owner) for owner in (self._interp, self._interp.modules, self._interp.options))

    def _import(self, script: Found) -> bool:
        interp = self._interp
        main = ModuleObj(MAIN, self._path, first_party=script.first_party)
        frame = Frame(main, main.fields)
        interp.frames.append(frame)
        try:
            for package in self._first:
                interp.at(frame, NO_SPAN, lambda name=package.name: interp.modules.load(interp, name, frame))  # type: ignore[misc]
        except (Dead, OutOfBudget, Exhausted, RecursionError):
            return False
        finally:
            interp.frames.clear()
        return True

    def _is_the_same_for_all(self) -> bool:
        interp = self._interp
        events = interp.state.events
        told = any(not isinstance(event, Cut) or event.site == Site(self._path, NO_SPAN) for event in events)
        pending = interp.coroutines or interp.dropped or interp.options.wanting or interp.state.conditions.spent
        return interp.state.is_plain and not told and not pending

    def suits(self, first: tuple[Found, ...]) -> bool:
        """Whether scripts that run these packages first can go on from here: nothing else has been imported than would be for them."""
        own = len(self._first)
        return self.is_shared and _names(first[:own]) == _names(self._first) and all(self._has(package) for package in first[own:])

    def _has(self, package: Found) -> bool:
        return self._interp.modules.imported(self._interp, package.name) is not MISSING

    def lend(self, library: Library, path: str) -> Interpreter:
        """The interpreter, as the import has left it, for the script at `path`; until `take_back`, or for good (see `part_with`)."""
        interp = self._interp
        interp.go_on_for(path)
        interp.modules.asks(library)
        return interp

    def take_back(self) -> None:
        """The script has run: nothing is left of it."""
        self._interp.state.return_to_point()
        for kept in self._kept:
            kept.put_back()

    def part_with(self) -> None:
        """The script keeps the interpreter, with all that it has done."""
        self.is_shared = False
        self._interp.state.forget_point()
        self._kept = ()


def _names(found: tuple[Found, ...]) -> list[tuple[str, str]]:
    return [(one.name, one.module.path) for one in found]


class _Kept:
    """What the attributes of an object were, and what was in those that are tables or other containers."""

    def __init__(self, owner: object) -> None:
        self._owner = owner
        self._attributes = {name: _copied(value) for name, value in vars(owner).items()}
        self._tables = [(table, dict(table)) for table in vars(owner).values() if type(table) is Table]

    def put_back(self) -> None:
        for name, value in self._attributes.items():
            setattr(self._owner, name, _copied(value))
        for table, content in self._tables:
            table.clear()
            table.update(content)


def _copied(value: Any) -> Any:
    """What is changed in place, once more; else the value."""
    return copy(value) if type(value) in (dict, list, set, UnknownTests) else value
