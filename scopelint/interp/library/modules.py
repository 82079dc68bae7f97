"""Parts of the standard library that look at the program itself, at texts, or at chance: `inspect`, `os.environ`, `json`, `random`.

Flows in: calls. Flows out: values. What can be said in Python lies in `scopelint/stubs`.
"""

from __future__ import annotations

import bisect
import hashlib
import json
import struct
import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from scopelint.domain.conditions import FALSE
from scopelint.domain.values import MISSING, Choice, Unknown, Value
from scopelint.interp import classes
from scopelint.interp.frames import Frame
from scopelint.interp.library.convert import pure
from scopelint.interp.library.namespaces import names_of
from scopelint.interp.natives import FUNCTIONS, IS_CLASS, native
from scopelint.interp.objects import (
    BoundMethod,
    ClassObj,
    FunctionObj,
    GeneratorObj,
    Instance,
    ModuleObj,
    NativeFunction,
)

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


@native(
    "random.choice",
    "random.sample",
    "uuid.uuid4",
)
def _random(interp: Interpreter, *_: Value, **__: Value) -> Value:
    return interp.unknown(interp.modules.current_text, "only known at run time")


@native("random.random", "random.uniform", "random.gauss", "time.time", "time.perf_counter", "time.monotonic", "time.process_time")
def _random_float(interp: Interpreter, *_: Value, **__: Value) -> Value:
    return interp.unknown(interp.modules.current_text, "only known at run time", kind=float)


@native("random.randint", "random.randrange", "random.getrandbits", "os.getpid", "time.time_ns")
def _random_int(interp: Interpreter, *_: Value, **__: Value) -> Value:
    return interp.unknown(interp.modules.current_text, "only known at run time", kind=int)


_HASHED: Final = "<hashed>"
"""What a hash object has been given so far: bytes, or Unknown."""


def _digest(name: str) -> None:
    """`hashlib.<name>(data)`, its `update` and its digests, as far as they are used: names that are made of them."""

    @native(f"hashlib.{name}")
    def call(interp: Interpreter, data: Value = b"", **_: Value) -> Value:
        made = Instance(classes.OBJECT)
        interp.state.set(made.fields, _HASHED, b"")
        _hash_more(interp, made, data)
        for way in ("hexdigest", "digest"):
            made.fields[way] = NativeFunction(way, lambda i, way=way: _digested(i, name, made, way))
        made.fields["update"] = NativeFunction("update", lambda i, more: _hash_more(i, made, more))
        return made


def _hash_more(interp: Interpreter, made: Instance, data: Value) -> Value:
    before = interp.state.get(made.fields, _HASHED)
    known = isinstance(before, bytes) and isinstance(data, bytes) and len(before) + len(data) <= interp.limits.containers
    after = before + data if known else interp.unknown(interp.modules.current_text, "a digest of data that is not known")
    interp.state.set(made.fields, _HASHED, after)
    return None


def _digested(interp: Interpreter, name: str, made: Instance, way: str) -> Value:
    data = interp.state.resolve(interp.state.get(made.fields, _HASHED))
    if not isinstance(data, bytes):
        return data
    digest = hashlib.new(name, data, usedforsecurity=False)
    return digest.hexdigest() if way == "hexdigest" else digest.digest()


for _name in ("md5", "sha1", "sha256", "sha512"):
    _digest(_name)


def _of_plain_data(module: str, real: Any) -> None:
    """A function of the standard library that is pure and cheap."""
    name = f"{module}.{real.__name__}"

    @native(name)
    def call(interp: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        return pure(interp, real, name, args, kwargs)


def mean(data: Any) -> Any:
    import statistics  # 5 ms

    return statistics.mean(data)


def median(data: Any) -> Any:
    import statistics

    return statistics.median(data)


_PLAIN: Final[dict[str, tuple[Callable[..., Any], ...]]] = {
    "bisect": (bisect.bisect_left, bisect.bisect_right),
    "json": (json.dumps,),
    "statistics": (mean, median),
    "struct": (struct.calcsize,),
    "textwrap": (textwrap.dedent, textwrap.indent, textwrap.fill, textwrap.shorten),
}
for _module, _functions in _PLAIN.items():
    for _function in _functions:
        _of_plain_data(_module, _function)
FUNCTIONS["bisect.bisect"] = FUNCTIONS["bisect.bisect_right"]


@native("_scopelint.environment", lazy=True)
def _environment(interp: Interpreter, key: Value, default: Value = None) -> Value:
    """A variable of the process's environment: a text, or None where it is not set and there is no default."""
    name = key.key if isinstance(key, Unknown) else key if isinstance(key, str) else id(key)
    text = f"os.environ[{key!r}]" if isinstance(key, str) else interp.modules.current_text
    return Unknown(("environment", name), text, "set in the environment", kind=str if isinstance(default, str) else None)


@native("_scopelint.running_functions")
def _running_functions(interp: Interpreter) -> Value:
    """Each function of the program that runs, innermost first: its name, as tracebacks say it, and its module."""
    rows: list[Value] = []
    last: Frame | None = None
    for frame in reversed(interp.frames):
        if frame.user and frame is not last and not frame.is_class_body:  # a frame stands there twice while it calls
            last = frame
            rows.append(("<module>" if frame.function is None else frame.function.code.name, frame.module))
    return tuple(rows)


FUNCTIONS["platform.system"] = NativeFunction("platform.system", lambda _: "Linux")
FUNCTIONS["platform.python_version"] = NativeFunction("platform.python_version", lambda _: "3.11.0")


@native("inspect.isroutine", "inspect.iscallable")
def _isroutine(interp: Interpreter, value: Value) -> Value:
    return isinstance(value, (FunctionObj, BoundMethod, NativeFunction))


def _is_a(name: str, kind: type) -> None:
    native(f"inspect.{name}")(lambda interp, value: isinstance(value, kind))


for _name, _kind in (("isfunction", FunctionObj), ("ismethod", BoundMethod), ("isgenerator", GeneratorObj), ("ismodule", ModuleObj)):
    _is_a(_name, _kind)


@native("inspect.isclass")
def _isclass(interp: Interpreter, value: Value) -> Value:
    if type(value) is Choice:
        return interp.each(value, lambda one: _isclass(interp, one))
    if type(value) is Unknown:
        return Unknown(("isclass", value.key), f"isclass({value.text})", value.reason, kind=bool)
    return isinstance(value, ClassObj) or (isinstance(value, NativeFunction) and IS_CLASS in value.fields)


@native("inspect.getmembers")
def _getmembers(interp: Interpreter, value: Value, predicate: Value = None) -> Value:
    names = interp.items(names_of(interp, value))
    if isinstance(names, Unknown):
        return interp.unknown("members", "members that are not known")
    pairs = [(name, interp.find(value, name)) for name in names if isinstance(name, str)]
    known = [(name, held) for name, held in pairs if held is not MISSING]
    if predicate is not None:
        known = [(name, held) for name, held in known if interp.truth(interp.call(predicate, (held,))) is not FALSE]
    return interp.list(tuple(known))


def _structured(interp: Interpreter, found: Any, object_hook: Value, pairs_hook: Value) -> Value:
    """What a JSON text holds, of whose objects the program makes others."""
    if isinstance(found, _Pairs):
        pairs = tuple((key, _structured(interp, one, object_hook, pairs_hook)) for key, one in found)
        if pairs_hook is not None:
            return interp.call(pairs_hook, (interp.list(pairs),))
        made = interp.dict(dict(pairs))
        return made if object_hook is None else interp.call(object_hook, (made,))
    if isinstance(found, list):
        return interp.list(tuple(_structured(interp, one, object_hook, pairs_hook) for one in found))
    return found


class _Pairs(list[Any]):
    """An object of a JSON text: its keys with their values."""


@native("json.loads")
def _json_loads(
    interp: Interpreter, text: Value, object_hook: Value = None, object_pairs_hook: Value = None, parse_int: Value = None, **_: Value
) -> Value:
    hooks = (object_hook, object_pairs_hook, parse_int)
    if isinstance(text, str) and any(hook is not None for hook in hooks):
        numbers: dict[str, Any] = {"parse_int": lambda digits: interp.call(parse_int, (digits,))} if parse_int is not None else {}
        try:
            found = json.loads(text, object_pairs_hook=_Pairs, **numbers)
        except ValueError as error:
            return interp.fail("ValueError", str(error), "json.loads")
        return _structured(interp, found, object_hook, object_pairs_hook)
    if isinstance(text, str) and len(text) <= interp.limits.containers:
        return pure(interp, json.loads, "json.loads", (text,), {})
    return interp.unknown(interp.modules.current_text, "a text that is not known")
