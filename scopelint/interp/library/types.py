"""The built-in types as callables: conversions, `isinstance`, `super`, properties.

Flows in: calls of `int`, `str`, `list`, ... Flows out: values. Registered at import.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from scopelint.domain import own
from scopelint.domain.values import MISSING, Choice, Unknown, Value
from scopelint.interp import (
    attributes,
    classes,
    construct,
    contents,
    filters,
    formatting,
    managers,
    protocols,
    truth,
    unknown_names,
)
from scopelint.interp.class_attributes import lookup
from scopelint.interp.library.convert import pure
from scopelint.interp.natives import CONSTRUCTORS, FUNCTIONS, Impl, method, native
from scopelint.interp.objects import (
    CONTENT,
    BoundMethod,
    ClassMethod,
    ClassObj,
    DictObj,
    FunctionObj,
    Instance,
    ListObj,
    ManyNumbers,
    ModuleObj,
    NativeFunction,
    PropertyObj,
    SetObj,
    StaticMethod,
    SuperObj,
)
from scopelint.interp.views import NamespaceView
from scopelint.tf.objects import Dimension

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

for _cls in vars(classes).copy().values():
    if isinstance(_cls, ClassObj) and _cls.python is not None and _cls.python.__module__ == "builtins":
        FUNCTIONS[f"builtins.{_cls.name}"] = _cls
for _name, _cls in classes.EXCEPTIONS.items():
    FUNCTIONS[f"builtins.{_name}"] = _cls
FUNCTIONS["builtins.basestring"] = classes.STR
FUNCTIONS["builtins.unicode"] = classes.STR
FUNCTIONS["builtins.long"] = classes.INT
FUNCTIONS["builtins.Ellipsis"] = ...
FUNCTIONS["builtins.NotImplemented"] = classes.NOT_IMPLEMENTED
FUNCTIONS["builtins.__debug__"] = True
for _name in ("function", "builtin_function_or_method", "method", "module", "generator", "NoneType", "ellipsis"):
    FUNCTIONS.pop(f"builtins.{_name}", None)


def constructor(cls: ClassObj) -> Callable[[Impl], Impl]:
    """Register what makes an instance of a built-in class."""

    def register(impl: Impl) -> Impl:
        CONSTRUCTORS[cls] = NativeFunction(cls.name, impl)
        return impl

    return register


@constructor(classes.INT)
def _int(interp: Interpreter, value: Value = 0, base: Value = None) -> Value:
    value = own.plain(value.value if isinstance(value, Dimension) else value)
    if isinstance(value, Unknown):
        if value.kind is int:
            return value
        return value.derived("int", value.text, kind=int)
    if isinstance(value, Instance):
        special = lookup(value.cls, "__int__")
        if special is not MISSING:
            return interp.call(BoundMethod(special, value))
    protocols.needs_number(interp, value, "int()")
    return pure(interp, int, "int", (value,) if base is None else (value, base), {})


@constructor(classes.FLOAT)
def _float(interp: Interpreter, value: Value = 0.0) -> Value:
    if isinstance(value, Unknown):
        return value.derived("float", value.text, kind=float)
    protocols.needs_number(interp, value, "float()")
    return pure(interp, float, "float", (own.plain(value),), {})


@constructor(classes.COMPLEX)
def _complex(interp: Interpreter, *args: Value) -> Value:
    return pure(interp, complex, "complex", args, {})


@constructor(classes.SLICE)
def _slice(interp: Interpreter, *bounds: Value) -> Value:
    try:
        return slice(*bounds)
    except TypeError as error:
        return interp.fail("TypeError", str(error))


@constructor(classes.BOOL)
def _bool(interp: Interpreter, value: Value = False) -> Value:
    return interp.boolean(interp.truth(value))


@constructor(classes.STR)
def _str(interp: Interpreter, value: Value = "", encoding: Value = None, errors: Value = None) -> Value:
    if encoding is None and errors is None:
        return formatting.text(interp, value)
    return pure(interp, str, "str", (value, "utf-8" if encoding is None else encoding, "strict" if errors is None else errors), {})


@constructor(classes.BYTES)
def _bytes(interp: Interpreter, value: Value = b"", encoding: Value = None) -> Value:
    return pure(interp, bytes, "bytes", (value,) if encoding is None else (value, encoding), {})


@native("builtins.bytearray", "builtins.memoryview")
def _bytearray(interp: Interpreter, value: Value = b"", encoding: Value = None) -> Value:
    return _bytes(interp, value, encoding)


@constructor(classes.TUPLE)
def _tuple(interp: Interpreter, value: Value = ()) -> Value:
    return interp.items(value)


@constructor(classes.LIST)
def _list(interp: Interpreter, value: Value = ()) -> Value:
    return interp.list(interp.items(value))


@constructor(classes.SET)
def _set(interp: Interpreter, value: Value = ()) -> Value:
    return interp.set(interp.items(value))


@constructor(classes.FROZENSET)
def _frozenset(interp: Interpreter, value: Value = ()) -> Value:
    return interp.set(interp.items(value), classes.FROZENSET)


@constructor(classes.DICT)
def _dict(interp: Interpreter, value: Value = (), /, **kwargs: Value) -> Value:
    if type(value) is Choice:
        return interp.each(value, lambda one: _dict(interp, one, **kwargs))
    made = interp.dict({})
    fill_dict(interp, made, value, kwargs)
    return made


def fill_dict(interp: Interpreter, target: DictObj, value: Value, kwargs: dict[str, Value]) -> None:
    """`dict.update`: from a mapping, from pairs, and from keywords."""
    content: dict[Value, Value] | Unknown
    if isinstance(value, (DictObj, Unknown)) or (
        isinstance(value, Instance) and lookup(value.cls, "keys") is not MISSING and not isinstance(value, ListObj)
    ):
        content = contents.mapping(interp, value)
    else:
        pairs = interp.items(value)
        if isinstance(pairs, Unknown):
            content = pairs
        else:
            content, known, unknown = {}, [], 0
            for pair in pairs:
                parts = interp.items(pair)
                if isinstance(parts, Unknown) or len(parts) != 2:
                    content = interp.unknown("items", "pairs that are not known")
                    break
                place = truth.place_of(interp, content, interp.state.resolve(parts[0]))
                unknown += type(place) is Unknown
                if unknown_names.are_too_many(interp, unknown):
                    content = interp.unknown("items", "a dict with many keys that are not known")
                    break
                unknown_names.put(interp, content, place, parts[1])
                known.append((parts[0], parts[1]))
            if interp.stack and interp.stack[-1].user:
                filters.keyed(interp, known)
    if isinstance(content, Unknown) and isinstance(target.fields, NamespaceView):
        unknown_names.write_all(interp, target.fields.shown, content)
        return
    old = interp.state.need(target.fields, CONTENT)
    if isinstance(content, Unknown) or isinstance(old, Unknown):
        interp.state.set(target.fields, CONTENT, content if isinstance(content, Unknown) else old)
        return
    merged = dict(old)
    unknown_names.update(interp, merged, {**content, **kwargs})
    interp.state.set(target.fields, CONTENT, merged)


@constructor(classes.RANGE)
def range_(interp: Interpreter, *bounds: Value) -> Value:
    plain = [b.value if isinstance(b, Dimension) else contents.whole_number(interp, b) for b in bounds]
    for bound in plain:
        protocols.needs_index(interp, bound, "range")
    known = [b for b in plain if isinstance(b, int)]
    if known and len(known) == len(plain):
        try:
            return range(*known)
        except (TypeError, ValueError) as error:
            return interp.fail(type(error).__name__, str(error))
    start = plain[0] if len(plain) > 1 else 0
    step = plain[2] if len(plain) > 2 else 1
    unknown = next((b for b in plain if isinstance(b, Unknown)), None)
    number = interp.state.fresh()
    reason = unknown.reason if unknown is not None else "a range that is not known"

    def item(turn: int) -> Value:
        low = high = None
        if isinstance(start, int) and isinstance(step, int) and step > 0:
            low, high = (start, start) if turn == 0 else (start + step, None)
        return Unknown(("range", number, turn), "item", reason, kind=int, low=low, high=high)

    return ManyNumbers(item, unknown.text if unknown is not None else "range")


FUNCTIONS["builtins.range"] = classes.RANGE
FUNCTIONS["builtins.xrange"] = classes.RANGE


@constructor(classes.PROPERTY)
def _property(interp: Interpreter, fget: Value = None, fset: Value = None, fdel: Value = None, doc: Value = None) -> Value:
    return PropertyObj(fget, fset, fdel)


@constructor(classes.STATICMETHOD)
def _staticmethod(interp: Interpreter, function: Value) -> Value:
    return StaticMethod(function)


@constructor(classes.CLASSMETHOD)
def _classmethod(interp: Interpreter, function: Value) -> Value:
    return ClassMethod(function)


@constructor(classes.SUPER)
def _super(interp: Interpreter, cls: Value = None, receiver: Value = None) -> Value:
    if cls is not None:
        if isinstance(cls, ClassObj) and receiver is not None:
            return SuperObj(cls, receiver)
        return interp.unknown("super()", "super of something unknown")
    for frame in reversed(interp.frames):
        if frame.function is not None and frame.function.cls is not None:
            return SuperObj(frame.function.cls, frame.receiver)
        if frame.cls is not None and frame.receiver is not None:
            return SuperObj(frame.cls, frame.receiver)
    return interp.unknown("super()", "super outside of a method")


@constructor(classes.TYPE)
def _type(interp: Interpreter, value: Value, bases: Value = None, namespace: Value = None, **keywords: Value) -> Value:
    if bases is None:
        cls = classes.class_of(value)
        if cls is not None:
            return cls
        return (
            value.derived("type", f"type({value.text})")
            if isinstance(value, Unknown)
            else interp.unknown("type", "a type that is not known")
        )
    parents = interp.items(bases)
    content = contents.mapping(interp, namespace)
    if not isinstance(value, str) or isinstance(parents, Unknown):
        return interp.unknown("type", "a class that is made at run time")
    under_way = interp.modules.class_under_way
    if under_way is not None and under_way.name == value:
        for key, member in content.items() if isinstance(content, dict) else ():
            if isinstance(key, str):
                interp.state.set(under_way.fields, key, member)
        return under_way
    made = make_class(interp, value, parents, content)
    managers.tell_of(interp, made, keywords)
    return made


@constructor(classes.METHOD)
def _method(interp: Interpreter, function: Value, receiver: Value) -> Value:
    return BoundMethod(function, receiver)


@constructor(classes.MODULE)
def _module(interp: Interpreter, name: Value, doc: Value = None) -> Value:
    made = ModuleObj(name if isinstance(name, str) else "?", None, first_party=True)
    made.fields.update(__name__=name, __doc__=doc)
    return made


FUNCTIONS.update(
    {
        "types.FunctionType": classes.FUNCTION,
        "types.LambdaType": classes.FUNCTION,
        "types.BuiltinFunctionType": classes.BUILTIN,
        "types.MethodType": classes.METHOD,
        "types.ModuleType": classes.MODULE,
        "types.GeneratorType": classes.GENERATOR,
    }
)


def make_class(interp: Interpreter, name: str, parents: tuple[Value, ...], content: dict[Value, Value] | Unknown) -> ClassObj:
    """A class made by a call, as `type(name, bases, namespace)` does."""
    known = tuple(p for p in parents if isinstance(p, ClassObj))
    unknown = next((p for p in parents if isinstance(p, Unknown)), None)
    native = next((p for p in parents if isinstance(p, NativeFunction)), None)
    if unknown is None and native is not None:
        unknown = Unknown(("class", native.name), native.name, f"an attribute of {native.name}")
    made = ClassObj(name, known or (classes.OBJECT,), unknown_base=unknown)
    made.metaclass = next((p.metaclass for p in known if p.metaclass is not None), None)
    if isinstance(content, dict):
        for key, member in content.items():
            if isinstance(key, str):
                interp.state.set(made.fields, key, member)
                if isinstance(member, FunctionObj) and member.cls is None:
                    member.cls = made
    return made


@method(classes.TYPE, "__new__")
def _type_new(interp: Interpreter, meta: Value, name: Value = None, bases: Value = (), namespace: Value = None, **_: Value) -> Value:
    made = _type(interp, name, bases, namespace)
    if isinstance(made, ClassObj) and isinstance(meta, ClassObj) and meta is not classes.TYPE:
        made.metaclass = meta
    return made


@method(classes.TYPE, "__init__")
def _type_init(interp: Interpreter, *_: Value, **__: Value) -> Value:
    return None


@method(classes.TYPE, "__call__")
def _type_call(interp: Interpreter, cls: Value, /, *args: Value, **kwargs: Value) -> Value:
    return construct.plain(interp, cls, args, kwargs) if isinstance(cls, ClassObj) else interp.call(cls, args, kwargs)


@method(classes.OBJECT, "__init__")
def _object_init(interp: Interpreter, *_: Value, **__: Value) -> Value:
    return None


@method(classes.OBJECT, "__new__")
def _object_new(interp: Interpreter, cls: Value, /, *args: Value, **kwargs: Value) -> Value:
    if not isinstance(cls, ClassObj):
        return interp.unknown("object", "a class not known")
    return construct.bare(interp, cls, args if construct.scalar_base(cls) is not None else ())


@method(classes.OBJECT, "__setattr__")
def _object_setattr(interp: Interpreter, target: Value, name: Value, value: Value) -> Value:
    if isinstance(name, str):
        attributes.put_plain(interp, target, name, value)
    elif isinstance(target, Instance):
        unknown_names.write(interp, target.fields, name, value)
    return None


@method(classes.OBJECT, "__delattr__")
def _object_delattr(interp: Interpreter, target: Value, name: Value) -> Value:
    if isinstance(name, str):
        attributes.remove_plain(interp, target, name)
    return None


@method(classes.OBJECT, "__getattribute__")
def _object_getattribute(interp: Interpreter, target: Value, name: Value) -> Value:
    return interp.getattr(target, name) if isinstance(name, str) else interp.unknown("?", "an attribute not known")


@method(classes.BASE_EXCEPTION, "__init__")
def _exception_init(interp: Interpreter, error: Value, /, *args: Value, **kwargs: Value) -> Value:
    if isinstance(error, Instance):
        interp.state.set(error.fields, "args", args)
    return None


for _container, _fill in ((classes.LIST, "list"), (classes.SET, "set"), (classes.DICT, "dict")):

    def _init(interp: Interpreter, target: Value, value: Value = (), /, _kind: str = _fill, **kwargs: Value) -> Value:
        if isinstance(target, DictObj):
            fill_dict(interp, target, value, kwargs)
        elif isinstance(target, (ListObj, SetObj)):
            interp.state.set(target.fields, CONTENT, interp.items(value))
        return None

    method(_container, "__init__")(_init)
