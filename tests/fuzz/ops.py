"""Op calls with and without names, operators, shapes that become names, branches and loops of the graph."""

from __future__ import annotations

from . import expressions as e
from . import variables
from .maker import Kind, Maker, compound, statement


def op_name(m: Maker) -> str:
    """An argument `name=`, or nothing."""
    return f", name={e.scope_name(m)}" if m.choose.chance(45) else ""


@statement(5)
def placeholder(m: Maker) -> None:
    x = m.fresh("x")
    size = m.choose.one_of("4", "3", "5", "6")
    call = m.choose.one_of(
        f"tf.placeholder(tf.float32, [None, {size}]{op_name(m)})",
        f"tf.zeros([2, {size}]{op_name(m)})",
        f"tf.ones((3, {size}))",
        f"tf.random_normal([2, {size}]{op_name(m)})",
        f"tf.constant([[1.0, 2.0, 3.0]]{op_name(m)})",
    )
    m.line(f"{x} = {call}")
    m.bind(Kind.MATRIX, x)
    m.bind(Kind.TENSOR, x)


@statement(8, lambda m: bool(m.known(Kind.TENSOR)))
def op(m: Maker) -> None:
    v = m.some(Kind.TENSOR)
    name = op_name(m)
    call = m.choose.one_of(
        f"{v} + {v}",
        f"{v} * 2.0",
        f"-{v}",
        f"1.0 - {v}",
        f"tf.identity({v}{name})",
        f"tf.add({v}, {v}{name})",
        f"tf.multiply({v}, 0.5{name})",
        f"tf.reduce_sum({v}{name})",
        f"tf.reduce_mean({v}{name})",
        f"tf.square({v}{name})",
        f"tf.nn.relu({v}{name})",
        f"tf.tanh({v}{name})",
        f"tf.sigmoid({v}{name})",
        f"tf.stop_gradient({v}{name})",
        f"tf.zeros_like({v}{name})",
        f"tf.shape({v}{name})",
        f"tf.cast({v}, tf.float64{name})",
        f"tf.stack([{v}, {v}]{name})",
        f"tf.reshape({v}, [-1]{name})",
        f"tf.expand_dims({v}, 0{name})",
        f"tf.concat([tf.reshape({v}, [-1]), [1.0]], 0{name})",
        f"tf.transpose({v}{name})",
        f"tf.maximum({v}, 0.0{name})",
    )
    out = m.fresh("y")
    m.line(f"{out} = {call}")
    if "tf.shape" not in call and "cast" not in call:
        m.bind(Kind.TENSOR, out)


@statement(5, lambda m: bool(m.known(Kind.MATRIX)))
def matrix_op(m: Maker) -> None:
    x = m.some(Kind.MATRIX)
    name = op_name(m)
    w = m.fresh("weight")
    call = m.choose.one_of(
        f"tf.concat([{x}, {x}], 1{name})",
        f"tf.reshape({x}, [-1, {e.size_of(m, x)}]{name})",
        f"tf.layers.flatten({x})",
        f"tf.nn.softmax({x}{name})",
        f"{x}[:, :2]",
        f"tf.tile({x}, [1, 2]{name})",
        f"tf.nn.dropout({x}, 0.5{name})",
        f"tf.transpose(tf.transpose({x}){name})",
        f"tf.squeeze(tf.expand_dims({x}, 1), 1{name})",
        f"tf.split(tf.concat([{x}, {x}], 1), 2, 1{name})[0]",
        "product",
        "product",
    )
    out = m.fresh("x")
    if call == "product":
        literal, _ = e.variable_name(m)
        m.line(f"{w} = tf.get_variable({literal}, [{x}.get_shape()[1], 3], dtype={x}.dtype)")
        call = f"tf.matmul({x}, {w}{name})"
    m.line(f"{out} = {call}")
    if "tf.reshape" in call and "-1" in call:
        m.bind(Kind.TENSOR, out)
    else:
        m.bind(Kind.MATRIX, out)
        m.bind(Kind.TENSOR, out)


@statement(2)
def named_op(m: Maker) -> None:
    """An op that takes a name away from others."""
    name = e.scope_name(m)
    m.line(
        m.choose.one_of(
            f"tf.no_op({name})",
            f"tf.constant(1.0, name={name})",
            f"tf.placeholder(tf.float32, [], {name})",
            f"tf.zeros([], name={name})",
            f"tf.group(name={name})",
        )
    )


@statement(2, compound)
def cond(m: Maker) -> None:
    first, second = m.fresh("branch"), m.fresh("branch")
    for name in (first, second):
        with m.block(f"def {name}():"):
            m.forget(Kind.LAYER, Kind.TEMPLATE)
            m.function_depth += 1
            loop_depth, m.loop_depth = m.loop_depth, 0
            if m.choose.chance(60):
                variables.get_variable(m)
            if m.choose.chance(60):
                op(m) if m.known(Kind.TENSOR) else named_op(m)
            m.loop_depth = loop_depth
            m.function_depth -= 1
            m.line(f"return tf.constant({m.choose.one_of('1.0', '2.0')})")
    test = m.choose.one_of("tf.constant(True)", "tf.less(1.0, 2.0)", "tf.placeholder(tf.bool, [])")
    m.line(f"tf.cond({test}, {first}, {second}{op_name(m)})")


@statement(1, compound)
def graph_loop(m: Maker) -> None:
    i, name = m.fresh("i"), m.fresh("body")
    with m.block(f"def {name}({i}):"):
        m.forget(Kind.LAYER, Kind.TEMPLATE)
        m.function_depth += 1
        loop_depth, m.loop_depth = m.loop_depth, 0
        if m.choose.chance(50):
            with m.block(f"with tf.variable_scope({e.scope_name(m)}):"):
                named_op(m)
        else:
            named_op(m)
        m.loop_depth = loop_depth
        m.function_depth -= 1
        m.line(f"return {i} + 1")
    m.line(f"tf.while_loop(lambda {i}: {i} < 3, {name}, [tf.constant(0)]{op_name(m)})")


@statement(1, compound)
def contexts(m: Maker) -> None:
    """Contexts that name nothing."""
    v = m.some(Kind.TENSOR)
    call = m.choose.one_of(
        "tf.device('/cpu:0')", f"tf.control_dependencies([{v or ''}])", "tf.colocate_with(tf.no_op())", "tf.control_dependencies(None)"
    )
    with m.block(f"with {call}:", keep=True):
        m.statements(2)
