"""Short sequences that show one behaviour each, and what TensorFlow answers.

`answers` has one word a step: the name of the variable or scope that it gave, or the class of the exception. They are checked without
TensorFlow against the machine, and with it against TensorFlow.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import operations as o
from .record import Record, Step


@dataclass(frozen=True)
class Quirk:
    """One behaviour: a sequence and what each of its steps answers ("" for nothing)."""

    name: str
    sequence: o.Sequence
    answers: tuple[str, ...]


def answers(record: Record) -> tuple[str, ...]:
    return tuple(map(_answer, record.steps))


def _answer(step: Step) -> str:
    if step.error is not None:
        return step.error[0]
    match step.result:
        case None:
            return ""
        case str(text):
            return text
        case (int(), str(name), *_):
            return name
        case (str(name), str(name_scope), *_) if not name.endswith(":0"):
            return f"{name} in {name_scope}"
    return str(step.result)


def scope(name: o.Name, *, reuse: bool | str | None = None, default: o.Name = None, auxiliary: bool = True) -> o.VariableScope:
    return o.VariableScope(name, default, reuse, auxiliary)


def get(name: str, *shape: int, scope: int | None = None) -> o.GetVariable:
    return o.GetVariable(name, shape or (2,), scope=scope)


def var(name: str | None) -> o.Variable:
    return o.Variable(name, "float")


LEAVE = o.Exit()

QUIRKS = (
    Quirk(
        "get_variable ignores name scopes, tf.Variable and ops take them",
        (o.NameScope("n"), get("v"), var("v"), o.Op("v")),
        ("n/", "v:0", "n/v:0", "n/v_1"),
    ),
    Quirk(
        "a scope that is opened again by name has a new name scope",
        (scope("a"), get("w"), var("w"), LEAVE, scope("a", reuse=True), var("w"), get("w")),
        ("a in a/", "a/w:0", "a/w_1:0", "", "a in a_1/", "a_1/w:0", "a/w:0"),
    ),
    Quirk(
        "names are unique without regard to case, and keep theirs; get_variable's own store does regard it",
        (var("W"), var("w"), get("W"), get("w")),
        ("W:0", "w_1:0", "W_2:0", "w_3:0"),
    ),
    Quirk(
        "a number that is taken is skipped",
        (var("a_1"), var("a"), var("a"), var("a")),
        ("a_1:0", "a:0", "a_2:0", "a_3:0"),
    ),
    Quirk(
        "get_variable finds only what get_variable made, and takes another name beside a tf.Variable",
        (var("w"), get("w"), get("w"), scope("", reuse=True), get("w")),
        ("w:0", "w_1:0", "ValueError", " in ", "w_1:0"),
    ),
    Quirk(
        "reuse=False inside a scope that reuses changes nothing; AUTO_REUSE does",
        (scope("a", reuse=True), scope("b", reuse=False), get("v"), LEAVE, scope("b", reuse="AUTO_REUSE"), get("v")),
        ("a in a/", "a/b in a/b/", "ValueError", "", "a/b in a/b_1/", "a/b/v:0"),
    ),
    Quirk(
        "reuse_variables ends with the block, because opening a scope makes a new object",
        (scope("a"), get("v"), o.ReuseVariables(), get("v"), LEAVE, scope("a"), get("v")),
        ("a in a/", "a/v:0", "", "a/v:0", "", "a in a_1/", "ValueError"),
    ),
    Quirk(
        "reuse_variables on a scope that is not open does nothing until somebody jumps to it",
        (scope("a"), get("v"), LEAVE, o.ReuseVariables(0), scope("a"), get("v"), LEAVE, scope(o.Captured(0)), get("v")),
        ("a in a/", "a/v:0", "", "", "a in a_1/", "ValueError", "", "a in a/", "a/v:0"),
    ),
    Quirk(
        "a scope object is absolute, and keeps its original name scope as an attribute only",
        (scope("a"), LEAVE, scope("b"), scope(o.Captured(0)), get("v"), var("v")),
        ("a in a/", "", "b in b/", "a in a/", "a/v:0", "b/a/v:0"),
    ),
    Quirk(
        "without the auxiliary name scope ops stay where they are, and the original name scope is that place",
        (scope("a", auxiliary=False), get("v"), var("v"), LEAVE, o.NameScope("n"), scope("a", auxiliary=False)),
        ("a in ", "a/v:0", "v:0", "", "n/", "a in n/"),
    ),
    Quirk(
        "default names are unique within the enclosing variable scope, and start anew when that is left",
        (scope("a"), scope(None, default="b"), LEAVE, scope(None, default="b"), LEAVE, LEAVE, scope("a"), scope(None, default="b")),
        ("a in a/", "a/b in a/b/", "", "a/b_1 in a/b_1/", "", "", "a in a_1/", "a/b in a_1/b/"),
    ),
    Quirk(
        "default names at the root never start anew, not even when the root scope is opened and left",
        (scope(None, default="b"), LEAVE, scope(""), LEAVE, scope(None, default="b")),
        ("b in b/", "", " in ", "", "b_1 in b_1/"),
    ),
    Quirk(
        "a default name counts scopes that were opened by name",
        (scope("b"), LEAVE, scope(None, default="b")),
        ("b in b/", "", "b_1 in b_1/"),
    ),
    Quirk(
        "leaving a jump puts all counters of default names back to what they were",
        (
            scope("a"),
            LEAVE,
            scope(None, default="b"),
            LEAVE,
            scope(o.Captured(0)),
            scope(None, default="b"),
            LEAVE,
            LEAVE,
            scope(None, default="b"),
        ),
        ("a in a/", "", "b in b/", "", "a in a/", "a/b in a_1/b/", "", "", "b_1 in b_1/"),
    ),
    Quirk(
        "a default name cannot reuse by flag, but inherits",
        (scope(None, reuse=True, default="b"), scope("a", reuse=True), scope(None, default="b"), get("v")),
        ("ValueError", "a in a/", "a/b in a/b/", "ValueError"),
    ),
    Quirk(
        "an empty default name and a name are fine; None alone is not",
        (scope(None), scope("a", default="b")),
        ("TypeError", "a in a/"),
    ),
    Quirk(
        "a trailing slash makes the name scope absolute, and stays in the variable scope's name",
        (scope("x"), scope("a/"), get("v"), var("v")),
        ("x in x/", "x/a/ in a/", "x/a//v:0", "a/v:0"),
    ),
    Quirk(
        "an object that is entered twice has its name scope anew, its first one ends, and it is left only once",
        (o.VariableScope("a", enter=False), o.Enter(0), o.Enter(0), get("v"), var("v"), LEAVE, LEAVE, var("v")),
        ("", "a in a/", "a/a in a/", "a/a/v:0", "a_1/v:0", "", "RuntimeError", "v:0"),
    ),
    Quirk(
        "an object keeps the reuse of its first entry",
        (o.VariableScope("b", enter=False), scope("a", reuse=True), o.Enter(0), LEAVE, LEAVE, o.Enter(0), get("v")),
        ("", "a in a/", "a/b in a/b/", "", "", "b in a/b/", "ValueError"),
    ),
    Quirk(
        "an object belongs to the graph that was the default when it was made",
        (o.VariableScope("a", enter=False), o.NewGraph(), o.Enter(0), get("v"), LEAVE, LEAVE, scope("a", reuse=True), get("v")),
        ("", "", "a in a/", "a/v:0", "", "", "a in a_1/", "a/v:0"),
    ),
    Quirk(
        "a variable scope that is entered and forgotten is open, and its name scope is not",
        (o.Forgotten("a"), get("v"), var("v")),
        ("a in a/", "a/v:0", "v:0"),
    ),
    Quirk(
        "graphs have scopes and stores of their own",
        (scope("a"), get("v"), o.NewGraph(), get("v"), LEAVE, get("w")),
        ("a in a/", "a/v:0", "", "v:0", "", "a/w:0"),
    ),
    Quirk(
        "leaving scopes in the wrong order raises, and leaves the inner scope open",
        (scope("a"), scope("b"), o.Exit(1), get("v")),
        ("a in a/", "a/b in a/b/", "RuntimeError", "a/b/v:0"),
    ),
    Quirk(
        "name_scope(None) and name_scope('') go to the root, a captured string goes back",
        (o.NameScope("a"), o.NameScope(None), var("v"), o.NameScope(o.CapturedName(0)), var("v"), o.NameScope(""), var("v")),
        ("a/", "", "v:0", "a/", "a/v:0", "", "v_1:0"),
    ),
    Quirk(
        "a variable that is named by a captured scope takes the scope's own name, once",
        (o.NameScope("a"), o.Variable(o.CapturedName(0), "float"), o.Variable(o.CapturedName(0), "float")),
        ("a/", "a:0", "ValueError"),
    ),
    Quirk(
        "an empty name is the op's type, at the root",
        (o.NameScope("n"), o.Variable("", "float"), o.Op("")),
        ("n/", "VariableV2:0", "n/NoOp"),
    ),
    Quirk(
        "a constant initializer with a dtype makes a root op called Const",
        (o.GetVariable("v", dtype="float32", initializer="float"), var("Const")),
        ("v:0", "Const_1:0"),
    ),
    Quirk(
        "a constant initializer takes no shape, an initializer object needs one",
        (o.GetVariable("v", (), initializer="float"), o.GetVariable("v", initializer="zeros"), o.GetVariable("v")),
        ("ValueError", "ValueError", "ValueError"),
    ),
    Quirk(
        "the first free name of a refused variable is not given back",
        (o.GetVariable("v", (2,), initializer="bad_shape"), get("v")),
        ("ValueError", "v_1:0"),
    ),
    Quirk(
        "sharing compares shapes and dtypes",
        (get("v", 2), o.ReuseVariables(), get("v", 3), o.GetVariable("v", (None,)), o.GetVariable("v"), o.GetVariable("v", (2,), "int32")),
        ("v:0", "", "ValueError", "v:0", "v:0", "ValueError"),
    ),
    Quirk(
        "a partitioned variable is several variables, found by its whole name only",
        (
            o.GetVariable("v", (4,), partitioner="halves"),
            o.GetVariable("v", (4,)),
            scope("", reuse=True),
            o.GetVariable("v"),
            get("v/part_0"),
        ),
        (
            "((0, 'v/part_0:0', (2,), 'float32', True), (1, 'v/part_1:0', (2,), 'float32', True))",
            "ValueError",
            " in ",
            "((0, 'v/part_0:0', (2,), 'float32', True), (1, 'v/part_1:0', (2,), 'float32', True))",
            "v/part_0:0",
        ),
    ),
    Quirk(
        "a scope object made by hand with reuse=None acts like AUTO_REUSE",
        (o.NewScope("a", None), scope(o.Captured(0)), get("v"), get("v")),
        ("", "a in ", "a/v:0", "a/v:0"),
    ),
    Quirk(
        "the dtype of a pure variable scope is float32, not the inherited one",
        (o.VariableScope("a", settings=o.Settings(dtype="int32")), o.PureScope("b"), o.Collect("variables", None)),
        ("a in a/", "a/b in b", "()"),
    ),
    Quirk(
        "a variable made in a tf.cond cannot take a tensor from there, but a constant or a function",
        (o.ControlFlow(), o.Variable("v", "tensor"), o.Variable("v", "float"), o.Variable("v", "no_arguments")),
        ("", "ValueError", "v_1:0", "v_2:0"),
    ),
    Quirk(
        "get_collection filters by re.match on names, so a prefix matches longer names too",
        (get("a"), get("ab"), get("b/a"), o.Collect("variables", "a")),
        ("a:0", "ab:0", "b/a:0", "('a:0', 'ab:0')"),
    ),
    Quirk(
        "eager execution makes a new variable of the same name each time, and never refuses",
        (o.Eager(), get("v"), get("v"), scope("a", reuse=True), get("v"), var("v"), o.Collect("variables", None)),
        ("", "v:0", "v:0", "a in a/", "a/v:0", "a/v:0", "()"),
    ),
    Quirk(
        "the default graph cannot be reset inside as_default",
        (o.NewGraph(), o.Reset(), LEAVE, get("v"), o.Reset(), get("v")),
        ("", "AssertionError", "", "v:0", "", "v:0"),
    ),
)
