"""Control flow of Python: branches, loops, errors caught, plain assignments."""

from __future__ import annotations

from . import expressions as e
from . import variables
from .maker import Kind, Maker, compound, statement


@statement(9, compound)
def branch(m: Maker) -> None:
    with m.block(f"if {e.test(m)}:"):
        m.statements(3)
    if m.choose.chance(20):
        with m.block(f"elif {e.test(m)}:"):
            m.statements(2)
    if m.choose.chance(50):
        with m.block("else:"):
            m.statements(2)


@statement(14, compound)
def for_loop(m: Maker) -> None:
    choose = m.choose
    i, name = m.fresh("i"), m.fresh("n")
    names = m.some(Kind.NAMES) or "['a', 'b']"
    header, bound = choose.pick(
        [
            (f"for {i} in range({choose.number(1, 3)}):", {i: Kind.INT}),
            (f"for {i} in range({choose.number(1, 2)}, 4, 2):", {i: Kind.INT}),
            (f"for {i} in [2, 0, 1]:", {i: Kind.INT}),
            (f"for {i} in reversed(range({e.integer(m)})):", {i: Kind.INT}),
            (f"for {i}, {name} in enumerate({names}):", {i: Kind.INT, name: Kind.NAME}),
            (f"for {name} in {names}:", {name: Kind.NAME}),
            (f"for {name} in ('a', 'b', 'a'):", {name: Kind.NAME}),
            (f"for {name}, {i} in zip({names}, range(5)):", {i: Kind.INT, name: Kind.NAME}),
            (f"for {name}, {i} in {{'a': 1, 'b': 2}}.items():", {i: Kind.INT, name: Kind.NAME}),
            (f"for {name} in {{'b': 1, 'a': 2}}:", {name: Kind.NAME}),
            (f"for {name} in sorted({{'c', 'a', 'b'}}):", {name: Kind.NAME}),
            (f"for {i}, ({name}, _) in enumerate([('a', 1), ('b', 2)]):", {i: Kind.INT, name: Kind.NAME}),
        ]
    )
    with m.block(header):
        for target, kind in bound.items():
            m.bind(kind, target)
        m.loop_depth += 1
        _toggling(m)
        m.statements(3)
        m.loop_depth -= 1
    if choose.chance(8):
        with m.block("else:"):
            m.statements(1)


def _toggling(m: Maker) -> None:
    """A flag that is off in the first turn and on afterwards, made before the loop, if there is one."""
    flag = m.some(Kind.FLAG)
    if flag is not None and m.choose.chance(15) and not m.function_depth:
        m.line(f"{flag} = {m.choose.one_of('True', 'tf.AUTO_REUSE', 'None', 'not ' + flag)}")


@statement(4, compound)
def while_loop(m: Maker) -> None:
    counter = m.fresh("t")
    m.line(f"{counter} = 0")
    with m.block(f"while {counter} < {m.choose.number(1, 3)}:"):
        m.line(f"{counter} += 1")
        m.bind(Kind.INT, counter)
        m.loop_depth += 1
        m.statements(3)
        m.loop_depth -= 1
    m.bind(Kind.INT, counter)


@statement(3, lambda m: m.loop_depth > 0)
def leave_loop(m: Maker) -> None:
    m.line(f"if {e.test(m)}: {m.choose.one_of('break', 'continue')}")


@statement(16, compound)
def caught(m: Maker) -> None:
    choose = m.choose
    with m.block("try:"):
        m.statements(3)
    error = m.fresh("e")
    kind = choose.one_of("ValueError", "ValueError", "(ValueError, TypeError)", "Exception", "TypeError", "KeyError")
    form = choose.number(0, 3)
    with m.block(f"except {kind}{f' as {error}' if form == 1 else ''}:"):
        match form:
            case 0:
                m.line("tf.get_variable_scope().reuse_variables()")
                m.line(variables.request(m)[0])
            case 1:
                m.line(f"tf.Variable(0.0, name='e_' + type({error}).__name__)")
            case _:
                m.statements(2)
        if choose.chance(6):
            m.line("raise")
    if choose.chance(20):
        with m.block("else:"):
            m.statements(2)
    if choose.chance(20):
        with m.block("finally:"):
            m.statements(2)


@statement(1, lambda m: m.depth > 0)
def raised(m: Maker) -> None:
    m.line(f"if {e.test(m)}: raise {m.choose.one_of('ValueError', 'TypeError', 'RuntimeError', 'KeyError')}('no')")


@statement(4)
def assigned_name(m: Maker) -> None:
    name = m.fresh("name")
    m.line(f"{name} = {e.scope_name(m)}")
    m.bind(Kind.NAME, name)


@statement(3)
def assigned_flag(m: Maker) -> None:
    name = m.fresh("reuse")
    m.line(f"{name} = {e.flag(m)}")
    m.bind(Kind.FLAG, name)


@statement(3)
def assigned_integer(m: Maker) -> None:
    name = m.fresh("n")
    m.line(f"{name} = {e.integer(m)}")
    m.bind(Kind.INT, name)


@statement(3)
def assigned_names(m: Maker) -> None:
    name = m.fresh("names")
    first, second = e.scope_name(m), e.scope_name(m)
    i = m.fresh("i")
    m.line(
        f"{name} = "
        + m.choose.one_of(
            f"[{first}, {second}]",
            f"[{first}] + [{second}]",
            f"['%s_%d' % ({first}, {i}) for {i} in range(2)]",
            f"list(({first}, {second}))",
            f"({first}).split('/') + ['z']",
            f"[{first}] * 2",
            f"list({{{first}: 1, 'k': 2}})",
        )
    )
    m.bind(Kind.NAMES, name)
    if m.choose.chance(30):
        m.line(f"{name}.append({e.scope_name(m)})")


@statement(2)
def counter(m: Maker) -> None:
    name = m.fresh("count")
    m.line(f"{name} = [{m.choose.number(0, 1)}]")
    m.bind(Kind.COUNTER, name)


@statement(3, lambda m: bool(m.known(Kind.COUNTER)))
def count(m: Maker) -> None:
    m.line(f"{m.some(Kind.COUNTER)}[0] += 1")
