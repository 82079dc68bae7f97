"""Lists of variables that are taken by their names: which were there, which were taken.

Flows in: `get_collection(..., scope)`; comprehensions and `filter` over variables with a test of names. Flows out: `FilterEvent`s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scopelint import ir
from scopelint.domain.names import SymStr, Text
from scopelint.domain.values import MISSING, Choice, Table, Unknown, Value
from scopelint.interp.frames import Frame
from scopelint.interp.objects import CONTENT, FunctionObj, Instance, ListObj
from scopelint.tf import strangers
from scopelint.tf.objects import Variable
from scopelint.trace import FilterEvent, FilterKind

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def matched(interp: Interpreter, pattern: Value, candidates: Value, taken: Value) -> None:
    """A collection was read with a `scope`; told where the user's own code did that, and it is known what lies in it."""
    known = isinstance(candidates, tuple) and isinstance(taken, tuple)
    if known and interp.stack and interp.stack[-1].user and isinstance(pattern, str):
        _tell(interp, FilterKind.MATCH, pattern, candidates, taken)


def comprehended(interp: Interpreter, node: ir.Comprehension, source: Value, inner: Frame, outer: Frame) -> None:
    """A comprehension has run: told where it takes variables from a list by a text in their names."""
    clause = node.clauses[0]
    if len(node.clauses) == 1 and len(clause.conditions) == 1 and isinstance(clause.target, ir.Name):
        told = _chosen(interp, clause.conditions[0], clause.target, source, inner)
        if told is not None:
            interp.at(outer, outer.span, lambda: _tell(interp, *told))


def filtered(interp: Interpreter, function: Value, source: Value) -> None:
    """`filter(function, source)`: told where the function is a lambda that takes variables by a text in their names."""
    match function:
        case FunctionObj(code=ir.Function(name="<lambda>", params=(first, *others), body=(ir.Return(value=test),))) if test is not None:
            values = Table((other.name, function.defaults.get(other.name, MISSING)) for other in others)
            frame = Frame(function.module, values, function.closure, function)
            told = _chosen(interp, test, ir.Name(first.name), source, frame) if frame.user else None
            if told is not None:
                _tell(interp, *told)


def _chosen(
    interp: Interpreter, test: ir.Expr, variable: ir.Name, source: Value, frame: Frame
) -> tuple[FilterKind, str, tuple[Value, ...], tuple[Value, ...]] | None:
    """Of a test of variables' names: its kind and its text, the variables that were there, and those whose names pass."""
    candidates = _items(source)
    if not candidates or not isinstance(candidates[0], Variable):
        return None
    found = _test_of_name(test, variable)
    if found is None or not _is_plain(interp, found[1], frame):
        return None
    kind, expression = found
    pattern = interp.eval(expression, frame)
    if not isinstance(pattern, str) or ":" in pattern:
        return None
    return kind, pattern, candidates, tuple(v for v in candidates if isinstance(v, Variable) and _fits(kind, pattern, v.name))


def _fits(kind: FilterKind, pattern: str, name: object) -> bool:
    return isinstance(name, str) and (name.startswith(pattern) if kind is FilterKind.PREFIX else pattern in name)


def _items(value: Value) -> tuple[Value, ...] | None:
    if isinstance(value, ListObj):
        value = value.fields.get(CONTENT)
    return value if isinstance(value, tuple) else None


def _test_of_name(test: ir.Expr, variable: ir.Name) -> tuple[FilterKind, ir.Expr] | None:
    """`text in v.name` or `v.name.startswith(text)`."""
    match test:
        case ir.Compare(left=text, ops=("in",), rights=(name,)) if _is_name(name, variable):
            return FilterKind.SUBSTRING, text
        case ir.Call(func=ir.Attribute(value=name, attr="startswith"), args=(text,), keywords=()) if _is_name(name, variable):
            return FilterKind.PREFIX, text
    return None


def _is_name(expression: ir.Expr, variable: ir.Name) -> bool:
    """`v.name`, `v.op.name`."""
    match expression:
        case ir.Attribute(value=ir.Attribute(value=owner, attr="op"), attr="name") | ir.Attribute(value=owner, attr="name"):
            return owner == variable
    return False


def _is_plain(interp: Interpreter, expression: ir.Expr, frame: Frame) -> bool:
    """Whether an expression can be evaluated once more, and nothing happens: constants, names, objects' own attributes, put together."""
    match expression:
        case ir.Const() | ir.Name():
            return True
        case ir.Attribute(value=ir.Name() as name, attr=attribute):
            owner = interp.eval(name, frame)
            return isinstance(owner, Instance) and interp.state.get(owner.fields, attribute, MISSING) is not MISSING
        case ir.BinOp(left=left, right=right):
            return _is_plain(interp, left, frame) and _is_plain(interp, right, frame)
        case ir.JoinedStr(parts=parts):
            values = [part.value for part in parts if isinstance(part, ir.FormatPart)]
            return all(_is_plain(interp, value, frame) for value in values)
    return False


def _tell(interp: Interpreter, kind: FilterKind, pattern: str, candidates: tuple[Value, ...], taken: tuple[Value, ...]) -> None:
    before, after = _names(candidates), _names(taken)
    if strangers.imported(interp.state, interp.machine.default_graph()):
        return
    if before is not None and after is not None:
        interp.state.events.append(FilterEvent(interp.machine.graphs.context(), kind, pattern, before, after))


def _names(values: tuple[Value, ...]) -> tuple[Text, ...] | None:
    """The names of variables; None where one of them is not known."""
    names: list[Text] = []
    for value in values:
        if isinstance(value, (Choice, Unknown)) or not isinstance(value, Variable) or not isinstance(value.name, (str, SymStr)):
            return None
        names.append(value.name)
    return tuple(names)
