"""Building text: `%`, `.format`, f-strings and `str()`, with holes for what is not known.

Flows in: a format and values. Flows out: a str, or a `SymStr` whose holes are named after their source.
"""

from __future__ import annotations

import itertools
import re
import string
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from scopelint.domain import own
from scopelint.domain.keys import key_of
from scopelint.domain.names import Hole, SymStr, Text, join
from scopelint.domain.values import MISSING, Choice, Own, Unknown, Value, is_constant
from scopelint.interp.class_attributes import lookup
from scopelint.interp.classes import BASE_EXCEPTION, EXCEPTIONS, OBJECT, TUPLE, class_of
from scopelint.interp.objects import CONTENT, BoundMethod, ClassObj, DictObj, FunctionObj, Instance, ListObj, SetObj
from scopelint.interp.protocols import needs_number
from scopelint.interp.text_limit import limited
from scopelint.tf import dtypes
from scopelint.tf.objects import Dimension, DType, ReuseMode, Tensor, TensorShape

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

_PERCENT: Final = re.compile(r"%(?:\((?P<key>[^)]*)\))?(?P<spec>[#0\- +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?)[hlL]?(?P<kind>[diouxXeEfFgGcrsa%])")


def to_text(interp: Interpreter, value: Value) -> Text | Hole:
    """`str(value)`."""
    if isinstance(value, Own):
        return _own_text(interp, value, ("__str__", "__repr__"))
    if isinstance(value, (str, SymStr)):
        return value
    if isinstance(value, Unknown):
        settled = interp.unknowns.settled(value, interp.state.path)
        return str(settled) if settled is not None else value.hole()
    if isinstance(value, Instance):
        return _instance_text(interp, value)
    if isinstance(value, tuple) and not is_constant(value):
        return join(["(", *_joined(interp, value, ", "), ",)" if len(value) == 1 else ")"])
    if is_constant(value):
        return str(value)
    if isinstance(value, Dimension):
        return "?" if value.value is None else to_text(interp, value.value)
    if isinstance(value, DType):
        return f"<dtype: '{dtypes.attribute(value, 'name')}'>"
    if isinstance(value, TensorShape) and isinstance(value.dims, tuple):
        sizes = [part for d in value.dims for part in (", ", to_text(interp, Dimension(d)))][1:]
        return join(["(", *sizes, ",)" if len(value.dims) == 1 else ")"])
    if isinstance(value, ReuseMode):
        return "_ReuseMode.AUTO_REUSE"
    if isinstance(value, FunctionObj):
        return join([f"<function {value.qualname} at ", _address(value), ">"])
    if isinstance(value, ClassObj) and value.module is not None:
        return f"<class '{value.module.name}.{value.fields.get('<qualname>', value.name)}'>"
    return Hole(("text", id(value)), value.kind if isinstance(value, Tensor) else type(value).__name__.lower())


def repr_text(interp: Interpreter, value: Value) -> Text | Hole:
    """`repr(value)`."""
    if isinstance(value, Own):
        return _own_text(interp, value, ("__repr__",))
    if isinstance(value, Instance):
        return _instance_text(interp, value, ("__repr__",))
    if isinstance(value, str):
        return repr(value)
    if isinstance(value, SymStr):
        return join(["'", value, "'"])
    if isinstance(value, ReuseMode):
        return f"<_ReuseMode.AUTO_REUSE: {value.value}>"
    if isinstance(value, DType):
        return f"tf.{dtypes.attribute(value, 'name')}"
    if isinstance(value, TensorShape):
        if not isinstance(value.dims, tuple):
            return to_text(interp, value) if isinstance(value.dims, Unknown) else "TensorShape(None)"
        parts = [part for d in value.dims for part in (", ", repr_text(interp, Dimension(d)))][1:]
        return join(["TensorShape([", *parts, "])"])
    if isinstance(value, Dimension):
        return join(["Dimension(", "None" if value.value is None else repr_text(interp, value.value), ")"])
    return to_text(interp, value)


def _own_text(interp: Interpreter, value: Own, names: tuple[str, ...]) -> Text | Hole:
    """The text of a number or text of a class of the program."""
    cls = class_of(value) or OBJECT
    method = next((found for name in names if (found := lookup(cls, name)) is not MISSING), None)
    if method is None:
        return (str if "__str__" in names else repr)(own.plain(value))
    result = interp.call(BoundMethod(method, value))
    return to_text(interp, result) if not isinstance(result, Choice) else Hole(("text", id(result)), cls.name)


def _instance_text(interp: Interpreter, value: Instance, names: tuple[str, ...] = ("__str__", "__repr__")) -> Text | Hole:
    for name in names:
        method = lookup(value.cls, name)
        if method is not MISSING:
            result = interp.call(BoundMethod(method, value))
            return to_text(interp, result) if not isinstance(result, Choice) else Hole(("text", id(result)), value.cls.name)
    if isinstance(value, (ListObj, SetObj, DictObj)):
        items = interp.items(value)
        if isinstance(items, Unknown):
            return items.hole()
        opening, closing = ("[", "]") if isinstance(value, ListObj) else ("{", "}")
        if isinstance(value, DictObj):
            content = interp.state.get(value.fields, CONTENT)
            if not isinstance(content, dict) or type(value) is not DictObj:
                return Hole(("text", id(value)), "dict")
            pairs = (_joined(interp, pair, ": ") for pair in content.items())
            return join(["{", *(part for index, pair in enumerate(pairs) for part in ([", "] if index else []) + pair), "}"])
        return join([opening, *_joined(interp, items, ", "), closing])
    if value.cls.is_subclass(BASE_EXCEPTION):
        args = interp.state.get(value.fields, "args")
        if "__str__" not in names:
            return join([f"{value.cls.name}(", *_joined(interp, args if isinstance(args, tuple) else (), ", "), ")"])
        if not isinstance(args, tuple) or not args:
            return ""
        if len(args) > 1 or value.cls.is_subclass(EXCEPTIONS["KeyError"]):
            return repr_text(interp, args if len(args) > 1 else args[0])
        return to_text(interp, args[0])
    if value.cls.module is not None:
        module, name = value.cls.module.name, value.cls.fields.get("<qualname>", value.cls.name)
        return join([f"<{module}.{name} object at ", _address(value), ">"])
    return Hole(("text", id(value)), value.cls.name)


def _address(value: Value) -> Hole:
    """Where an object lies in memory: not known, and different from where any other does."""
    return Hole(("address", id(value)), "address", "0x[0-9a-f]+", unique=True)


def _joined(interp: Interpreter, items: tuple[Value, ...], separator: str) -> list[Text | Hole]:
    parts: list[Text | Hole] = []
    for index, item in enumerate(items):
        if index:
            parts.append(separator)
        parts.append(repr_text(interp, interp.state.resolve(item)))
    return parts


def text(interp: Interpreter, value: Value) -> Value:
    """`str(value)` as a value: a str or SymStr, a choice of them for a choice."""
    if type(value) is Choice:
        return interp.each(value, lambda v: text(interp, v))
    return interp.state.attempt(lambda: join([to_text(interp, value)]))  # what a list holds may depend on the path


def formatted(interp: Interpreter, value: Value, spec: Value, conversion: str | None) -> Value:
    """One replacement field: `format(value, spec)` after `!conversion`."""
    if type(value) is Choice or type(spec) is Choice:
        return interp.each_of((value, spec), lambda both: formatted(interp, both[0], both[1], conversion))
    made = _formatted(interp, value, spec, conversion)
    return interp.each(made, lambda one: one if isinstance(one, (str, SymStr)) else join([to_text(interp, one)]))


def _formatted(interp: Interpreter, value: Value, spec: Value, conversion: str | None) -> Value:
    plain = repr_text(interp, value) if conversion in ("r", "a") else to_text(interp, value) if conversion == "s" else value
    if isinstance(plain, (Instance, Own)):
        method = lookup(class_of(plain) or OBJECT, "__format__")
        if method is not MISSING:
            return interp.call(BoundMethod(method, plain), (spec,))
    if spec == "" or not isinstance(spec, str):
        return join([to_text(interp, plain)])
    if is_constant(plain) and not isinstance(plain, tuple):
        try:
            return format(own.plain(plain), spec)
        except (ValueError, TypeError) as error:
            return interp.fail(type(error).__name__, str(error))
    needs_number(interp, plain, f"format {spec!r}")
    piece = to_text(interp, plain)
    if isinstance(piece, str):
        try:
            return format(piece, spec)
        except ValueError:
            return piece
    return join([_restyled(piece, spec)])


def _restyled(piece: Text | Hole, spec: str) -> Text | Hole:
    """A hole that is padded or rounded: another value, called the same."""
    return Hole(key_of(("format", spec, piece.key)), piece.source) if isinstance(piece, Hole) else piece


def percent(interp: Interpreter, template: Text, values: Value) -> Value:
    """`template % values`."""
    if type(values) is Choice:
        return interp.each(values, lambda v: percent(interp, template, v))
    if isinstance(values, tuple) and any(type(v) is Choice for v in values):
        return interp.each_of(values, lambda vs: percent(interp, template, vs))
    return interp.state.attempt(lambda: _percent(interp, template, values))  # what a list holds may depend on the path


def _percent(interp: Interpreter, template: Text, values: Value) -> Value:
    if isinstance(template, SymStr):
        return Unknown(("percent", template, id(values)), str(template), "a format that is not known")
    count = sum(found["kind"] != "%" for found in _PERCENT.finditer(template))
    if isinstance(values, Unknown) and count > 1:
        values = tuple(values.derived(("item", i), f"{values.text}[{i}]") for i in range(count))
    if isinstance(values, Instance) and TUPLE in values.cls.mro:
        values = interp.items(values)
    queue = list(values) if isinstance(values, tuple) else [values]
    parts: list[Text | Hole] = []
    position = 0
    for found in _PERCENT.finditer(template):
        parts.append(template[position : found.start()])
        position = found.end()
        kind, spec, key = found["kind"], found["spec"], found["key"]
        if kind == "%":
            parts.append("%")
            continue
        if key is not None:
            value = interp.subscript(values, key)
        elif len(queue) <= spec.count("*"):
            return interp.fail("TypeError", "not enough arguments for format string", template)
        else:
            while "*" in spec:
                spec = spec.replace("*", str(queue.pop(0)), 1)
            value = queue.pop(0)
        parts.append(_percent_part(interp, value, spec, kind))
    if queue and (isinstance(values, tuple) or is_constant(values)) and "%(" not in template:
        return interp.fail("TypeError", "not all arguments converted during string formatting", template)
    parts.append(template[position:])
    return limited(interp, join(parts))


def _percent_part(interp: Interpreter, value: Value, spec: str, kind: str) -> Text | Hole:
    value = interp.state.resolve(value)
    if isinstance(value, Dimension) and isinstance(value.value, int):
        value = value.value
    if isinstance(value, Unknown):
        settled = interp.unknowns.settled(value, interp.state.path)
        if settled is not None:
            value = settled
    if isinstance(value, Own):
        value = interp.state.resolve((repr_text if kind in "ra" else to_text)(interp, value) if kind in "sra" else own.plain(value))
        kind = "s" if kind in "ra" else kind
    if is_constant(value) and not isinstance(value, tuple):
        try:
            return ("%" + spec + kind) % value  # type: ignore[no-any-return]
        except (TypeError, ValueError) as error:
            failed = interp.fail(type(error).__name__, str(error))
            return failed.hole() if isinstance(failed, Unknown) else ""
    if kind not in "sra":
        needs_number(interp, value, f"%{kind}")
        number = _own_number(interp, value)
        if number is not MISSING:
            return _percent_part(interp, number, spec, kind)
    piece = repr_text(interp, value) if kind in "ra" else to_text(interp, value)
    if isinstance(piece, str):
        return ("%" + spec + "s") % piece if kind in "sra" else piece
    if isinstance(piece, Hole):
        if kind in "di" and not spec:
            return Hole(piece.key, piece.source, r"-?\d+" if piece.pattern == ".*" else piece.pattern)
        return _restyled(piece, spec + kind) if spec else piece
    return piece


def _own_number(interp: Interpreter, value: Value) -> Value:
    """The number that an object stands for by a method of its own, as an `IntEnum` does."""
    methods = (lookup(value.cls, name) for name in ("__int__", "__index__", "__float__")) if isinstance(value, Instance) else ()
    found = next((method for method in methods if method is not MISSING), MISSING)
    return interp.call(BoundMethod(found, value)) if found is not MISSING else MISSING


def format_method(
    interp: Interpreter, template: Text, args: tuple[Value, ...], kwargs: dict[str, Value], numbers: Iterator[int] | None = None
) -> Value:
    """`template.format(*args, **kwargs)`; `numbers` go on within the formats of fields."""
    if isinstance(template, SymStr):
        return Unknown(("format", template, interp.state.fresh()), str(template), "a format that is not known")
    parts: list[Value] = []
    numbers = itertools.count() if numbers is None else numbers
    try:
        fields = list(string.Formatter().parse(template))
    except ValueError as error:
        return interp.fail("ValueError", str(error), template)
    for literal, field, spec, conversion in fields:
        if literal:
            parts.append(literal)
        if field is None:
            continue
        head, rest = _split_field(field)
        if head == "":
            head = str(next(numbers))
        value: Any
        if head.isdigit():
            if int(head) >= len(args):
                return interp.fail("IndexError", "replacement index out of range", template)
            value = args[int(head)]
        elif head in kwargs:
            value = kwargs[head]
        elif "**" in kwargs:
            value = interp.unknown(head, "keywords that are not known")
        else:
            return interp.fail("KeyError", head, template)
        for is_attribute, name in rest:
            value = interp.getattr(value, str(name)) if is_attribute else interp.subscript(value, name)
        inner = format_method(interp, spec, args, kwargs, numbers) if spec and "{" in spec else spec or ""
        parts.append(formatted(interp, value, inner, conversion))
    if any(type(p) is Choice for p in parts):
        return interp.each_of(tuple(parts), lambda plain: limited(interp, join(plain)))
    return limited(interp, join(parts))


def _split_field(field: str) -> tuple[str, list[tuple[bool, str | int]]]:
    """`a.b[0]` -> `a`, [(True, "b"), (False, 0)]."""
    head = re.match(r"[^.\[]*", field)
    name = head[0] if head else ""
    rest: list[tuple[bool, str | int]] = []
    for attr, index in re.findall(r"\.([^.\[]+)|\[([^\]]+)\]", field[len(name) :]):
        rest.append((True, attr) if attr else (False, int(index) if index.isdigit() else index))
    return name, rest
