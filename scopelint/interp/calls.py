"""Calling what can be called.

Flows in: a callable value and its arguments. Flows out: what it returns on the paths that come back.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Final

from scopelint import ir
from scopelint.domain import own
from scopelint.domain.conditions import FALSE, TRUE, Condition
from scopelint.domain.state import Dead, ExitKind
from scopelint.domain.values import MISSING, Choice, ModelLocals, Table, Unknown, Value
from scopelint.interp import construct, contents, doubts, iteration, unknown_names, unread
from scopelint.interp.class_attributes import lookup
from scopelint.interp.classes import kind_of
from scopelint.interp.evaluate import OPEN_KEYWORDS, SPREAD_KEYWORDS, Spread
from scopelint.interp.frames import Frame, Recursion
from scopelint.interp.objects import (
    CONTAINER_TYPES,
    CONTENT,
    UNSEEN_DECORATOR,
    BoundMethod,
    ClassMethod,
    ClassObj,
    FunctionObj,
    Instance,
    ListObj,
    NativeFunction,
    StaticMethod,
)
from scopelint.interp.views import NamespaceView
from scopelint.tf.errors import TFError
from scopelint.tf.objects import Array, Tensor

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

Args = tuple[Value, ...]
Kwargs = dict[str, Value]


def call(interp: Interpreter, function: Value, args: Args, kwargs: Kwargs) -> Value:
    """Call a value.

    Raises:
        Dead: no path came back.
    """
    if type(function) is FunctionObj:
        return call_function(interp, function, args, kwargs)
    if type(function) is BoundMethod:
        return call(interp, function.function, (function.receiver, *args), kwargs)
    if isinstance(function, NativeFunction):
        return call_native(interp, function, args, kwargs)
    if type(function) is ClassObj:
        return construct.instantiate(interp, function, args, kwargs)
    if type(function) is Choice:
        return interp.each(function, lambda f: call(interp, f, args, kwargs))
    if isinstance(function, Unknown):
        return call_unknown(interp, function, args, kwargs)
    if isinstance(function, (StaticMethod, ClassMethod)):
        return call(interp, function.function, args, kwargs)
    if function is MISSING:
        return interp.unknown("?", "not bound on this path")
    called = method_of(interp, function, "__call__") if isinstance(function, Instance) else MISSING
    if called is MISSING:
        called = interp.find(function, "__call__")
    if called is not MISSING:
        return call(interp, called, args, kwargs)
    return interp.fail("TypeError", f"'{kind_of(function)}' object is not callable")


def call_native(interp: Interpreter, function: NativeFunction, args: Args, kwargs: Kwargs) -> Value:
    """Call what is written natively; the arguments are decided first, unless it is lazy."""
    if OPEN_KEYWORDS in kwargs:
        kwargs = _with_open(function, args, kwargs)
    if Spread in map(type, args) or SPREAD_KEYWORDS in kwargs:
        if not function.name.startswith(_FOLLOWED):
            return _call_python_blindly(interp, function, args, kwargs)
        args, kwargs = _without_spread(function, args, kwargs)
    if interp.has_own and function.name.startswith(_PLAIN):
        args, kwargs = own.all_plain(args), dict(zip(kwargs, own.all_plain(tuple(kwargs.values())), strict=True))
    state, impl = interp.state, function.impl
    if function.lazy or not (Choice in map(type, args) or Choice in map(type, kwargs.values())):
        return state.attempt(lambda: _run(interp, function, impl, args, kwargs))

    def decided() -> Value:
        plain = tuple([state.resolve(a) for a in args])
        named = {k: state.resolve(v) for k, v in kwargs.items()}
        return _run(interp, function, impl, plain, named)

    return state.attempt(decided)


_PLAIN: Final = ("tensorflow.", "_scopelint.", "numpy.")
"""What takes numbers and texts for what they are, whatever their class."""


def _run(interp: Interpreter, function: NativeFunction, impl: Any, args: Args, kwargs: Kwargs) -> Value:
    try:
        return impl(interp, *args, **kwargs)
    except TFError as error:
        return interp.refuse(error)
    except TypeError as error:
        if error.__traceback__ is not None and error.__traceback__.tb_next is None:
            return interp.fail("TypeError", f"{function.name}: {error}".replace("() ", "() "))
        raise


_FOLLOWED: Final = ("tensorflow.", "tf.", "_scopelint.", "functools.", "contextlib.", "types.")
"""What is worth calling with the arguments that are known: it makes names, or hands on functions."""


def _with_open(function: NativeFunction, args: Args, kwargs: Kwargs) -> Kwargs:
    """The keywords that are known; and a size or an initial value, where only those that callers may add can give a variable one."""
    known = {k: v for k, v in kwargs.items() if k != OPEN_KEYWORDS}
    parameters = inspect.signature(function.impl).parameters
    missing = [*parameters][len(args) + 1 :]
    sized = known.get("initializer")
    if "shape" in missing and "initializer" in missing and (sized is None or not isinstance(sized, _SIZED)):
        known.setdefault("shape", contents.unknown_keyword(kwargs[OPEN_KEYWORDS], "shape", "shape"))
    if "initial_value" in missing:
        known.setdefault("initial_value", contents.unknown_keyword(kwargs[OPEN_KEYWORDS], "initial_value", "initial_value"))
    if "reuse" in missing and parameters["reuse"].default is MISSING:  # a `tf.VariableScope` must have one
        known.setdefault("reuse", contents.unknown_keyword(kwargs[OPEN_KEYWORDS], "reuse", "reuse"))
    return known


_SIZED: Final = (Tensor, Array, ListObj, tuple, int, float, str)
"""Initial values that have a shape of their own."""


def _without_spread(function: NativeFunction, args: Args, kwargs: Kwargs) -> tuple[Args, Kwargs]:
    """A native function cannot take arguments that are not known: it gets what is, and unknown ones where it cannot do without."""
    spread = kwargs.get(SPREAD_KEYWORDS, MISSING)
    plain = {k: v for k, v in kwargs.items() if k != SPREAD_KEYWORDS}
    cut = next((i for i, a in enumerate(args) if type(a) is Spread), len(args))
    source = args[cut].items if cut < len(args) else _unknown_of(spread, "**")
    missing = [*inspect.signature(function.impl).parameters][cut + 1 :]
    for place, name in enumerate(missing):
        if name not in plain and ((cut == 0 and place == 0) or name == "shape"):
            plain[name] = Unknown(("keyword", source.key, name), name, source.reason)
    return args[:cut], plain


def _call_python_blindly(interp: Interpreter, function: NativeFunction, args: Args, kwargs: Kwargs) -> Value:
    """A function or method of Python's that gets arguments which are not known: nor is its result, nor what its receiver holds then."""
    receiver = args[0] if args else None
    if isinstance(receiver, CONTAINER_TYPES) and function.name.rpartition(".")[2] in _CHANGES:
        rest = interp.unknown("items", "arguments that are not known")
        if isinstance(receiver.fields, NamespaceView):
            unknown_names.write_all(interp, receiver.fields.shown, rest)
        else:
            interp.state.set(receiver.fields, CONTENT, rest)
        return None
    return interp.unknown(function.name.rpartition(".")[2], "arguments that are not known")


_CHANGES: Final = frozenset({"__init__", "update", "append", "extend", "insert", "add"})
"""Methods of containers that give None and change them."""


def call_function(interp: Interpreter, function: FunctionObj, args: Args, kwargs: Kwargs) -> Value:
    """Call a function of the program (or of a stub)."""
    code = function.code
    interp.step()
    if id(code) not in interp.reached:
        interp.reached[id(code)] = function.module.place(code.span)
    if _is_too_deep(interp, code):
        interp.cut(f"the call of {code.name} is nested too deeply")
        return interp.unknown(code.name, "too deep a recursion")
    if function.module.first_party:
        unread_here = interp.unread.get(id(code))
        if unread_here is None:
            unread_here = interp.unread[id(code)] = unread.candidates(code)
        if unread_here:
            unread.note(interp, function, unread_here, args, kwargs)
    unseen = interp.state.get(function.fields, UNSEEN_DECORATOR)
    if unseen is not MISSING:
        return _call_behind(interp, unseen, function, args, kwargs)
    return _run_with(interp, function, bind(interp, function, args, kwargs), args)


def _call_behind(interp: Interpreter, decorator: Value, function: FunctionObj, args: Args, kwargs: Kwargs) -> Value:
    """Call a function behind a decorator that cannot be seen."""
    with doubts.inside(interp, decorator):
        bound = bind(interp, function, args, kwargs)
        if not doubts.fit(interp, function, args, lambda: _run_with(interp, function, bind(interp, function, args, kwargs), args)):
            bound = doubts.given(interp, function, args, kwargs)
        return _run_with(interp, function, bound, args)


def _run_with(interp: Interpreter, function: FunctionObj, bound: Table, args: Args) -> Value:
    """Run a function on its parameters; `args` are what the caller gave by place."""
    code = function.code
    frame = Frame(function.module, bound, function.closure, function)
    if args:
        frame.receiver = args[0]
    elif code.params:
        frame.receiver = frame.vars.get(code.params[0].name)
    if code.is_generator:
        return interp.generator(code.name, lambda on_yield: _run_generator(interp, frame, code, on_yield))
    return run_frame(interp, frame, code)


def _is_too_deep(interp: Interpreter, code: ir.Function) -> bool:
    running = interp.running.get(id(code))
    if len(interp.frames) > interp.limits.call_depth:
        if running is not None:
            running.endless = True
        return True
    return (running is not None and running.depth > 0 and running.endless) or _recurses_blindly(interp, code)


def _recurses_blindly(interp: Interpreter, code: ir.Function) -> bool:
    """Whether a function calls itself again and again where nobody knows when it will end."""
    running = interp.running.get(id(code))
    if running is None or not running.depth or (interp.state.path is TRUE and not interp.state.splits):
        return False
    limits = interp.limits
    if running.depth > limits.recursion:
        return True
    if interp.symbolic_loops == running.loops and interp.state.path is running.path:
        return False
    running.undecided += 1
    return running.undecided > limits.undecided and running.depth > limits.undecided_depth


def run_frame(interp: Interpreter, frame: Frame, code: ir.Function) -> Value:
    """Run a function body up to its boundary; the value is what the paths that return give."""
    state = interp.state
    boundary = state.enter()
    running = interp.running.get(id(code))
    if running is None:
        running = interp.running[id(code)] = Recursion()
    running.begin(state.path, interp.symbolic_loops)
    interp.frames.append(frame)
    try:
        interp.run(code.body, frame)
    finally:
        interp.frames.pop()
        running.depth -= 1
    if state.path is not FALSE:
        state.leave(ExitKind.RETURN, frame, None)
    _, exits = state.close(boundary)
    if len(exits) == 1 and exits[0].target is frame and exits[0].condition is state.path:
        return exits[0].value
    live: Condition = FALSE
    value: Value = None
    others = []
    for one in exits:
        if one.kind is ExitKind.RETURN and one.target is frame:
            value = one.value if live is FALSE else state.choice(one.condition, one.value, value, data=True)
            live = state.conditions.either(live, one.condition)
        else:
            others.append(one)
    state.resume(others)
    state.narrow(live)
    if live is FALSE:
        raise Dead
    return state.simplify(value) if type(value) is Choice else value


def _run_generator(interp: Interpreter, frame: Frame, code: ir.Function, on_yield: Any) -> Value:
    """Run a generator's body; each yield runs the consumer in the consumer's own surroundings."""
    stack, frames = interp.stack, interp.frames
    outer = len(stack)
    outside = iteration.outside_loops(interp, on_yield)

    def swapped(value: Value) -> Value:
        nonlocal outer
        inside = interp.stack, interp.frames
        interp.stack, interp.frames = list(stack), list(frames)
        running = interp.running[id(code)]
        running.depth -= 1
        try:
            return outside(value)
        finally:
            running.depth += 1
            interp.stack, interp.frames = inside
            if interp.resumed is not None:
                interp.stack[:outer] = interp.resumed
                outer, interp.resumed = len(interp.resumed), None

    frame.on_yield = swapped
    interp.stack, interp.frames = list(stack), list(frames)
    try:
        return run_frame(interp, frame, code)
    finally:
        interp.stack, interp.frames = stack, frames


def bind(interp: Interpreter, function: FunctionObj, args: Args, kwargs: Kwargs) -> Table:
    """The parameters of a call by name, as Python binds them."""
    code = function.code
    bound = Table() if function.module.first_party else ModelLocals()
    spread = next((a for a in args if type(a) is Spread), None)
    plain = args if spread is None else args[: args.index(spread)]
    unknown_rest: Unknown | None = spread.items if spread is not None else None
    unknown_named: Value = kwargs.get(SPREAD_KEYWORDS, MISSING)
    used: set[str] = {SPREAD_KEYWORDS, OPEN_KEYWORDS}
    open_named = kwargs.get(OPEN_KEYWORDS)
    position = 0
    for param in code.params:
        name = param.name
        if param.kind == "*":
            if unknown_rest is not None:
                bound[name] = unknown_rest
            else:
                bound[name] = tuple(plain[position:])
            position = len(plain)
        elif param.kind == "**":
            rest = {k: v for k, v in kwargs.items() if k not in used}
            named = bound[name] = interp.dict(rest if unknown_named is MISSING else _unknown_of(unknown_named, name))
            used.update(rest)
            if open_named is not None:
                named.fields[contents.OPEN_KEYS] = True
            if interp.uncalled == id(code):
                interp.uncalled = 0
                named.fields[contents.OPEN_KEYS] = True
        elif param.kind != "k" and position < len(plain):
            bound[name] = plain[position]
            position += 1
        elif name in kwargs and param.kind != "/":
            bound[name] = kwargs[name]
            used.add(name)
        elif unknown_rest is not None and param.kind != "k":
            bound[name] = Unknown(("spread", unknown_rest.key, name), name, unknown_rest.reason)
        elif unknown_named is not MISSING and param.kind != "/":
            source = _unknown_of(unknown_named, name)
            bound[name] = Unknown(("keyword", source.key, name), name, source.reason)
        elif isinstance(open_named, Instance) and param.kind != "/" and (name not in function.defaults or _decides(function, name)):
            bound[name] = contents.unknown_keyword(open_named, name, name)
        elif name in function.defaults:
            bound[name] = function.defaults[name]
        elif UNSEEN_DECORATOR in function.fields:
            return doubts.given(interp, function, args, kwargs)
        else:
            bound[name] = interp.fail("TypeError", f"{code.name}() misses the argument '{name}'", name)
    if position < len(plain) or any(k not in used for k in kwargs):
        if UNSEEN_DECORATOR in function.fields:
            return doubts.given(interp, function, args, kwargs)
        extra = next((k for k in kwargs if k not in used), None)
        what = f"an unexpected keyword argument '{extra}'" if extra else f"{len(plain)} arguments"
        interp.fail("TypeError", f"{code.name}() got {what}")
    return bound


def _decides(function: FunctionObj, parameter: str) -> bool:
    """Whether a caller who can give a function of the program more than is seen is likely to decide by it what is made or shared."""
    return function.module.first_party and parameter in unread.NAMES


def _unknown_of(value: Value, text: str) -> Unknown:
    return value if isinstance(value, Unknown) else Unknown(("keywords", id(value)), text, "keywords not known")


def call_unknown(interp: Interpreter, function: Unknown, args: Args, kwargs: Kwargs) -> Value:
    """A call into code that cannot be seen: its result is not known, and the user is told."""
    if interp.stack and interp.stack[-1].user and interp.modules.worth_telling(function):
        interp.cut(f"the call of {function.text} could not be followed: {function.reason}")
    if interp.stack and interp.stack[-1].user:
        from scopelint.interp.tensorflow import unseen

        unseen.called(interp, function, (*args, *kwargs.values()))
    return interp.unknown(interp.modules.text_of_call(function), function.reason)


def method_of(interp: Interpreter, value: Instance, name: str) -> Value:
    """The bound special method of an instance, or `MISSING`."""
    found = lookup(value.cls, name)
    return MISSING if found is MISSING else BoundMethod(found, value)
