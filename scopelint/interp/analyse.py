"""Entries: running each module as a script, and then what no script reached.

Flows in: a library of modules, the file to start from, limits. Flows out: one `Trace` per entry. `Run` is
the public face of the stage `interpret`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, Final

import msgspec

from scopelint import ir
from scopelint.domain.conditions import Exhausted
from scopelint.domain.state import Dead
from scopelint.domain.values import MISSING, Unknown, Value
from scopelint.interp import doubts, leftovers, library, living, options, serving, tensorflow
from scopelint.interp.asked import Asked
from scopelint.interp.bearing import Bearing
from scopelint.interp.beginning import MAIN, Beginning
from scopelint.interp.class_attributes import lookup
from scopelint.interp.classes import TYPE
from scopelint.interp.evaluate import Spread
from scopelint.interp.frames import NO_SPAN
from scopelint.interp.interpreter import Interpreter, OutOfBudget
from scopelint.interp.limits import Allowance, Limits
from scopelint.interp.modules import Found, Library, Modules
from scopelint.interp.objects import (
    BoundMethod,
    ClassObj,
    DictObj,
    FunctionObj,
    Instance,
    LibraryObject,
    NativeFunction,
    PropertyObj,
    StaticMethod,
)
from scopelint.interp.settling import settled
from scopelint.interp.tensorflow import ops
from scopelint.model import Site
from scopelint.trace import Cut, Event, Trace

_REGISTERED: Final = (library, tensorflow)
"""Importing these fills the tables of native functions."""

_ROOM: Final = 1_800_000
"""How many blocks of memory Python may have in use, a hundred bytes and more each, for a run that may have something left to be kept with
all that it has made; others run again for it."""

_ENTRIES: Final = 10
"""How many times `Limits.uncalled` steps what nothing calls in one file may take."""

_METHODS: Final = 2
"""How many times what one function may take the methods of a class may."""

_MANY: Final = 2_000
"""From how many conditions on it is worth while to look which of them a run that rests still needs: of most, it needs one in a hundred."""

Watch = Callable[[str], AbstractContextManager[object]]
"""What is told that an entry begins, by its name, and ends."""


class Run:
    """One script and the interpreter that runs it: first `script`, then, where `is_wanted`, `entry_points` and `left_over`.

    What has been reached is told in the places of definitions, which mean the same to all who run scripts.
    """

    def __init__(
        self, library: Library, found: Found, limits: Limits, asked: Asked, watch: Watch, beginning: Beginning | None = None
    ) -> None:
        self.watch = watch
        self.found = found
        self.path = found.module.path
        self.limits = limits
        self.library = library
        self.asked = asked
        self.defined = 0
        self.let_go = False
        self._again = options.AGAIN
        self._bearing: Bearing | None = None
        """What is left is measured by this; None where the user says what is to run."""
        sys.setrecursionlimit(max(sys.getrecursionlimit(), 60_000))
        self._beginning = beginning
        """Whose interpreter this is, if it is borrowed."""
        self.interp = self._new() if beginning is None else beginning.lend(library, self.path)

    def _new(self) -> Interpreter:
        return Interpreter(Modules(self.library, ops.value), self.limits, self.path, self.asked)

    def script(self) -> Trace:
        with self.watch(self.path):
            return self._script()

    def _script(self) -> Trace:
        self._main()
        while self.interp.options.wanting and self._again:
            self._again -= 1
            self.asked = msgspec.structs.replace(self.asked, given=self.asked.given | self.interp.options.wanting)
            self.end()
            self.interp = self._new()
            self._main()
        return self._trace(self.path)

    def _main(self) -> None:
        interp = self.interp
        _guarded(interp, lambda: interp.modules.run(interp, self.found, name=MAIN))

    @property
    def reached(self) -> set[Site]:
        """What this run has reached so far."""
        return set(self.interp.reached.values())

    def loaded(self) -> frozenset[str]:
        """The files whose functions and classes this run may reach."""
        return frozenset(module.path for module in self.interp.modules.loaded() if module.path is not None)

    def rest(self) -> bool:
        """Let go of what nothing needs any more, and of what only makes the next calculation faster.

        Returns False where it lets go of everything: there is no room, or the script takes less time than what is shared.
        """
        beginning, state = self._beginning, self.interp.state
        if sys.getallocatedblocks() > _ROOM or (beginning is not None and self.interp.steps < 2 * beginning.steps):
            self.end()
            return False
        if beginning is not None:
            beginning.part_with()
            self._beginning = None
        state.events = []
        state.conditions.forget()
        if state.conditions.total > _MANY:
            state.conditions.keep(living.conditions((self.interp,), (state.conditions, self.library, self.watch)))
        return True

    def end(self) -> None:
        """Let go of everything: nothing is asked of this run any more."""
        if self._beginning is not None:
            self._beginning.take_back()
            self._beginning = None
        else:
            self.interp.state.conditions.keep(())

    def _restored(self) -> Interpreter:
        """The interpreter as the script has left it; the script runs again where that has been let go of."""
        if self.let_go:
            self.let_go = False
            self._script()
        return self.interp

    def is_wanted(self) -> bool:
        """Whether anything in this file may be left to run: what this script has reached itself, no other can leave unreached."""
        reached = self.reached
        left = [one for one in self.interp.modules.definitions() if self._is_mine(one) and self._is_left(one, reached)]
        bearing = Bearing(self.interp)
        return bool(self._asked()) or any(self._bears(one, reached, bearing) for one in left)

    def _asked(self) -> tuple[str, ...]:
        """What the user calls an entry in this file."""
        return tuple(entry for entry in self.asked.entries if entry.partition("::")[0] == self.path)

    def entry_points(self, reached: set[Site]) -> Iterator[Trace]:
        """A trace for each function of this file that the user calls an entry, whether or not anything has reached it."""
        asked = self._asked()
        if not asked:
            return
        definitions = self._restored().modules.definitions()
        self.defined = len(definitions)
        mine = {leftovers.name_of(one): one for one in definitions if self._is_mine(one)}
        steps = self.limits.steps
        for entry in asked:
            name = entry.partition("::")[2]
            owner, _, method = name.rpartition(".")
            cls = mine.get(owner)
            if name in mine:
                yield self._apart(entry, mine[name], set(), Allowance(steps, steps))
            elif isinstance(cls, ClassObj):
                found = [one for one in leftovers.methods_of(cls) if one.name == method]
                if found:
                    yield self._apart(entry, cls, set(), Allowance(steps, steps), found)
            reached |= self.reached

    def left_over(self, reached: set[Site]) -> Iterator[Trace]:
        """A trace for each function, class or method of this file that nothing has reached, callers first."""
        definitions = self._restored().modules.definitions()
        self.defined = len(definitions)
        candidates = [d for d in definitions if self._is_mine(d)]
        bearing = self._bearing = Bearing(self.interp)
        left = leftovers.once([c for c in candidates if self._is_left(c, reached) and self._bears(c, reached, bearing)], _code)
        said = {id(c): leftovers.mentions(_code(c)) for c in left}
        share = self.limits.uncalled
        allowance = Allowance(_ENTRIES * share, share)
        for candidate in leftovers.callers_first(left, said, lambda one: leftovers.name_of(one).rpartition(".")[2]):
            if self._is_left(candidate, reached):
                trace = self._apart(f"{self.path}::{leftovers.name_of(candidate)}", candidate, reached, allowance)
                allowance.spend(self.interp.steps)
                reached |= self.reached
                if trace.events:
                    yield trace

    def _is_mine(self, value: Value) -> bool:
        if isinstance(value, FunctionObj):
            nested = value.qualname.rpartition(".")[0]
            return value.module.path == self.path and (not nested or nested.endswith("<locals>"))
        if not isinstance(value, ClassObj) or value.is_subclass(TYPE):
            return False
        return value.module is not None and value.module.path == self.path

    def _is_left(self, value: Value, reached: set[Site]) -> bool:
        if isinstance(value, FunctionObj):
            return not leftovers.is_reached(value, reached)
        has_code = any(leftovers.function_of(member) is not None for member in value.fields.values())
        return has_code and (_place(value) not in reached or bool(leftovers.worth_running(value, reached)))

    def _bears(self, value: Value, reached: set[Site], bearing: Bearing) -> bool:
        """Whether running what is left of a function or class can tell anything."""
        if not isinstance(value, ClassObj):
            return bearing.of(value)
        if _place(value) not in reached and bearing.of(value):
            return True
        return any(bearing.of_method(value, method) for method in leftovers.worth_running(value, reached))

    def _apart(
        self, entry: str, candidate: Value, reached: set[Site], allowance: Allowance, only: list[leftovers.Method] | None = None
    ) -> Trace:
        """Run a function or class (or some methods of it) with unknown arguments on a graph that may hold anything, and forget it."""
        interp = self.interp
        interp.begin(entry)
        share = allowance.granted()
        interp.allow(share)
        own = Allowance(_METHODS * share, share)
        traces: list[Trace] = []

        def run() -> None:
            interp.machine.set_global_graph(interp.machine.new_graph(open=True))
            if isinstance(candidate, ClassObj):
                self._class(candidate, reached, only, own)
            else:
                self._function(candidate)
                own.spend(interp.steps)
            self._closures(reached, own)
            traces.append(self._trace(entry))

        with self.watch(entry):
            interp.aside(run)
        return traces[0]

    def _class(self, cls: ClassObj, reached: set[Site], only: list[leftovers.Method] | None, allowance: Allowance) -> None:
        """Make an instance with unknown arguments, then run each method that is left, on its own.

        Attributes that other methods change are unknown then. What the constructor does is told only
        where no script made an instance.
        """
        interp = self.interp
        told = _place(cls) not in reached
        made: list[Value] = []
        members = lookup(cls, "_member_map_")
        if isinstance(members, DictObj):  # an enum has made all the instances that there are
            _guarded(interp, lambda: made.extend(_first(interp.items(interp.call(interp.getattr(members, "values"))))))
        else:
            _guarded(interp, lambda: made.append(interp.call(cls, *_arguments_of_class(interp, cls))))
        allowance.spend(interp.steps)
        if not told:
            interp.state.events.clear()
        if not made or not isinstance(made[0], Instance):
            return
        instance = made[0]
        moving = leftovers.moving_attributes(cls)
        for method in only or leftovers.worth_running(cls, reached | self.reached):
            if not only and self._bearing is not None and not self._bearing.of_method(cls, method):
                continue
            inherited = method.name not in cls.fields
            if not only and not inherited and leftovers.is_reached(method.function, reached | self.reached):
                continue
            kept: list[Event] = []
            start = len(interp.state.events)

            def run(method: leftovers.Method = method, kept: list[Event] = kept, start: int = start) -> None:
                for name in moving:
                    unknown = Unknown(("moving", id(instance), name), name, "set by other methods")
                    interp.state.set(instance.fields, name, unknown)
                before = interp.steps
                interp.allow(allowance.granted())
                if leftovers.is_test(cls, method):
                    _guarded(interp, lambda: interp.call(interp.getattr(instance, "setUp")))
                with doubts.anew(interp):  # reuse may have been turned on since the constructor ran
                    self._method(instance, method)
                allowance.spend(interp.steps - before)
                kept.extend(interp.state.events[start:])

            interp.state.rehearse(run)
            interp.state.events.extend(kept)

    def _closures(self, reached: set[Site], allowance: Allowance) -> None:
        """Run the functions that this entry made and that nobody called, each on its own."""
        interp = self.interp
        for made in interp.modules.definitions()[self.defined :]:
            if not isinstance(made, FunctionObj) or made.module.path != self.path:
                continue
            if leftovers.is_reached(made, reached | self.reached) or (self._bearing is not None and not self._bearing.of(made)):
                continue
            kept: list[Event] = []
            start = len(interp.state.events)

            def run(made: FunctionObj = made, kept: list[Event] = kept, start: int = start) -> None:
                before = interp.steps
                interp.allow(allowance.granted())
                self._function(made)
                allowance.spend(interp.steps - before)
                kept.extend(interp.state.events[start:])

            interp.state.rehearse(run)
            interp.state.events.extend(kept)

    def _function(self, function: Value) -> None:
        interp = self.interp
        arguments = unknown_arguments(interp, function)
        run = partial(_guarded, interp, lambda: interp.call(function, *arguments))
        if serving.is_served(function):
            serving.twice(interp, run)
        else:
            run()

    def _method(self, instance: Instance, method: leftovers.Method) -> None:
        interp = self.interp
        if isinstance(method.member, PropertyObj):
            _guarded(interp, lambda: interp.getattr(instance, method.name))
            return
        skip = 0 if isinstance(method.member, StaticMethod) else 1
        arguments = unknown_arguments(interp, method.function, skip=skip)
        run = partial(_guarded, interp, lambda: interp.call(interp.getattr(instance, method.name), *arguments))
        if serving.is_served(method.function) or serving.serves(instance.cls, method.name):
            serving.twice(interp, run)
        else:
            run()

    def _trace(self, entry: str) -> Trace:
        interp = self.interp
        for coroutine in interp.coroutines:
            coroutine.close()
        interp.coroutines.clear()
        interp.state.conditions.wind_up()
        if interp.state.conditions.spent:
            _cut(interp, f"more than {interp.limits.conditions} conditions: from there on, tests are not told apart")
        return Trace(entry, tuple(settled(interp, interp.state.events)))


def _guarded(interp: Interpreter, run: Callable[[], Any]) -> None:
    """Run an entry to its end, or to the end of its budget."""
    try:
        run()
    except Dead:
        pass
    except OutOfBudget as spent:
        _cut(interp, str(spent))
    except Exhausted:
        _cut(interp, "the conditions under which things happen became too many")
    except RecursionError:
        _cut(interp, "the program is nested too deeply")


def _cut(interp: Interpreter, reason: str) -> None:
    """Say of the whole entry that it could not be followed."""
    interp.state.events.append(Cut(reason, Site(interp.entry.partition("::")[0], NO_SPAN), interp.entry))


def _first(items: tuple[Value, ...] | Unknown) -> tuple[Value, ...]:
    return () if isinstance(items, Unknown) else items[:1]


def _arguments_of_class(interp: Interpreter, cls: ClassObj) -> tuple[tuple[Value, ...], dict[str, Value]]:
    """Unknown arguments to make an instance with: its metaclass's `__call__` says which, unless that hands on whatever it gets."""
    called = MISSING if cls.metaclass is None else lookup(cls.metaclass, "__call__")
    if isinstance(called, FunctionObj) and all(param.kind not in ("*", "**") for param in called.code.params):
        return unknown_arguments(interp, called, skip=1)
    init = lookup(cls, "__init__")
    return unknown_arguments(interp, init, skip=1) if isinstance(init, FunctionObj) else ((), {})


def unknown_arguments(interp: Interpreter, function: Value, *, skip: int = 0) -> tuple[tuple[Value, ...], dict[str, Value]]:
    """Arguments for a function that nothing calls: unknown, but callables that it has by default."""
    if isinstance(function, BoundMethod):
        return unknown_arguments(interp, function.function, skip=skip + 1)
    if not isinstance(function, FunctionObj):
        return (), {}
    kwargs: dict[str, Value] = {}
    positional: list[Value] = []
    for param in function.code.params[skip:]:
        default = function.defaults.get(param.name)
        value: Value = Unknown(
            ("parameter", function.qualname, param.name),
            param.name,
            "an argument of a function that nothing calls",
            kind=type(default) if isinstance(default, (bool, int, str, float)) and type(default) is not bool else None,
        )
        assumed = interp.asked.value(interp, *function.qualname.split("."), param.name)
        if assumed is not MISSING:
            value = assumed
        elif isinstance(default, (FunctionObj, NativeFunction, LibraryObject, ClassObj, BoundMethod)):
            value = default
        match param.kind:
            case "":
                kwargs[param.name] = value
            case "/":
                positional.append(value)
            case "k":
                kwargs[param.name] = value
            case "*" if all(one.kind != "**" for one in function.code.params):
                positional.append(Spread(value))
            case "**":
                interp.uncalled = id(function.code)
    return tuple(positional), kwargs


def _place(cls: ClassObj) -> Site | None:
    """Where a class is defined; None for one that no program defines."""
    return None if cls.module is None or cls.definition is None else cls.module.place(cls.definition.span)


def _code(value: Value) -> ir.Node:
    if isinstance(value, FunctionObj):
        return value.code
    assert isinstance(value, ClassObj)
    assert value.definition is not None
    return value.definition
