"""Parts of the standard library that are best said natively: functools, contextlib, os.path, copy, itertools.

Flows in: calls. Flows out: values. Registered at import. What can be said in Python lies in `scopelint/stubs`.
"""

from __future__ import annotations

import itertools
import json
import posixpath
from typing import TYPE_CHECKING, Any

from scopelint.domain.conditions import FALSE
from scopelint.domain.names import SymStr, join
from scopelint.domain.values import MISSING, Unknown, Value
from scopelint.interp import classes, coroutines, managers
from scopelint.interp.evaluate import SPREAD_KEYWORDS
from scopelint.interp.library.builtins import END, iter_, next_
from scopelint.interp.library.convert import pure, to_python
from scopelint.interp.library.types import make_class
from scopelint.interp.natives import FUNCTIONS, attribute_getter, method, native
from scopelint.interp.objects import (
    CONTENT,
    BoundMethod,
    ClassObj,
    ContextManager,
    DictObj,
    FunctionObj,
    GeneratorManager,
    GeneratorObj,
    Instance,
    Iterator,
    Many,
    ModuleObj,
    NativeFunction,
    Partial,
)

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


# --- functools ------------------------------------------------------------------------------------


@native("functools.partial", lazy=True)
def _partial(interp: Interpreter, function: Value, *args: Value, **kwargs: Value) -> Value:
    return Partial(function, args, kwargs)


@method(Partial, "__call__", lazy=True)
def _call_partial(interp: Interpreter, partial: Partial, *args: Value, **kwargs: Value) -> Value:
    return interp.call(partial.function, (*partial.args, *args), {**partial.kwargs, **kwargs})


@attribute_getter(Partial, "func")
def _partial_func(interp: Interpreter, partial: Partial) -> Value:
    return partial.function


@attribute_getter(Partial, "args")
def _partial_args(interp: Interpreter, partial: Partial) -> Value:
    return partial.args


@attribute_getter(Partial, "keywords")
def _partial_keywords(interp: Interpreter, partial: Partial) -> Value:
    return interp.dict(dict(partial.kwargs))


@native("functools.wraps")
def _wraps(interp: Interpreter, wrapped: Value, *_: Value, **__: Value) -> Value:
    return NativeFunction("wraps", lambda i, wrapper: _updated(i, wrapper, wrapped), lazy=True)


@native("functools.update_wrapper", lazy=True)
def _update_wrapper(interp: Interpreter, wrapper: Value, wrapped: Value, *_: Value, **__: Value) -> Value:
    return _updated(interp, wrapper, wrapped)


def _updated(interp: Interpreter, wrapper: Value, wrapped: Value) -> Value:
    if isinstance(wrapper, (FunctionObj, NativeFunction)):
        for name in ("__name__", "__module__", "__qualname__", "__doc__"):
            found = interp.find(wrapped, name)
            if found is not MISSING:
                interp.state.set(wrapper.fields, name, found)
        if isinstance(wrapped, FunctionObj):
            for name, value in wrapped.fields.items():
                if isinstance(name, str) and not name.startswith("__"):
                    interp.state.set(wrapper.fields, name, value)
        interp.state.set(wrapper.fields, "__wrapped__", wrapped)
    return wrapper


@native("functools.lru_cache", "functools.cache", lazy=True)
def _lru_cache(interp: Interpreter, function: Value = None, *_: Value, **__: Value) -> Value:
    if isinstance(function, (FunctionObj, BoundMethod)):
        return _cached(interp, function)
    return NativeFunction("lru_cache", _cached, lazy=True)


def _cached(interp: Interpreter, function: Value) -> Value:
    results = DictObj(classes.DICT)
    results.fields[CONTENT] = {}

    def call(i: Interpreter, *args: Value, **kwargs: Value) -> Value:
        key = (args, tuple(sorted(kwargs.items(), key=lambda p: p[0])))
        content = i.state.need(results.fields, CONTENT)
        try:
            if key in content:
                return content[key]
        except TypeError:
            return i.call(function, args, kwargs)
        made = i.call(function, args, kwargs)
        i.state.set(results.fields, CONTENT, {**i.state.need(results.fields, CONTENT), key: made})
        return made

    return NativeFunction("cached", call)


@native(
    "functools.singledispatch",
    "functools.total_ordering",
    "abc.abstractmethod",
    "abc.abstractproperty_",
    "typing.overload",
    "typing.no_type_check",
    "typing.final",
    "atexit.register",
    "contextlib.asynccontextmanager",
    lazy=True,
)
def _as_is(interp: Interpreter, value: Value, *_: Value, **__: Value) -> Value:
    return value


@native("abc.abstractproperty")
def _abstractproperty(interp: Interpreter, value: Value) -> Value:
    from scopelint.interp.objects import PropertyObj

    return PropertyObj(value)


# --- contextlib -----------------------------------------------------------------------------------


@native("contextlib.contextmanager")
def _contextmanager(interp: Interpreter, function: Value) -> Value:
    def call(i: Interpreter, *args: Value, **kwargs: Value) -> Value:
        generator = i.call(function, args, kwargs)
        if not isinstance(generator, GeneratorObj):
            return generator
        return GeneratorManager(generator, lambda: call(i, *args, **kwargs))

    made = NativeFunction("contextmanager", call, lazy=True)
    made.fields["__wrapped__"] = function
    name = interp.find(function, "__name__")
    if name is not MISSING:
        made.fields["__name__"] = name
    return made


@method(GeneratorManager, "__enter__", lazy=True)
def _enter_generator(interp: Interpreter, manager: GeneratorManager) -> Value:
    item = coroutines.advance(interp, manager.generator)
    return item if item is not MISSING else interp.fail("RuntimeError", "generator didn't yield")


@method(GeneratorManager, "__exit__", lazy=True)
def _exit_generator(interp: Interpreter, manager: GeneratorManager, *_: Value) -> Value:
    coroutines.advance(interp, manager.generator)
    return None


@method(GeneratorManager, "__call__", lazy=True)
def _as_decorator(interp: Interpreter, manager: GeneratorManager, function: Value) -> Value:
    """`contextlib.ContextDecorator`: the function runs inside a manager that is made anew each time."""

    def call(i: Interpreter, *args: Value, **kwargs: Value) -> Value:
        results: list[Value] = []
        managers.inside_generator(i, manager.again(), lambda _: results.append(i.call(function, args, kwargs)))
        return results[-1] if results else None

    made = NativeFunction("decorated", call, lazy=True)
    return _updated(interp, made, function)


@native("contextlib.suppress")
def _suppress(interp: Interpreter, *kinds: Value) -> Value:
    known = tuple(k for k in kinds if isinstance(k, ClassObj))
    return ContextManager(lambda i: None, lambda i, error: None, catches=known)


@native("contextlib.nullcontext")
def _nullcontext(interp: Interpreter, value: Value = None) -> Value:
    return ContextManager(lambda i: value, lambda i, error: None)


@native("contextlib.closing")
def _closing(interp: Interpreter, value: Value) -> Value:
    return ContextManager(lambda i: value, lambda i, error: None)


@method(ContextManager, "__enter__")
def _enter(interp: Interpreter, manager: ContextManager) -> Value:
    return managers.enter(interp, manager)


@method(ContextManager, "__exit__")
def _exit(interp: Interpreter, manager: ContextManager, *_: Value) -> Value:
    managers.leave(interp, manager)
    return None


# --- os.path, re, copy, itertools, random --------------------------------------------------------------


@native("os.path.join")
def _path_join(interp: Interpreter, *parts: Value) -> Value:
    real = to_python(interp, parts)
    if real is not MISSING and all(isinstance(p, str) for p in real):
        return posixpath.join(*real)
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


@native("os.getcwd")
def _getcwd(interp: Interpreter) -> Value:
    return "."


for _name in ("basename", "dirname", "splitext", "normpath", "split", "isabs", "commonprefix"):

    def _path(interp: Interpreter, *args: Value, _real: str = _name) -> Value:
        return pure(interp, getattr(posixpath, _real), f"os.path.{_real}", args, {})

    native(f"os.path.{_name}")(_path)

FUNCTIONS["os.sep"] = "/"
FUNCTIONS["os.path.sep"] = "/"
FUNCTIONS["sys.version_info"] = (3, 11, 0, "final", 0)
FUNCTIONS["sys.version"] = "3.11.0"
FUNCTIONS["sys.platform"] = "linux"
FUNCTIONS["sys.maxsize"] = (1 << 63) - 1
FUNCTIONS["typing.TYPE_CHECKING"] = False


@native("copy.copy")
def copy(interp: Interpreter, value: Value) -> Value:
    """A shallow copy."""
    if isinstance(value, Instance):
        made = type(value)(value.cls)
        for key, item in value.fields.items():
            interp.state.set(made.fields, key, item)
        return made
    return value


@native("copy.deepcopy")
def deepcopy(interp: Interpreter, value: Value, memo: Value = None) -> Value:
    """A deep copy of instances and containers; what belongs to TensorFlow stays one object."""
    return _deep(interp, value, {})


def _deep(interp: Interpreter, value: Value, seen: dict[int, Value]) -> Value:
    if isinstance(value, tuple):
        return tuple(_deep(interp, v, seen) for v in value)
    if isinstance(value, dict):
        return {k: _deep(interp, v, seen) for k, v in value.items()}
    if not isinstance(value, Instance):
        return value
    if id(value) in seen:
        return seen[id(value)]
    made = type(value)(value.cls)
    seen[id(value)] = made
    for key, item in list(value.fields.items()):
        interp.state.set(made.fields, key, _deep(interp, item, seen))
    return made


def _itertools(name: str, limit: int = 10_000) -> None:
    real = getattr(itertools, name)

    @native(f"itertools.{name}")
    def call(interp: Interpreter, *args: Value, **kwargs: Value) -> Value:
        columns = [interp.items(a) if not isinstance(a, int) else a for a in args]
        if any(isinstance(c, Unknown) for c in columns):
            return next(c for c in columns if isinstance(c, Unknown)).derived(name, name)
        rows = list(itertools.islice(real(*columns, **kwargs), limit))
        return interp.list(rows)


for _name in ("chain", "product", "permutations", "combinations", "combinations_with_replacement", "zip_longest"):
    _itertools(_name)


@native("itertools.chain.from_iterable")
def _from_iterable(interp: Interpreter, values: Value) -> Value:
    bag = interp.list(())
    interp.iterate(values, lambda inner: interp.iterate(inner, lambda item: interp.append(bag, item), "item"), "item")
    return bag


@native("itertools.repeat")
def _repeat(interp: Interpreter, value: Value, times: Value = None) -> Value:
    if isinstance(times, int):
        return interp.list((value,) * times)
    return Many(lambda turn: value, "repeat")


@native("itertools.count")
def _count(interp: Interpreter, start: Value = 0, step: Value = 1) -> Value:
    if isinstance(start, int) and isinstance(step, int):
        return Iterator(tuple(range(start, start + step * (interp.limits.unroll + 1), step)))
    return interp.unknown("count", "not known")


@native("itertools.cycle")
def _cycle(interp: Interpreter, values: Value) -> Value:
    items = interp.items(values)
    if isinstance(items, Unknown) or not items:
        return items
    return Iterator(tuple(itertools.islice(itertools.cycle(items), interp.limits.unroll + 1)))


@native("itertools.islice")
def _islice(interp: Interpreter, values: Value, *bounds: Value) -> Value:
    if not all(b is None or isinstance(b, int) for b in bounds):
        return interp.unknown("islice", "a slice that is not known")
    wanted = set(itertools.islice(range(interp.limits.unroll), *bounds))
    source = iter_(interp, values)
    if isinstance(source, Many):
        return interp.unknown("islice", "a slice of something not known")

    def run(on_yield: Any) -> Value:
        for index in range(max(wanted, default=-1) + 1):
            item = next_(interp, source, END)
            if item is END:
                return None
            if index in wanted:
                on_yield(item)
        return None

    return GeneratorObj("islice", run)


@native(
    "random.random",
    "random.randint",
    "random.choice",
    "random.uniform",
    "random.sample",
    "random.gauss",
    "time.time",
    "uuid.uuid4",
    "os.getpid",
    "random.randrange",
)
def _random(interp: Interpreter, *_: Value, **__: Value) -> Value:
    return interp.unknown(interp.modules.current_text, "only known at run time")


@native("inspect.getargspec", "inspect.getfullargspec", "inspect.signature")
def _argspec(interp: Interpreter, function: Value) -> Value:
    inner = function.function if isinstance(function, BoundMethod) else function
    if not isinstance(inner, FunctionObj):
        return interp.unknown("signature", "a function that is not known")
    made = Instance(classes.OBJECT)
    names = [p.name for p in inner.code.params if p.kind in ("", "/")]
    made.fields["args"] = interp.list(names)
    made.fields["varargs"] = next((p.name for p in inner.code.params if p.kind == "*"), None)
    made.fields["varkw"] = made.fields["keywords"] = next((p.name for p in inner.code.params if p.kind == "**"), None)
    made.fields["kwonlyargs"] = interp.list(p.name for p in inner.code.params if p.kind == "k")
    made.fields["defaults"] = tuple(inner.defaults.values()) or None
    made.fields["parameters"] = interp.dict({p.name: interp.unknown(p.name, "a parameter") for p in inner.code.params})
    return made


@native("inspect.isfunction", "inspect.ismethod", "inspect.isroutine", "inspect.iscallable")
def _isfunction(interp: Interpreter, value: Value) -> Value:
    return isinstance(value, (FunctionObj, BoundMethod))


@native("inspect.isclass")
def _isclass(interp: Interpreter, value: Value) -> Value:
    return isinstance(value, ClassObj)


@native("inspect.getmembers")
def _getmembers(interp: Interpreter, value: Value, predicate: Value = None) -> Value:
    if isinstance(value, (ModuleObj, ClassObj, Instance)):
        pairs = [
            (k, v) for k, v in sorted(((k, v) for k, v in value.fields.items() if isinstance(k, str) and k[0] != "<"), key=lambda p: p[0])
        ]
        if predicate is not None:
            pairs = [(k, v) for k, v in pairs if interp.truth(interp.call(predicate, (v,))) is not None]
        return interp.list(pairs)
    return interp.unknown("members", "members that are not known")


@native("json.loads")
def _json_loads(interp: Interpreter, text: Value, **_: Value) -> Value:
    if isinstance(text, str) and len(text) <= interp.limits.containers:
        return pure(interp, json.loads, "json.loads", (text,), {})
    return interp.unknown(interp.modules.current_text, "a text that is not known")


@native("importlib.import_module")
def _import_module(interp: Interpreter, name: Value, package: Value = None) -> Value:
    frame = next((f for f in reversed(interp.frames) if f.user), interp.frames[-1])
    if isinstance(name, str):
        level = len(name) - len(name.lstrip("."))
        return interp.modules.load(interp, name[level:], frame, level)
    return interp.unknown("module", "a module whose name is not known")


@native("collections.namedtuple")
def _namedtuple(
    interp: Interpreter,
    name: Value,
    fields: Value,
    rename: Value = False,
    defaults: Value = (),
    module: Value = None,
    verbose: Value = False,
) -> Value:
    names = fields.replace(",", " ").split() if isinstance(fields, str) else interp.items(fields)
    given = interp.items(defaults) if defaults is not None else ()
    if isinstance(names, Unknown) or isinstance(given, Unknown) or not isinstance(name, str):
        return interp.unknown("namedtuple", "fields that are not known")
    return namedtuple(interp, name, tuple(names), dict(zip(tuple(names)[len(names) - len(given) :], given, strict=True)))


def namedtuple(
    interp: Interpreter, name: str, names: tuple[str, ...], defaults: dict[str, Value], bases: tuple[ClassObj, ...] = ()
) -> ClassObj:
    """A class like those of `collections.namedtuple`: a tuple whose items have names."""

    def new(i: Interpreter, cls: Value, *args: Value, **kwargs: Value) -> Value:
        instance = Instance(cls)
        init(i, instance, *args, **kwargs)
        return instance

    def init(i: Interpreter, self: Value, *args: Value, **kwargs: Value) -> Value:
        if names and names[0] in self.fields:
            return None
        bound = {**defaults, **dict(zip(names, args, strict=False)), **{k: v for k, v in kwargs.items() if k != SPREAD_KEYWORDS}}
        for field in names:
            if field not in bound:
                bound[field] = i.fail("TypeError", f"{name}() misses the argument '{field}'", field)
            i.state.set(self.fields, field, bound[field])
        return None

    def values(i: Interpreter, self: Value) -> tuple[Value, ...]:
        return tuple(i.state.get(self.fields, field) for field in names)

    def replace(i: Interpreter, self: Value, **kwargs: Value) -> Value:
        return i.call(self.cls, (), {**dict(zip(names, values(i, self), strict=True)), **kwargs})

    made = make_class(interp, name, bases or (classes.TUPLE,), {})
    members: dict[str, Any] = {
        "__new__": NativeFunction("__new__", new, lazy=True),
        "__init__": NativeFunction("__init__", init, lazy=True),
        "__iter__": NativeFunction("__iter__", values),
        "__len__": NativeFunction("__len__", lambda i, self: len(names)),
        "__getitem__": NativeFunction("__getitem__", lambda i, self, index: i.subscript(values(i, self), index)),
        "__eq__": NativeFunction("__eq__", lambda i, self, other: i.boolean(_equal(i, values(i, self), other))),
        "_replace": NativeFunction("_replace", replace, lazy=True),
        "_asdict": NativeFunction("_asdict", lambda i, self: i.dict(dict(zip(names, values(i, self), strict=True)))),
        "_make": NativeFunction("_make", lambda i, items: i.call(made, i.items(items))),
        "_fields": names,
    }
    members["_make"] = NativeFunction("_make", lambda i, cls, items=MISSING: i.call(made, i.items(cls if items is MISSING else items)))
    made.fields.update(members)
    return made


def _equal(interp: Interpreter, left: tuple[Value, ...], right: Value) -> Any:
    from scopelint.interp import truth

    other = interp.items(right)
    return truth.equal(interp, left, other) if isinstance(other, tuple) else FALSE


@native("itertools.takewhile", lazy=True)
def _takewhile(interp: Interpreter, test: Value, values: Value) -> Value:
    def run(on_yield: Any) -> Value:
        source = iter_(interp, values)
        for _ in range(interp.limits.unroll):
            item = next_(interp, source, END)
            if item is END or interp.truth(interp.call(test, (item,))) is FALSE:
                return None
            on_yield(item)
        return None

    return GeneratorObj("takewhile", run)


@native("itertools.dropwhile", lazy=True)
def _dropwhile(interp: Interpreter, test: Value, values: Value) -> Value:
    items = interp.items(values)
    if isinstance(items, Unknown):
        return items
    rest = itertools.dropwhile(lambda item: interp.truth(interp.call(test, (item,))) is not FALSE, items)
    return interp.list(rest)


@native("itertools.accumulate", lazy=True)
def _accumulate(interp: Interpreter, values: Value, function: Value = None, initial: Value = None) -> Value:
    items = interp.items(values)
    if isinstance(items, Unknown):
        return items
    rest = list(items) if initial is None else [initial, *items]
    results: list[Value] = rest[:1]
    for item in rest[1:]:
        last = results[-1]
        results.append(interp.binary("+", last, item) if function is None else interp.call(function, (last, item)))
    return interp.list(results)


@native("itertools.tee")
def _tee(interp: Interpreter, values: Value, n: Value = 2) -> Value:
    items = interp.items(values)
    if isinstance(items, Unknown) or not isinstance(n, int):
        return interp.unknown("tee", "copies of something not known")
    return tuple(Iterator(items) for _ in range(n))
