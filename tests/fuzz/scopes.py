"""Scopes of every kind, and reuse switched on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from . import expressions as e
from . import variables
from .maker import Kind, Maker, compound, statement


def variable_scope(m: Maker) -> str:
    """A call of tf.variable_scope."""
    choose = m.choose
    form = choose.weighted([(55, "name"), (15, "object"), (10, "default"), (4, "empty"), (4, "current"), (1, "odd"), (7, "or")])
    scope = m.some(Kind.SCOPE, Kind.SCOPE_OR_NAME)
    if form == "object" and scope is None:
        form = "name"
    made: list[str]
    match form:
        case "name":
            made = [e.scope_name(m)]
            if choose.chance(8):
                made.append(choose.one_of("'d'", "default_name='d'"))
        case "object":
            assert scope is not None
            made = [scope]
        case "default":
            made = [choose.one_of("None", "name_or_scope=None"), f"default_name={e.scope_name(m)}"]
        case "empty":
            made = ["''"]
        case "current":
            made = ["tf.get_variable_scope()"]
        case "or":
            other = m.some(Kind.NAME, Kind.SCOPE, Kind.SCOPE_OR_NAME) or "None"
            made = [f"{other} or {e.scope_name(m)}"]
        case _:
            made = [choose.one_of("None", "'a/'", "'/a'", "'a b'", "3", "'_a'")]
    if choose.chance(5 if form == "default" else 38):
        made.append(f"reuse={e.flag(m)}")
    if choose.chance(8):
        made.append(f"auxiliary_name_scope={choose.one_of('False', 'True')}")
    if choose.chance(4):
        made.append(f"custom_getter={variables.getter(m)}")
    if choose.chance(4):
        made.append(f"initializer={choose.one_of('tf.zeros_initializer()', 'tf.ones_initializer()')}")
    if m.partitions and choose.chance(20):
        made.append(f"partitioner={variables.partitioner(m)}")
    if choose.chance(3):
        made.append(f"regularizer={variables.regularizer(m)}")
    if choose.chance(3):
        made.append(f"dtype={choose.one_of('tf.float32', 'tf.float64')}")
    if choose.chance(3):
        made.append("use_resource=True")
    if m.known(Kind.TENSOR) and choose.chance(4):
        made.append(f"values=[{m.some(Kind.TENSOR)}]")
    return f"tf.variable_scope({', '.join(made)})"


def name_scope(m: Maker) -> str:
    """A call of tf.name_scope, or of one of its older names."""
    choose = m.choose
    form = choose.weighted([(60, "name"), (15, "captured"), (8, "original"), (6, "none"), (5, "slash"), (6, "default"), (3, "op")])
    captured, scope = m.some(Kind.NAME_SCOPE), m.some(Kind.SCOPE)
    if form == "captured" and captured is not None:
        return f"tf.name_scope({captured})"
    if form == "original" and scope is not None:
        return f"tf.name_scope({scope}.{choose.one_of('original_name_scope', 'original_name_scope', 'name')})"
    match form:
        case "none":
            return f"tf.name_scope({choose.one_of('None', chr(39) * 2)})"
        case "slash":
            return f"tf.name_scope({e.scope_name(m)} + '/')"
        case "default":
            return f"tf.name_scope(None, {e.scope_name(m)})"
        case "op":
            return f"tf.name_scope({e.scope_name(m)}, 'd', [])"
        case _:
            return f"tf.name_scope({e.scope_name(m)})"


@contextmanager
def opened(m: Maker, call: str, kind: Kind) -> Iterator[None]:
    """A with block around the call, its value bound now and then."""
    if m.choose.chance(45):
        name = m.fresh("s")
        with m.block(f"with {call} as {name}:", keep=True):
            m.bind(kind, name)
            yield
    else:
        with m.block(f"with {call}:", keep=True):
            yield


@statement(34, compound)
def with_variable_scope(m: Maker) -> None:
    with opened(m, variable_scope(m), Kind.SCOPE):
        m.statements(4)


@statement(12, compound)
def with_name_scope(m: Maker) -> None:
    with opened(m, name_scope(m), Kind.NAME_SCOPE):
        m.statements(3)


@statement(5, compound)
def with_several(m: Maker) -> None:
    first, second = m.fresh("s"), m.fresh("s")
    one = f"{variable_scope(m)} as {first}"
    two = f"{name_scope(m)} as {second}" if m.choose.chance(50) else f"{variable_scope(m)}"
    order = [one, two] if m.choose.chance(50) else [two, one]
    with m.block(f"with {', '.join(order)}:", keep=True):
        m.bind(Kind.SCOPE, first)
        if "as" in two:
            m.bind(Kind.NAME_SCOPE, second)
        m.statements(3)


@statement(3)
def captured(m: Maker) -> None:
    name = m.fresh("s")
    m.line(f"{name} = tf.get_variable_scope()")
    m.bind(Kind.SCOPE, name)


@statement(2)
def made_before(m: Maker) -> None:
    """A scope manager that is made at one place and entered at another, perhaps twice."""
    name = m.fresh("made")
    m.line(f"{name} = {variable_scope(m)}")
    if m.choose.chance(50):
        variables.get_variable(m)
    for _ in range(m.choose.number(1, 2)):
        with m.block(f"with {name}:"):
            m.statements(2)


@statement(2)
def reuse_variables(m: Maker) -> None:
    scope = m.some(Kind.SCOPE)
    target = scope if scope is not None and m.choose.chance(50) else "tf.get_variable_scope()"
    if m.choose.chance(60):
        m.line(f"if {e.test(m)}: {target}.reuse_variables()")
    else:
        m.line(f"{target}.reuse_variables()")


@statement(1, lambda m: bool(m.known(Kind.SCOPE)))
def setter(m: Maker) -> None:
    scope = m.some(Kind.SCOPE)
    m.line(
        m.choose.pick(
            [
                f"{scope}.set_initializer(tf.zeros_initializer())",
                f"{scope}.set_custom_getter({variables.getter(m)})",
                f"{scope}.set_regularizer({variables.regularizer(m)})",
                *([f"{scope}.set_partitioner({variables.partitioner(m)})"] if m.partitions else []),
                f"{scope}.set_dtype(tf.float64)",
                f"{scope}.set_use_resource(True)",
            ]
        )
    )


@statement(2, compound)
def old_scope(m: Maker) -> None:
    """The scopes' older names."""
    call = m.choose.one_of(
        f"tf.variable_op_scope([], {e.scope_name(m)}, 'd')",
        f"tf.variable_op_scope([], None, {e.scope_name(m)}, reuse={e.flag(m)})",
        f"tf.op_scope([], {e.scope_name(m)})",
        f"tf.op_scope([], None, {e.scope_name(m)})",
    )
    with m.block(f"with {call}:", keep=True):
        m.statements(2)


@statement(3, lambda m: bool(m.known(Kind.SCOPE)) and compound(m))
def around_the_same(m: Maker) -> None:
    """A scope is entered anew, with both its names, as layers do that are called again."""
    scope = m.some(Kind.SCOPE)
    with m.block(f"with tf.variable_scope({scope}, reuse=tf.AUTO_REUSE, auxiliary_name_scope=False):", keep=True):  # noqa: SIM117
        with m.block(f"with tf.name_scope({scope}.original_name_scope):", keep=True):
            m.statements(2)
