"""Several graphs, context managers of one's own, templates."""

from __future__ import annotations

from . import expressions as e
from . import scopes
from .functions import _TENSORS
from .maker import Kind, Maker, compound, statement


@statement(2, compound)
def graph(m: Maker) -> None:
    g = m.some(Kind.GRAPH)
    if g is None or m.choose.chance(60):
        g = m.fresh("graph")
        m.line(f"{g} = tf.Graph()")
        m.bind(Kind.GRAPH, g)
    with m.block(f"with {g}.as_default():"):
        m.forget(*_TENSORS)
        m.statements(4)


@statement(1, lambda m: m.depth == 0 and not m.in_class)
def reset(m: Maker) -> None:
    m.line("tf.reset_default_graph()")
    m.forget(*_TENSORS)


@statement(4)
def manager(m: Maker) -> None:
    """A context manager of the program's own, around a scope."""
    name = m.fresh("cm")
    inner = scopes.variable_scope(m) if m.choose.chance(70) else scopes.name_scope(m)
    suffix = m.choose.one_of("", "_x")
    if m.choose.chance(50):
        m.imported("import contextlib")
        m.line("@contextlib.contextmanager")
        with m.block(f"def {name}(name):"):
            with m.block(f"with {inner}:"):  # noqa: SIM117 - two blocks of the program
                with m.block(f"with tf.variable_scope(name + '{suffix}', reuse={m.choose.one_of('None', 'tf.AUTO_REUSE')}) as scope:"):
                    m.line("yield scope")
            if m.choose.chance(30):
                m.line("tf.Variable(0.0, name='left')")
    else:
        with m.block(f"class {name}(object):"):
            with m.block("def __init__(self, name):"):
                m.line(f"self.manager = tf.variable_scope(name + '{suffix}', reuse={m.choose.one_of('None', 'tf.AUTO_REUSE')})")
            with m.block("def __enter__(self):"):
                m.line("return self.manager.__enter__()")
            with m.block("def __exit__(self, *error):"):
                m.line(m.choose.one_of("return self.manager.__exit__(*error)", "self.manager.__exit__(*error)"))
    m.bind(Kind.MANAGER, name)


@statement(5, lambda m: compound(m) and bool(m.known(Kind.MANAGER)))
def managed(m: Maker) -> None:
    name = m.fresh("s")
    with m.block(f"with {m.some(Kind.MANAGER)}({e.scope_name(m)}) as {name}:", keep=True):
        m.bind(Kind.SCOPE, name)
        m.statements(3)


@statement(2, compound)
def exit_stack(m: Maker) -> None:
    m.imported("import contextlib")
    stack, name = m.fresh("stack"), m.fresh("s")
    with m.block(f"with contextlib.ExitStack() as {stack}:", keep=True):
        m.line(f"{name} = {stack}.enter_context({scopes.variable_scope(m)})")
        m.bind(Kind.SCOPE, name)
        if m.choose.chance(50):
            m.line(f"{stack}.enter_context({scopes.name_scope(m)})")
        m.statements(2)


@statement(1, compound)
def suppressed(m: Maker) -> None:
    m.imported("import contextlib")
    with m.block(f"with contextlib.suppress({m.choose.one_of('ValueError', 'TypeError', 'ValueError, TypeError')}):"):
        m.statements(2)


@statement(3, compound)
def template(m: Maker) -> None:
    name, function = m.fresh("template"), m.fresh("build")
    with m.block(f"def {function}():"):
        m.forget(*_TENSORS)
        loop_depth, m.loop_depth = m.loop_depth, 0
        m.function_depth += 1
        m.statements(3)
        m.function_depth -= 1
        m.loop_depth = loop_depth
    options = m.choose.one_of("", "", ", create_scope_now_=True", ", unique_name_='only'", ", custom_getter_=None")
    m.line(f"{name} = tf.make_template({e.scope_name(m)}, {function}{options})")
    m.bind(Kind.TEMPLATE, name)
    for _ in range(m.choose.number(0, 2)):
        m.line(f"{name}()")


@statement(2, compound)
def template_with_arguments(m: Maker) -> None:
    """A template of a function that takes something, some of it given when it is made."""
    name, function = m.fresh("template"), m.fresh("build")
    with m.block(f"def {function}(x, label='t', units=2):"):
        m.forget(*_TENSORS)
        m.bind(Kind.NAME, "label")
        m.bind(Kind.INT, "units")
        loop_depth, m.loop_depth = m.loop_depth, 0
        m.function_depth += 1
        m.statements(2)
        m.function_depth -= 1
        m.loop_depth = loop_depth
        m.line("return tf.layers.dense(x, units + 1, name=label)")
    given = m.choose.one_of("", f", label={e.scope_name(m)}", ", units=1")
    m.line(f"{name} = tf.make_template({e.scope_name(m)}, {function}{given})")
    for _ in range(m.choose.number(1, 2)):
        m.line(f"{name}(tf.zeros([2, 3]))")


@statement(4, lambda m: bool(m.known(Kind.TEMPLATE)))
def use_template(m: Maker) -> None:
    m.line(f"{m.some(Kind.TEMPLATE)}()")
