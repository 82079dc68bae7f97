"""Frames: where the interpreter stands in the analysed program."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from scopelint.domain.conditions import Condition
from scopelint.domain.values import Table, Value
from scopelint.interp.objects import ClassObj, FunctionObj, ModuleObj
from scopelint.model import Site, Span

NO_SPAN = Span(1, 1, 1, 1)


class Frame:
    """One running function, class body, comprehension or module.

    `vars` are its names; `closure` the names of the functions around it, innermost first;
    `redirect` says where names declared `global` or `nonlocal` live. `span` is the statement that
    runs, `loop` the loop that `break` leaves. `on_yield` receives what a generator yields.
    `receiver` is the first argument and `cls` the class of the definition, for `super()`. `trying`: how many `try` statements are running.
    """

    __slots__ = (
        "closure",
        "cls",
        "function",
        "is_class_body",
        "loop",
        "module",
        "on_yield",
        "path",
        "qualname_prefix",
        "receiver",
        "redirect",
        "span",
        "trying",
        "user",
        "vars",
        "within",
    )

    def __init__(
        self,
        module: ModuleObj,
        vars: Table,
        closure: tuple[Table, ...] = (),
        function: FunctionObj | None = None,
    ) -> None:
        self.module = module
        self.vars = vars
        self.closure = closure
        self.function = function
        self.path = module.path or ""
        self.user = module.first_party
        self.span = NO_SPAN
        self.redirect: dict[str, Table] | None = None
        self.on_yield: Callable[[Value], Value] | None = None
        self.cls: ClassObj | None = function.cls if function is not None else None
        self.receiver: Value = None
        self.is_class_body = False
        self.loop: object = None
        self.within: Frame | None = None
        self.trying = 0
        self.qualname_prefix = f"{function.qualname}.<locals>." if function is not None else ""

    def inner(self, vars: Table) -> Frame:
        """A frame for a comprehension inside this one."""
        closure = self.closure if self.is_class_body else (self.vars, *self.closure)
        frame = Frame(self.module, vars, closure, self.function)
        frame.span = self.span
        frame.on_yield = self.on_yield
        frame.receiver = self.receiver
        frame.cls = self.cls
        frame.user = self.user
        frame.redirect = self.redirect
        frame.within = self
        return frame

    @property
    def enclosing(self) -> tuple[Table, ...]:
        """What a function defined here closes over."""
        if self.vars is self.module.fields:
            return ()
        return (self.vars, *self.closure)


class Recursion:
    """The calls of one function that are running, one within another.

    `path` and `loops` are the path and the number of running loops of unknown length where the outermost began; `undecided` counts the
    calls from within that were made on another path, or in another such loop. `endless`: they were nested as deeply as calls may be; one
    that calls itself twice would come there again and again.
    """

    __slots__ = ("depth", "endless", "loops", "path", "undecided")

    def __init__(self) -> None:
        self.depth = 0
        self.endless = False

    def begin(self, path: Condition, loops: int) -> None:
        """One more call; the outermost one starts the counts."""
        if not self.depth:
            self.path = path
            self.loops = loops
            self.undecided = 0
            self.endless = False
        self.depth += 1


class Step(msgspec.Struct, frozen=True):
    """One entry of the call stack: the call's file and span, whether user code makes it, the path it is on, what is called, and what
    function calls. The frame is not in it: a generator that only a frame refers to is dropped with that."""

    file: str
    span: Span
    user: bool
    path: Condition
    callee: Value = None
    caller: FunctionObj | None = None

    @property
    def site(self) -> Site:
        """The place of the call."""
        return Site(self.file, self.span)
