"""Lists and dicts of variables that are taken by their names: which were there, which were taken.

Flows in: `get_collection(..., scope)`; comprehensions, `filter` and `for` loops over variables with a test of names. Flows out:
`FilterEvent`s and `LostKeyEvent`s.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from scopelint import ir
from scopelint.domain.names import SymStr, Text
from scopelint.domain.values import MISSING, Choice, Table, Unknown, Value
from scopelint.interp import name_tests
from scopelint.interp.frames import Frame
from scopelint.interp.name_tests import NameTest
from scopelint.interp.objects import CONTENT, FunctionObj, Instance, ListObj
from scopelint.tf import strangers
from scopelint.tf.objects import Variable
from scopelint.trace import FilterEvent, FilterKind, LostKeyEvent

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


class _Chosen(NamedTuple):
    """What a test of names takes: of `candidates` those whose names have the text, and those that the program takes in the end."""

    test: NameTest
    pattern: str
    candidates: tuple[Value, ...]
    fitting: tuple[Value, ...]


def matched(interp: Interpreter, pattern: Value, candidates: Value, taken: Value) -> None:
    """A collection was read with a `scope`; told where the user's own code did that, and it is known what lies in it."""
    known = isinstance(candidates, tuple) and isinstance(taken, tuple)
    if known and interp.stack and interp.stack[-1].user and isinstance(pattern, str):
        _tell(interp, FilterKind.MATCH, pattern, candidates, taken)


def comprehended(interp: Interpreter, node: ir.Comprehension, source: Value, passed: list[Value], inner: Frame, outer: Frame) -> None:
    """A comprehension has run: told where it takes variables from a list by a text in their names. `passed` are those it took."""
    clause = node.clauses[0]
    candidates = variables(source)
    if len(node.clauses) != 1 or candidates is None or not isinstance(clause.target, ir.Name):
        return
    for test in name_tests.tests(clause.conditions, {clause.target.id: ""}):
        chosen = _chosen(interp, test, candidates, inner)
        if chosen is not None:
            interp.at(outer, outer.span, lambda chosen=chosen: _tell_of(interp, chosen, passed))  # type: ignore[misc]
    for test in name_tests.excluding(clause.conditions, {clause.target.id: ""}):
        interp.at(outer, outer.span, lambda test=test: _left_out(interp, test, candidates, inner))  # type: ignore[misc]


def filtered(interp: Interpreter, function: Value, source: Value) -> None:
    """`filter(function, source)`: told where the function is a lambda that takes variables by a text in their names."""
    candidates = variables(source)
    match function:
        case FunctionObj(code=ir.Function(name="<lambda>", params=(first, *others), body=(ir.Return(value=condition),))) if (
            condition is not None
        ):
            values = Table((other.name, function.defaults.get(other.name, MISSING)) for other in others)
            frame = Frame(function.module, values, function.closure, function)
            known = name_tests.tests((condition,), {first.name: ""})
            if candidates is None or not frame.user or len(known) != 1:
                return
            chosen = _chosen(interp, known[0], candidates, frame)
            if chosen is not None:
                _tell_of(interp, chosen, chosen.fitting)


def looped(interp: Interpreter, node: ir.For, candidates: tuple[Value, ...], frame: Frame) -> None:
    """A `for` loop over variables has run: told where an `if` in it takes some by a text at the beginning of their names, or a path."""
    for test, span in name_tests.of_loop(node):
        chosen = _chosen(interp, test, candidates, frame)
        if chosen is not None and (chosen.fitting or test.kind is not FilterKind.SUBSTRING or "/" in chosen.pattern):
            interp.at(frame, span, lambda chosen=chosen: _tell_of(interp, chosen, chosen.fitting))  # type: ignore[misc]
    for test, span in name_tests.excluding_in_loop(node):
        interp.at(frame, span, lambda test=test: _left_out(interp, test, candidates, frame))  # type: ignore[misc]


def _left_out(interp: Interpreter, test: NameTest, candidates: tuple[Value, ...], frame: Frame) -> None:
    """What is to be left out need not be there; but if it is, but for capitals, it was to be left out."""
    names = [v.name for v in candidates if isinstance(v, Variable) and isinstance(v.name, str)]
    given = test.text if test.among is None else test.among
    if not _is_plain(interp, given, frame):
        return
    texts = interp.eval(given, frame)
    texts = (texts,) if test.among is None else interp.items(texts) if isinstance(texts, (tuple, ListObj)) else ()
    for text in texts if isinstance(texts, tuple) else ():
        if not isinstance(text, str) or not test.can_judge(text) or any(test.fits(text, name) for name in names):
            continue
        if any(test.fits(text.lower(), name.lower()) for name in names):
            _tell(interp, test.kind, text, candidates, ())


def variables(source: Value) -> tuple[Value, ...] | None:
    """The variables that are walked through; None where these are no variables, or not known."""
    items = source.fields.get(CONTENT) if isinstance(source, ListObj) else source
    return items if isinstance(items, tuple) and items and isinstance(items[0], Variable) else None


def keyed(interp: Interpreter, pairs: Iterable[tuple[Value, Value]]) -> None:
    """A dict is made of variables; told of the first that another one with the same key takes the place of."""
    held: dict[str, Variable] = {}
    for key, value in pairs:
        if not isinstance(key, str) or not isinstance(value, Variable):
            return
        lost = held.setdefault(key, value)
        if lost is value:
            continue
        names = _names((lost, value))
        if names is not None and names[0] != names[1] and not str(names[1]).startswith(f"{names[0]}/"):
            interp.state.events.append(LostKeyEvent(interp.machine.graphs.context(), key, *names))
        return


def _chosen(interp: Interpreter, test: NameTest, candidates: tuple[Value, ...], frame: Frame) -> _Chosen | None:
    """What a test takes of the variables that were there; None where its text is not known, or evaluating it could do something."""
    if not _is_plain(interp, test.text, frame):
        return None
    pattern = interp.eval(test.text, frame)
    if not isinstance(pattern, str) or not test.can_judge(pattern):
        return None
    return _Chosen(test, pattern, candidates, tuple(v for v in candidates if isinstance(v, Variable) and test.fits(pattern, v.name)))


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
        case ir.Tuple(items=items):
            return all(_is_plain(interp, item, frame) for item in items)
        case ir.Call(func=ir.Attribute(value=ir.Const(), attr="format"), args=args, keywords=()):
            return all(_is_plain(interp, argument, frame) for argument in args)
    return False


def _tell_of(interp: Interpreter, chosen: _Chosen, taken: Iterable[Value]) -> None:
    """Where other tests leave nothing of what fits, it is not this one that takes none."""
    in_the_end = [v for v in chosen.fitting if any(v is other for other in taken)]
    if in_the_end or not chosen.fitting:
        _tell(interp, chosen.test.kind, chosen.pattern, chosen.candidates, tuple(in_the_end))


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
