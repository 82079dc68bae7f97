"""The interpreter: runs IR on values, state and the TensorFlow model.

Flows in: modules of the analysed program (as IR), limits. Flows out: events in `state.events`. This
module holds what all parts share: the call stack, errors, budgets, and the dispatch to the parts,
which know one another only through this class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from typing import TYPE_CHECKING, Any, TypeVar

from scopelint import ir
from scopelint.domain.conditions import FALSE, TRUE, Condition, Conditions
from scopelint.domain.state import Change, Dead, Exit, ExitKind, State
from scopelint.domain.values import MISSING, Choice, Table, Unknown, Value
from scopelint.interp import attributes, calls, classes, contents, evaluate, execute, iteration, operators, truth, unwinding
from scopelint.interp.around import Around
from scopelint.interp.asked import Asked
from scopelint.interp.frames import NO_SPAN, Frame, Recursion, Step
from scopelint.interp.host import ProgramHost
from scopelint.interp.limits import Limits
from scopelint.interp.objects import (
    CONTENT,
    ClassObj,
    DictObj,
    FunctionObj,
    GeneratorObj,
    Instance,
    ListObj,
    SetObj,
)
from scopelint.interp.options import Options
from scopelint.interp.unknowns import UnknownTests
from scopelint.model import Site, Span
from scopelint.tf.errors import TFError
from scopelint.tf.machine import Machine
from scopelint.trace import Context, Cut, LoopTurn, OpenScope, RaiseEvent, VariableEvent

if TYPE_CHECKING:
    from scopelint.interp.coroutines import Coroutine
    from scopelint.interp.modules import Modules

T = TypeVar("T")


class OutOfBudget(Exception):
    """The entry has used up its steps: analysis of this entry ends here."""


class Interpreter:
    """One analysis of one entry."""

    def __init__(self, modules: Modules, limits: Limits, entry: str, asked: Asked | None = None) -> None:
        self.limits = limits
        self.asked = asked or Asked()
        self.options = Options(self.asked.given)
        self.entry = entry
        self.state = State(Conditions(limits.conditions))
        self.unknowns = UnknownTests(self.state.conditions)
        self.machine = Machine(self.state, self, ProgramHost(self))
        self.machine.default_graph()
        self.machine.set_eager(self.asked.eager)
        self.modules = modules
        self.has_own = False
        """Whether the program has numbers or texts that are objects of its own classes."""
        self.readers: dict[tuple[int, int], tuple[int, Instance, FunctionObj]] = {}
        """The objects that make variables when an attribute of theirs is read, each with the function that does, numbered."""
        self.stack: list[Step] = []
        self.frames: list[Frame] = []
        self.state.conditions.internal = self._in_model
        self.handlers: list[tuple[ClassObj, ...] | unwinding.Leaving | None] = []
        """What stands around the code that runs, innermost last: what an `except` takes (None: all), or what a block does on being left."""
        self.failing: Frame | None = None
        """Where each `try` is left by an error, perhaps, that only a run brings (see `endless`)."""
        self.loops: list[LoopTurn] = []
        self.turning: Condition = TRUE
        """The condition under which the loops of unknown length that are running have come this far."""
        self.symbolic_loops = 0
        """How many loops of unknown length are running."""
        self.uncalled = 0
        """The function that is about to be run though nothing calls it, by the identity of its code: nobody knows what its `**kw` holds."""
        self.looping = 0
        """The loop that is about to begin, by the identity of its body."""
        self.idle_loops: set[int] = set()
        """The loops that were found to leave the graph alone, once they had gone on for long."""
        self.busy_loops: dict[int, int] = {}
        """How many steps each loop has taken in all its runs."""
        self.asked_in_vain: dict[int, int] = {}
        """How many times in a row each loop was asked whether it leaves the graph alone, and did not."""
        self.quiet_loops: set[int] = set()
        """The loops of unknown length that had nothing to tell of the graph."""
        self.trials = 0
        """How many turns are being tried, one within the other, to see what they would change."""
        self.running: dict[int, Recursion] = {}
        """The functions that are running, by the identity of their code."""
        self.suspended = False
        """Whether the code that runs belongs to a generator that is advanced by hand: it cannot be tried and taken back."""
        self.consumer: Step | None = None
        """The loop that is about to run a generator's body: it stands around that on the call stack."""
        self.resumed: list[Step] | None = None
        """What stands around the body of a generator that is advanced by hand, now that it goes on."""
        self.errors: list[Value] = []
        self.doubts: tuple[int, ...] = ()
        """The unseen decorators and managers inside which the code runs, a number for each time that one is entered: see `doubts`."""
        self.fitting: dict[int, bool] = {}
        """Whether functions behind unseen decorators get along with what their callers give, by the identities of their code."""
        self.notes = Table()
        """What the program wrote into values that are not known: (their key, what part of them) -> value."""
        self.coroutines: list[Coroutine] = []
        self.dropped: list[Coroutine] = []
        """Generators that are suspended and that nothing refers to: they are closed when the statement ends."""
        self.reached: dict[int, Site] = {}
        """The functions and classes that were called, by the identities of their code."""
        self.inputs_of_layers: dict[tuple[int, Site], list[tuple[int, tuple[Value, ...]]]] = {}
        """What each place inside AUTO_REUSE has applied layers without a name to, and in which `tf.device` block; by graph and place."""
        self.device_blocks = 0
        """How many `tf.device` blocks have been entered."""
        self.unread: dict[int, tuple[str, ...]] = {}
        """The parameters that a function (by the id of its code) takes and never reads: see `unread`."""
        self.steps = 0
        self.allowed = limits.steps
        """After how many steps what runs now must end."""
        self._cuts: dict[tuple[str, Site], int] = {}
        """Where each cut stands among the events, unless it has been taken back."""
        self._around = Around()
        """What stood around the last event."""
        self._refused: dict[int, tuple[Value, VariableEvent | RaiseEvent | Cut]] = {}

    @property
    def of_tensorflow1(self) -> bool:
        """Whether the program runs on TensorFlow 1: the settings say so, or it asks for `tf.contrib`."""
        return self.asked.tensorflow1 or self.modules.of_tensorflow1

    def begin(self, entry: str) -> None:
        """Turn to another entry: its own events, errors and budget, on the modules as they are."""
        self.entry = entry
        self.state.begin()
        self.steps = 0
        self.allowed = self.limits.steps
        self._cuts = {}

    def go_on_for(self, entry: str) -> None:
        """Go on on behalf of another entry. Nothing has been told so far but what was not followed."""
        self.entry = entry
        self.state.events = [Cut(event.reason, event.site, entry) for event in self.state.events]
        self._cuts = {(cut.reason, cut.site): place for place, cut in enumerate(self.state.events)}

    def allow(self, steps: int) -> None:
        """What is run next may take no more than so many steps, and all of the entry no more than it ever may."""
        self.allowed = min(self.steps + steps, self.limits.steps)

    def aside(self, run: Callable[[], None]) -> None:
        """Run an entry of its own; nothing is left of it, neither what it writes nor what it asks."""
        conditions, unknowns = self.state.conditions, self.unknowns
        self.unknowns, mark = copy(unknowns), conditions.mark()
        try:
            self.state.rehearse(run)
        finally:
            self.unknowns = unknowns
            conditions.drop(mark)

    def changes(self, function: Callable[[], Any]) -> list[Change]:
        """What `function` would write (see `State.changes`): nothing is left of it, not even what it asks."""
        state, unknowns = self.state, self.unknowns
        self.unknowns, mark, lasting = copy(unknowns), state.conditions.mark(), state.lasting
        self.trials += 1
        try:
            return state.changes(function)
        finally:
            self.trials -= 1
            if state.lasting == lasting:
                self.unknowns = unknowns
                state.conditions.drop(mark)

    # --- dispatch ----------------------------------------------------------------------------

    def eval(self, node: ir.Expr, frame: Frame) -> Value:
        """Evaluate an expression; raises `Dead` when nothing of the path is left."""
        return evaluate.EVALUATORS[type(node)](self, node, frame)

    def run(self, block: tuple[ir.Stmt, ...], frame: Frame) -> None:
        """Run statements until the path ends; what is left of the path is in `state.path`."""
        execute.run_block(self, block, frame)

    def call(self, function: Value, args: tuple[Value, ...] = (), kwargs: dict[str, Value] | None = None) -> Value:
        return calls.call(self, function, args, kwargs or {})

    def getattr(self, value: Value, name: str) -> Value:
        return attributes.get(self, value, name)

    def setattr(self, value: Value, name: str, new: Value) -> None:
        attributes.put(self, value, name, new)

    def truth(self, value: Value) -> Condition:
        return truth.truth(self, value)

    def iterate(self, value: Value, body: Callable[[Value], Any], text: str) -> None:
        iteration.each_item(self, value, body, text)

    def items(self, value: Value) -> tuple[Value, ...] | Unknown:
        return iteration.to_tuple(self, value)

    def binary(self, op: str, left: Value, right: Value) -> Value:
        return operators.binary(self, op, left, right)

    # --- values ------------------------------------------------------------------------------

    def each(self, value: Value, use: Callable[[Value], T]) -> T:
        """Apply `use` to the value, or to each alternative of a choice on its own path."""
        if type(value) is Choice:
            value = self.state.number(self.state.simplify(value))
        if type(value) is not Choice:
            return use(value)
        condition, first = value.alternatives[0]
        rest = value.alternatives[1:]
        remaining = rest[0][1] if len(rest) == 1 else Choice(rest)
        return self.state.split(condition, lambda: use(first), lambda: self.each(remaining, use))

    def boolean(self, condition: Condition) -> Value:
        """A condition as a value of the program."""
        if condition is TRUE or condition is FALSE:
            return condition is TRUE
        return self.state.choice(condition, True, False)

    def unknown(self, text: str, reason: str, *, kind: type | None = None) -> Unknown:
        """A value like no other, called `text`."""
        return Unknown(("fresh", self.state.fresh()), text, reason, kind=kind)

    def _in_model(self) -> bool:
        """Whether it is the model of a library that runs, and not the program itself."""
        return bool(self.frames) and not self.frames[-1].user

    def list(self, items: Iterable[Value] | Unknown) -> ListObj:
        made = ListObj(classes.LIST, modelled=self._in_model())
        made.fields[CONTENT] = items if isinstance(items, Unknown) else tuple(items)
        return made

    def dict(self, items: dict[Value, Value] | Unknown) -> DictObj:
        made = DictObj(classes.DICT, modelled=self._in_model())
        made.fields[CONTENT] = items
        return made

    def set(self, items: Iterable[Value] | Unknown, cls: ClassObj = classes.SET) -> SetObj:
        """A set, or a frozen one."""
        made = SetObj(cls, modelled=self._in_model())
        made.fields[CONTENT] = items if isinstance(items, Unknown) else contents.distinct(self, tuple(items))
        return made

    # --- where the program is ----------------------------------------------------------------

    def here(self) -> Site:
        """The innermost call in the user's own code."""
        for step in reversed(self.stack):
            if step.user:
                return step.site
        return self._start()

    def _standing(self) -> Site:
        """The innermost call in the user's own code; the statement, where the function that runs is not making a call."""
        frame = self.frames[-1] if self.frames else None
        if frame is None or not frame.user or frame.span is NO_SPAN:
            return self.here()
        calling = bool(self.stack) and self.stack[-1].file == frame.path and self.stack[-1].caller is frame.function
        return self.here() if calling else Site(frame.path, frame.span)

    def _start(self) -> Site:
        """The file that the entry lies in."""
        return Site(self.entry.partition("::")[0], NO_SPAN)

    def site(self) -> Site:
        return self.here()

    def at(self, frame: Frame, span: Span, action: Callable[[], T]) -> T:
        """Do something on behalf of a place in the program, as calls do."""
        self.stack.append(Step(frame.path, span, frame.user, self.state.path, None, frame.function))
        try:
            return action()
        finally:
            self.stack.pop()

    def context(self, scopes: tuple[OpenScope, ...], graph: int = 0) -> Context:
        """The circumstances of an event that happens now."""
        innermost = next((i for i in range(len(self.stack) - 1, -1, -1) if self.stack[i].user), -1)
        steps = [step for step in self.stack[: innermost + 1] if step.user]
        through = [classes.api_of(step.callee) for step in self.stack[innermost + 1 :]]
        around = self._around = self._around.then(steps, tuple([name for name in through if name is not None]), tuple(self.loops))
        path = self.state.path
        return Context(
            site=around.sites[-1] if steps else self._start(),
            calls=around.calls,
            entry=self.entry,
            certain=True,
            reached=True,
            after_error=self.state.failed is not FALSE and self.state.conditions.implies(path, self.state.failed),
            scopes=scopes,
            loops=around.loops,
            graph=graph,
            condition=self.state.conditions.both(path, self.turning),
            reach=self.state.conditions.both(steps[-1].path, self.turning) if steps else TRUE,
            called=classes.api_of(steps[-1].callee) if steps else None,
            through=around.through,
            functions=around.functions,
            doubts=self.doubts,
        )

    def supposes(self) -> bool:
        """Whether the path hangs on what only the model of a library has asked about a value: nothing in the program says that it is so."""
        outer = next((step.path for step in reversed(self.stack) if step.user), TRUE)
        return self.state.conditions.is_internal(self.state.path, outer)

    def depth(self) -> int:
        """How many calls of the user's program are running."""
        return sum(1 for step in self.stack if step.user)

    def cut(self, reason: str, site: Site | None = None) -> None:
        """Record that something could not be followed; once per place and reason."""
        place = site or self._standing()
        cut, events = Cut(reason, place, self.entry), self.state.events
        known = self._cuts.get((reason, place), len(events))
        if known >= len(events) or events[known] != cut:
            self._cuts[reason, place] = len(events)
            events.append(cut)

    def step(self) -> None:
        self.steps += 1
        if self.steps > self.allowed:
            if self.steps > self.limits.steps:
                raise OutOfBudget(f"more than {self.limits.steps} steps")
            raise OutOfBudget(f"more steps than limits.uncalled ({self.limits.uncalled}) grants to what nothing calls")

    # --- errors ------------------------------------------------------------------------------

    def exception(self, name: str, message: str) -> Instance:
        made = Instance(classes.EXCEPTIONS[name])
        made.fields["args"] = (message,)
        return made

    def handled(self, cls: ClassObj) -> bool:
        """Whether some `except` that is active would catch this class."""
        catching = (kinds for kinds in self.handlers if not isinstance(kinds, unwinding.Leaving))
        return any(kinds is None or any(cls.is_subclass(kind) for kind in kinds) for kinds in catching)

    def looks_for(self, cls: ClassObj) -> bool:
        """Whether the program looks what there is: an active `except` names this very class, or stands in the function that runs."""
        names_it = any(kinds is not None and not isinstance(kinds, unwinding.Leaving) and cls in kinds for kinds in self.handlers)
        return names_it or (bool(self.frames) and self.frames[-1].trying > 0 and self.handled(cls))

    def catches_some(self) -> bool:
        """Whether some `except` is active."""
        return any(kinds is None or (not isinstance(kinds, unwinding.Leaving) and bool(kinds)) for kinds in self.handlers)

    def throw(self, error: Value) -> Any:
        """Raise in the analysed program.

        Raises:
            Dead: always; the rest of the path has left.
        """
        self.passes_on(error)
        self.state.leave(ExitKind.RAISE, None, error)
        raise Dead

    def passes_on(self, error: Value) -> None:
        """An error is on its way to whoever catches it: if nobody does, it ends the program."""
        cls = classes.class_of(error)
        caught = self.catches_some() if cls is None else self.handled(cls) or cls.is_subclass(classes.EXCEPTIONS["SystemExit"])
        if not caught:
            self.state.end()
            self._raised_again(error)

    def remember(self, error: Value, reason: str) -> None:
        """An error that the program may catch is raised here: should it not, the place is a cut."""
        self._refused[id(error)] = error, Cut(reason, self.here(), self.entry)

    def is_known(self, error: Value) -> bool:
        """Whether the record has this error already: TensorFlow's, or one that is told unless it is caught."""
        return id(error) in self._refused

    def _raised_again(self, error: Value) -> None:
        """A refusal that a handler took and raised again is not caught, if that is what becomes of it."""
        event = self._refused.get(id(error), (None, None))[1]
        if isinstance(event, Cut):
            self.cut(event.reason, event.site)
        elif event is not None and self.state.failed is FALSE and self.state.conditions.implies(event.context.condition, self.state.path):
            event.caught = False

    def probe(self, name: str, function: Callable[[], Value]) -> tuple[Value, Condition]:
        """Call `function`, catching the exception class `name`: its value and the condition under which it raised.

        The value is `MISSING` where it always raised.
        """
        state, cls = self.state, classes.EXCEPTIONS[name]
        boundary = state.enter()
        self.handlers.append((cls,))
        value: Value = MISSING
        try:
            value = function()
        except Dead:
            pass
        finally:
            self.handlers.pop()

        def expected(one: Exit) -> bool:
            found = classes.class_of(one.value) if one.kind is ExitKind.RAISE else None
            return found is not None and found.is_subclass(cls)

        raised = state.catch(boundary, expected)
        if state.path is FALSE:
            raise Dead
        return value, raised

    def fail(self, name: str, message: str, text: str = "") -> Value:
        """Python would raise here, as far as the analysis can tell.

        If the program catches it, it is raised; if not, the analysis is more likely at fault
        than the program: the place is recorded as cut and an unknown value takes its place.
        """
        if self.handled(classes.EXCEPTIONS[name]):
            error = self.exception(name, message)
            self.remember(error, f"{name}: {message}")
            return self.throw(error)
        self.cut(f"{name}: {message}")
        return self.unknown(text or "?", message)

    def stop(self, name: str, message: str) -> None:
        """TensorFlow raises here, for a reason that has nothing to do with scopes.

        If the program does not catch it, it ends here: the place is recorded as cut, since nothing after it is told. In a function that
        nothing calls the sizes may have come out wrong for want of its arguments: there what follows is told, as coming after an error.

        Raises:
            Dead: the path has ended.
        """
        error = self.exception(name, message)
        reason = f"{name}: {message}"
        if self.handled(classes.EXCEPTIONS[name]):
            self.remember(error, reason)
            self.throw(error)
        self.cut(reason)
        if not self.machine.default_graph().open:
            self.throw(error)
        self.state.fail()

    def refuse(self, error: TFError) -> Value:
        """TensorFlow raises: let the program catch it, or go on as if it had not."""
        cls = classes.EXCEPTIONS.get(error.refusal.exception, classes.EXCEPTIONS["ValueError"])
        raised = Instance(cls)
        raised.fields["args"] = (error.refusal.message,)
        if self.handled(cls):
            error.event.caught = True
            self._refused[id(raised)] = raised, error.event
            return self.throw(raised)
        if unwinding.unwind(self, raised):
            error.event.caught = True
            self.state.leave(ExitKind.RAISE, None, raised)
            raise Dead
        self.state.fail()
        if error.recovery is not None:
            return error.recovery()
        return self.unknown("?", error.refusal.message)

    # --- what the parts need of one another ----------------------------------------------------

    def each_of(self, values: tuple[Value, ...], use: Callable[[tuple[Value, ...]], T]) -> T:
        """`use` on the values with every choice among them decided, path by path."""
        index = next((i for i, value in enumerate(values) if type(value) is Choice), None)
        if index is None:
            return use(values)
        before, after = values[:index], values[index + 1 :]
        return self.each(values[index], lambda v: self.each_of((*before, v, *after), use))

    def assign(self, target: ir.Target, value: Value, frame: Frame) -> None:
        execute.assign(self, target, value, frame)

    def find(self, value: Value, name: str) -> Value:
        return attributes.find(self, value, name)

    def delattr(self, value: Value, name: str) -> None:
        attributes.remove(self, value, name)

    def subscript(self, value: Value, index: Value) -> Value:
        return contents.subscript(self, value, index)

    def append(self, container: ListObj, value: Value) -> None:
        contents.append(self, container, value)

    def generator(self, name: str, run: Callable[[Callable[[Value], Value]], Value]) -> GeneratorObj:
        return GeneratorObj(name, run)

    def __repr__(self) -> str:
        return f"<Interpreter of {self.entry}, {self.steps} steps>"
