"""Expressions.

Flows in: an IR expression and a frame. Flows out: its value; effects go through the state.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from scopelint import ir
from scopelint.domain import names
from scopelint.domain.conditions import FALSE, TRUE, Condition
from scopelint.domain.values import MISSING, Choice, Sparse, Table, Unknown, Value
from scopelint.interp import contents, filters, formatting, iteration, operators, truth, unknown_names
from scopelint.interp.class_attributes import before_python
from scopelint.interp.frames import Frame, Step
from scopelint.interp.objects import CONTENT, DictObj, FunctionObj, GeneratorObj, ListObj, ModuleObj
from scopelint.interp.text_limit import limited
from scopelint.interp.views import OPEN
from scopelint.model import Site
from scopelint.trace import LoopTurn

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def _const(interp: Interpreter, node: ir.Const, frame: Frame) -> Value:
    return node.value


def _imaginary(interp: Interpreter, node: ir.Imaginary, frame: Frame) -> Value:
    return complex(0, node.value)


def _bytes(interp: Interpreter, node: ir.Bytes, frame: Frame) -> Value:
    return node.value


def _ellipsis(interp: Interpreter, node: ir.EllipsisConst, frame: Frame) -> Value:
    return ...


def _name(interp: Interpreter, node: ir.Name, frame: Frame) -> Value:
    name = node.id
    found = frame.vars.get(name, MISSING)
    if frame.redirect is not None and name in frame.redirect:
        found = frame.redirect[name].get(name, MISSING)
    if found is MISSING:
        for scope in frame.closure:
            found = scope.get(name, MISSING)
            if found is not MISSING:
                break
        else:
            found = frame.module.fields.get(name, MISSING)
            if found is MISSING:
                found = interp.modules.builtin(name)
    if type(found) is Choice:
        found = present(interp, interp.state.simplify(found))
    if found is MISSING:
        return _unbound(interp, name, frame)
    if type(found) is Unknown:
        settled = interp.unknowns.settled(found, interp.state.path)
        if settled is not None:
            return settled
    return found


def present(interp: Interpreter, value: Value) -> Value:
    """Drop `MISSING` from a choice: where a name is used, the program holds that it is bound."""
    if type(value) is not Choice or all(v is not MISSING for _, v in value.alternatives):
        return value
    left = [(c, v) for c, v in value.alternatives if v is not MISSING]
    if not left:
        return MISSING
    return left[0][1] if len(left) == 1 else Choice(tuple(left))


def _unbound(interp: Interpreter, name: str, frame: Frame) -> Value:
    if frame.module.fields.get("<star>") is not None or interp.state.get(frame.module.fields, OPEN) is not MISSING:
        return Unknown(("star", frame.module.name, name), name, "may come from a module that cannot be seen")
    is_local = frame.function is not None and name in frame.function.code.local
    return interp.fail("UnboundLocalError" if is_local else "NameError", f"name '{name}' is not defined", name)


def _attribute(interp: Interpreter, node: ir.Attribute, frame: Frame) -> Value:
    return attribute_of(interp, interp.eval(node.value, frame), node, frame)


def attribute_of(interp: Interpreter, value: Value, node: ir.Attribute, frame: Frame) -> Value:
    """The attribute that `node` reads, of a value that is there already."""
    found = value.fields.get(node.attr, MISSING) if type(value) is ModuleObj else MISSING
    if found is MISSING or type(found) is Choice:
        stack = interp.stack
        stack.append(Step(frame.path, node.span, frame.user, interp.state.path, None, frame.function))
        try:
            found = interp.getattr(value, node.attr)
        finally:
            stack.pop()
    if type(found) is Choice:
        return present(interp, found)
    if type(found) is Unknown:
        settled = interp.unknowns.settled(found, interp.state.path)
        if settled is not None:
            return settled
    return found


def _slice(interp: Interpreter, node: ir.Slice, frame: Frame) -> Value:
    parts = [None if part is None else interp.eval(part, frame) for part in (node.lower, node.upper, node.step)]
    return slice(*parts)


def _subscript(interp: Interpreter, node: ir.Subscript, frame: Frame) -> Value:
    value = interp.eval(node.value, frame)
    index = interp.eval(node.index, frame)
    if type(value) is tuple and type(index) is int and -len(value) <= index < len(value):
        return value[index]
    return interp.at(frame, frame.span, lambda: contents.subscript(interp, value, index, node))


def _call(interp: Interpreter, node: ir.Call, frame: Frame) -> Value:
    function = interp.eval(node.func, frame)
    args: list[Value] = []
    for arg in node.args:
        if type(arg) is ir.Starred:
            spread = interp.items(interp.eval(arg.value, frame))
            if isinstance(spread, Unknown):
                args.append(Spread(spread))
            else:
                args.extend(spread)
        else:
            args.append(interp.eval(arg, frame))
    kwargs: dict[str, Value] = {}
    differ: Value = None
    for keyword in node.keywords:
        value = interp.eval(keyword.value, frame)
        if keyword.name is not None:
            kwargs[keyword.name] = value
        elif type(value) is Choice and len(value.alternatives) <= _APART and not isinstance(contents.mapping(interp, value), dict):
            differ = value
        else:
            _spread_keywords(interp, kwargs, value)

    if frame.user:
        interp.modules.current_call = node
    stack = interp.stack
    stack.append(Step(frame.path, node.span, frame.user, interp.state.path, function, frame.function))
    interp.frames.append(frame)
    try:
        if differ is None:
            return interp.call(function, tuple(args), kwargs)
        return interp.each(differ, lambda spread: interp.call(function, tuple(args), _with_spread(interp, kwargs, spread)))
    finally:
        interp.frames.pop()
        stack.pop()


_APART: Final = 4
"""How many dicts with different keys `**kw` may stand for, on different paths, for the call to be followed with each of them."""


class Spread:
    """`*xs` in a call where xs is not known: stands for any number of arguments."""

    __slots__ = ("items",)

    def __init__(self, items: Unknown) -> None:
        self.items = items


SPREAD_KEYWORDS: Final = "**"
"""The keyword under which a call hands on `**kw` that is not known."""


OPEN_KEYWORDS: Final = "**?"
"""The keyword under which a call hands on a `**kw` that may hold more than is known."""


def _with_spread(interp: Interpreter, kwargs: dict[str, Value], spread: Value) -> dict[str, Value]:
    """The keywords with those of one more `**kw`."""
    given = dict(kwargs)
    if spread is not None:
        _spread_keywords(interp, given, spread)
    return given


def _spread_keywords(interp: Interpreter, kwargs: dict[str, Value], value: Value) -> None:
    if type(value) is Choice:
        value = interp.state.resolve(value) if len(value.alternatives) == 1 else value
    content = contents.mapping(interp, value)
    if isinstance(content, dict):
        kwargs.update({key: item for key, item in content.items() if isinstance(key, str)})
        if type(value) is DictObj and contents.OPEN_KEYS in value.fields:
            kwargs[OPEN_KEYWORDS] = value
    else:
        kwargs[SPREAD_KEYWORDS] = content


def _binary(interp: Interpreter, node: ir.BinOp, frame: Frame) -> Value:
    left = interp.eval(node.left, frame)
    right = interp.eval(node.right, frame)
    kind = type(left)
    if kind is type(right) and kind is int and node.op in ("+", "-"):
        return left + right if node.op == "+" else left - right
    if kind is type(right) and kind is str and node.op == "+":
        return limited(interp, left + right)
    if node.op == "%" and isinstance(left, (str, names.SymStr)) and before_python(left, "__mod__") is MISSING:
        return formatting.percent(interp, left, right)
    return interp.at(frame, frame.span, lambda: interp.binary(node.op, left, right))


def _unary(interp: Interpreter, node: ir.UnaryOp, frame: Frame) -> Value:
    value = interp.eval(node.operand, frame)
    if node.op == "not":
        return interp.boolean(interp.state.conditions.negate(interp.truth(value)))
    return interp.at(frame, frame.span, lambda: operators.unary(interp, node.op, value))


def _boolean(interp: Interpreter, node: ir.BoolOp, frame: Frame) -> Value:
    return _boolean_from(interp, node, 0, frame)


def _boolean_from(interp: Interpreter, node: ir.BoolOp, index: int, frame: Frame) -> Value:
    value = interp.eval(node.values[index], frame)
    if index == len(node.values) - 1:
        return value
    test = interp.truth(value)
    stop = test if node.op == "or" else interp.state.conditions.negate(test)
    if stop is TRUE:
        return value
    if stop is FALSE:
        return _boolean_from(interp, node, index + 1, frame)
    kept = _when(interp, value, stop, node.op)
    return interp.state.split(stop, lambda: kept, lambda: _boolean_from(interp, node, index + 1, frame))


def _when(interp: Interpreter, value: Value, condition: Condition, op: str) -> Value:
    """What a tested value is where the test stopped at it."""
    if type(value) is Choice:
        conditions = interp.state.conditions
        left = [(c, v) for c, v in value.alternatives if not conditions.excludes(c, condition)]
        if len(left) == 1:
            return left[0][1]
        if left:
            return Choice(tuple(left))
    return value


def _compare(interp: Interpreter, node: ir.Compare, frame: Frame) -> Value:
    left = interp.eval(node.left, frame)
    if len(node.ops) == 1:
        right = interp.eval(node.rights[0], frame)
        return interp.at(frame, frame.span, lambda: operators.compare(interp, node.ops[0], left, right))
    conditions = interp.state.conditions
    result = TRUE
    for op, expression in zip(node.ops, node.rights, strict=True):
        right = interp.eval(expression, frame)
        result = conditions.both(result, interp.truth(operators.compare(interp, op, left, right)))
        left = right
    return interp.boolean(result)


def _conditional(interp: Interpreter, node: ir.IfExp, frame: Frame) -> Value:
    test = interp.truth(interp.eval(node.test, frame))
    return interp.state.split(test, lambda: interp.eval(node.then, frame), lambda: interp.eval(node.orelse, frame))


def _walrus(interp: Interpreter, node: ir.NamedExpr, frame: Frame) -> Value:
    """`name := value`; in a comprehension it binds the name around that."""
    value = interp.eval(node.value, frame)
    while frame.within is not None:
        frame = frame.within
    interp.assign(ir.Name(node.target), value, frame)
    return value


def _tuple(interp: Interpreter, node: ir.Tuple, frame: Frame) -> Value:
    return _items(interp, node.items, frame)


def _items(interp: Interpreter, nodes: tuple[ir.Expr, ...], frame: Frame) -> tuple[Value, ...] | Unknown:
    result: list[Value] = []
    for node in nodes:
        if type(node) is ir.Starred:
            spread = interp.items(interp.eval(node.value, frame))
            if isinstance(spread, Unknown):
                return spread
            result.extend(spread)
        else:
            result.append(interp.eval(node, frame))
    return tuple(result)


def _list(interp: Interpreter, node: ir.List, frame: Frame) -> Value:
    return interp.list(_items(interp, node.items, frame))


def _set(interp: Interpreter, node: ir.Set, frame: Frame) -> Value:
    return interp.set(_items(interp, node.items, frame))


def _dict(interp: Interpreter, node: ir.Dict, frame: Frame) -> Value:
    content: dict[Value, Value] = {}
    for item in node.items:
        if item.key is None:
            spread = contents.mapping(interp, interp.eval(item.value, frame))
            if not isinstance(spread, dict):
                return interp.dict(spread)
            unknown_names.update(interp, content, spread)
        else:
            key, value = interp.eval(item.key, frame), interp.eval(item.value, frame)
            unknown_names.put(interp, content, truth.place_of(interp, content, key), value)
    return interp.dict(content)


def _joined(interp: Interpreter, node: ir.JoinedStr, frame: Frame) -> Value:
    parts: list[Value] = []
    for part in node.parts:
        if type(part) is ir.Const:
            parts.append(str(part.value))
        else:
            assert type(part) is ir.FormatPart
            value = interp.eval(part.value, frame)
            spec = "" if part.spec is None else _joined(interp, part.spec, frame)
            parts.append(formatting.formatted(interp, value, spec, part.conversion))
    if any(type(p) is Choice for p in parts):
        return interp.each_of(tuple(parts), lambda plain: limited(interp, names.join(plain)))
    return limited(interp, names.join(parts))


def _comprehension(interp: Interpreter, node: ir.Comprehension, frame: Frame) -> Value:
    first = interp.eval(node.clauses[0].iterable, frame)
    inner = frame.inner(Table())
    if node.kind == "generator":

        def run(on_yield: Callable[[Value], Value]) -> Value:
            return _clauses(interp, node, 0, first, inner, iteration.outside_loops(interp, on_yield))

        return interp.generator("<genexpr>", run)
    if node.kind == "dict":
        return _dict_comprehension(interp, node, first, inner, frame)
    source = interp.state.get(first.fields, CONTENT) if isinstance(first, ListObj) else first
    collected = interp.list(Sparse(()) if type(source) is Sparse else ())
    _filtered(interp, node, first, inner, frame, lambda value: contents.append(interp, collected, value))
    return interp.set(interp.items(collected)) if node.kind == "set" else collected


def _dict_comprehension(interp: Interpreter, node: ir.Comprehension, first: Value, inner: Frame, frame: Frame) -> Value:
    mapping, pairs, begun = interp.dict({}), [], interp.state.path

    def put(value: Value) -> None:
        assert node.key is not None
        key = interp.eval(node.key, inner)
        if interp.state.conditions.implies(begun, interp.state.path):
            pairs.append((key, value))
        contents.put_item(interp, mapping, key, value)

    _filtered(interp, node, first, inner, frame, put)
    if frame.user:
        interp.at(frame, frame.span, lambda: filters.keyed(interp, pairs))
    return mapping


def _filtered(interp: Interpreter, node: ir.Comprehension, first: Value, inner: Frame, frame: Frame, use: Callable[[Value], Any]) -> None:
    """Run the clauses; what they take by name of a list of variables is noted."""
    clause, passed = node.clauses[0], []
    if not frame.user or not clause.conditions or not isinstance(clause.target, ir.Name) or filters.variables(first) is None:
        _clauses(interp, node, 0, first, inner, use)
        return
    target = clause.target

    def taken(value: Value) -> None:
        passed.append(interp.eval(target, inner))
        use(value)

    _clauses(interp, node, 0, first, inner, taken)
    filters.comprehended(interp, node, first, passed, inner, frame)


def _clauses(interp: Interpreter, node: ir.Comprehension, index: int, iterable: Value, frame: Frame, use: Callable[[Value], Any]) -> Value:
    """Run a comprehension from its clause number `index` on; Python evaluates only the first iterable outside."""
    clause = node.clauses[index]
    count, depth = 0, interp.depth()

    def inside() -> None:
        if index + 1 == len(node.clauses):
            use(interp.eval(node.value, frame))
        else:
            following = interp.eval(node.clauses[index + 1].iterable, frame)
            _clauses(interp, node, index + 1, following, frame, use)

    def turn(item: Value) -> None:
        nonlocal count
        interp.step()
        interp.loops.append(LoopTurn(Site(frame.path, frame.span), count, depth))
        count += 1
        try:
            one(item)
        finally:
            interp.loops.pop()

    def one(item: Value) -> None:
        interp.assign(clause.target, iteration.named(clause.target, item), frame)
        test = TRUE
        for condition in clause.conditions:
            test = interp.state.conditions.both(test, interp.truth(interp.eval(condition, frame)))
            if test is FALSE:
                return
        interp.state.split(test, inside, lambda: None)

    interp.looping = id(clause)
    interp.iterate(iterable, turn if frame.user else one, "item")
    return None


def _lambda(interp: Interpreter, node: ir.Lambda, frame: Frame) -> Value:
    return function(interp, node.function, frame, "<lambda>")


def function(interp: Interpreter, code: ir.Function, frame: Frame, qualname: str) -> FunctionObj:
    """A function object: its defaults are evaluated here, its closure is the frames around it."""
    defaults = {p.name: interp.eval(p.default, frame) for p in code.params if p.default is not None}
    return FunctionObj(code, frame.module, frame.closure if frame.is_class_body else frame.enclosing, defaults, qualname)


def _await(interp: Interpreter, node: ir.Await, frame: Frame) -> Value:
    return interp.eval(node.value, frame)


def _yield(interp: Interpreter, node: ir.Yield, frame: Frame) -> Value:
    value = None if node.value is None else interp.eval(node.value, frame)
    if frame.on_yield is None:
        return None
    return frame.on_yield(value)


def _yield_from(interp: Interpreter, node: ir.YieldFrom, frame: Frame) -> Value:
    value = interp.eval(node.value, frame)
    on_yield = frame.on_yield
    if on_yield is not None and isinstance(value, GeneratorObj) and "coroutine" not in value.fields:
        return iteration.run_once(interp, value, on_yield)
    if on_yield is not None:
        interp.iterate(value, on_yield, "item")
    return None


def _starred(interp: Interpreter, node: ir.Starred, frame: Frame) -> Value:
    return interp.eval(node.value, frame)


def _opaque(interp: Interpreter, node: ir.Opaque, frame: Frame) -> Value:
    interp.cut(node.reason, Site(frame.path, node.span) if frame.user else None)
    return interp.unknown(node.text, node.reason)


EVALUATORS: Final[dict[type, Callable[..., Value]]] = {
    ir.Const: _const,
    ir.Bytes: _bytes,
    ir.Imaginary: _imaginary,
    ir.EllipsisConst: _ellipsis,
    ir.Name: _name,
    ir.Attribute: _attribute,
    ir.Slice: _slice,
    ir.Subscript: _subscript,
    ir.Call: _call,
    ir.Starred: _starred,
    ir.BinOp: _binary,
    ir.UnaryOp: _unary,
    ir.BoolOp: _boolean,
    ir.Compare: _compare,
    ir.IfExp: _conditional,
    ir.NamedExpr: _walrus,
    ir.Tuple: _tuple,
    ir.List: _list,
    ir.Set: _set,
    ir.Dict: _dict,
    ir.JoinedStr: _joined,
    ir.Comprehension: _comprehension,
    ir.Lambda: _lambda,
    ir.Await: _await,
    ir.Yield: _yield,
    ir.YieldFrom: _yield_from,
    ir.Opaque: _opaque,
}
