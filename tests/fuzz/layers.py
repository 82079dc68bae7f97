"""Layers of `tf.layers` as functions and objects, named and unnamed; rnn cells."""

from __future__ import annotations

from . import expressions as e
from .maker import Kind, Maker, compound, statement
from .scopes import name_scope


def matrix(m: Maker) -> str:
    """A matrix; one is made when there is none."""
    if not m.known(Kind.MATRIX):
        x = m.fresh("x")
        m.line(f"{x} = tf.placeholder(tf.float32, [None, 4])")
        m.bind(Kind.MATRIX, x)
        m.bind(Kind.TENSOR, x)
    known = m.some(Kind.MATRIX)
    assert known is not None
    return known


def out(m: Maker, call: str, kind: Kind = Kind.MATRIX) -> None:
    out = m.fresh("h")
    m.line(f"{out} = {call}")
    m.bind(kind, out)
    if kind is Kind.MATRIX:
        m.bind(Kind.TENSOR, out)


def options(m: Maker, *possible: tuple[int, str]) -> str:
    """Each of these arguments in so many of a hundred cases."""
    return "".join(f", {text}" for percent, text in possible if m.choose.chance(percent))


def layer_name(m: Maker) -> str:
    return m.choose.one_of("'fc'", "'dense'", "'dense_1'", e.scope_name(m), f"'{m.fresh('fc')}'")


@statement(9)
def dense(m: Maker) -> None:
    x = matrix(m)
    units = m.choose.one_of("3", "4", "5", e.size_of(m))
    given = options(
        m,
        (40, f"name={layer_name(m)}"),
        (15, f"reuse={e.flag(m)}"),
        (20, "activation=tf.nn.relu"),
        (10, "use_bias=False"),
        (8, "trainable=False"),
        (8, "kernel_initializer=tf.zeros_initializer()"),
    )
    out(m, f"tf.layers.dense({x}, {units}{given})")


@statement(4)
def normalization(m: Maker) -> None:
    x = matrix(m)
    given = options(
        m,
        (35, f"name={layer_name(m)}"),
        (15, f"reuse={e.flag(m)}"),
        (30, f"training={m.choose.one_of('True', 'False')}"),
        (10, "center=False"),
        (10, "scale=False"),
    )
    out(m, f"tf.layers.batch_normalization({x}{given})")


@statement(4)
def convolution(m: Maker) -> None:
    image = m.fresh("image")
    m.line(f"{image} = {m.choose.one_of('tf.zeros([2, 8, 8, 3])', 'tf.placeholder(tf.float32, [None, 8, 8, 1])')}")
    out = m.fresh("c")
    given = options(
        m, (40, f"name={layer_name(m)}"), (15, f"reuse={e.flag(m)}"), (30, "padding='same'"), (15, "use_bias=False"), (20, "strides=2")
    )
    call = m.choose.one_of("conv2d", "conv2d", "conv2d_transpose", "separable_conv2d")
    m.line(f"{out} = tf.layers.{call}({image}, {m.choose.one_of('2', '4')}, {m.choose.one_of('3', '[3, 3]', '(1, 2)')}{given})")
    if m.choose.chance(40):
        flat = m.fresh("x")
        m.line(f"{flat} = tf.layers.flatten({out})")
        m.bind(Kind.MATRIX, flat)


@statement(4)
def layer_object(m: Maker) -> None:
    name = m.fresh("layer")
    given = options(m, (40, f"name={layer_name(m)}"), (12, "_reuse=tf.AUTO_REUSE"), (20, "use_bias=False"))
    m.line(f"{name} = tf.layers.Dense(3{given})")
    m.bind(Kind.LAYER, name)
    x = matrix(m)
    for _ in range(m.choose.number(0, 2)):
        out(m, f"{name}({x})")


@statement(3)
def cell(m: Maker) -> None:
    name = m.fresh("cell")
    kind = m.choose.one_of(
        "BasicLSTMCell(3", "GRUCell(3", "LSTMCell(4", "BasicRNNCell(2", "LSTMCell(4, use_peepholes=True", "LSTMCell(4, num_proj=2"
    )
    given = options(m, (15, f"name={layer_name(m)}"), (10, "reuse=tf.AUTO_REUSE"))
    call = f"tf.nn.rnn_cell.{kind}{given})"
    if m.choose.chance(15):
        call = f"tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.{kind}) for _ in range(2)])"
    elif m.choose.chance(10):
        call = f"tf.nn.rnn_cell.DropoutWrapper({call}, output_keep_prob=0.5)"
    m.line(f"{name} = {call}")
    scope = options(m, (35, f"scope={layer_name(m)}"))
    form = m.choose.number(0, 3)
    if form == 0:
        m.line(f"{name}(tf.zeros([2, 3]), {name}.zero_state(2, tf.float32){scope})")
    elif form == 1:
        m.line(f"tf.nn.static_rnn({name}, [tf.zeros([2, 3])] * 2, dtype=tf.float32{scope})")
    elif form == 2:
        m.line(f"tf.nn.bidirectional_dynamic_rnn({name}, tf.nn.rnn_cell.GRUCell(2), tf.zeros([2, 5, 3]), dtype=tf.float32{scope})")
    else:
        outputs = m.fresh("outputs")
        m.line(f"{outputs}, _ = tf.nn.dynamic_rnn({name}, tf.zeros([2, 5, 3]), dtype=tf.float32{scope})")
        if m.choose.chance(40):
            x = m.fresh("x")
            m.line(f"{x} = {outputs}[:, -1, :]")
            m.bind(Kind.MATRIX, x)


@statement(4, lambda m: bool(m.known(Kind.LAYER)))
def call_again(m: Maker) -> None:
    """A layer is called again, perhaps in another scope than before."""
    out(m, f"{m.some(Kind.LAYER)}({matrix(m)})")


@statement(2)
def one_cell_twice(m: Maker) -> None:
    """A cell is called step by step, in a scope that turns reuse on after the first step."""
    cell_, state, i = m.fresh("cell"), m.fresh("state"), m.fresh("i")
    kind = m.choose.one_of("GRUCell(3)", "BasicLSTMCell(3)", "BasicRNNCell(3)")
    m.line(f"{cell_} = {m.choose.one_of('tf.nn.rnn_cell', 'tf.contrib.rnn')}.{kind}")
    m.line(f"{state} = {cell_}.zero_state(2, tf.float32)")
    with m.block(f"with tf.variable_scope({e.scope_name(m)}):", keep=True), m.block(f"for {i} in range(2):"):
        if m.choose.chance(70):
            m.line(f"if {i} > 0: tf.get_variable_scope().reuse_variables()")
        m.line(f"_, {state} = {cell_}(tf.zeros([2, 3]), {state})")


@statement(2)
def other_cell(m: Maker) -> None:
    """Cells around cells, and those of contrib."""
    inner = m.choose.one_of("tf.nn.rnn_cell.GRUCell(3)", "tf.nn.rnn_cell.LSTMCell(3)", "tf.nn.rnn_cell.BasicRNNCell(3)")
    call = m.choose.one_of(
        f"tf.nn.rnn_cell.ResidualWrapper({inner})",
        f"tf.nn.rnn_cell.DeviceWrapper({inner}, '/cpu:0')",
        f"tf.contrib.rnn.OutputProjectionWrapper({inner}, 2)",
        f"tf.contrib.rnn.InputProjectionWrapper({inner}, 3)",
        "tf.contrib.rnn.LayerNormBasicLSTMCell(3)",
        f"tf.nn.rnn_cell.MultiRNNCell([{inner}, tf.nn.rnn_cell.GRUCell(2)])",
    )
    scope = options(m, (35, f"scope={layer_name(m)}"))
    m.line(f"tf.nn.dynamic_rnn({call}, tf.zeros([2, 5, 3]), dtype=tf.float32{scope})")


@statement(3)
def plain_layer(m: Maker) -> None:
    """Layers without weights, and less common ones with."""
    x = matrix(m)
    name = options(m, (40, f"name={layer_name(m)}"))
    reuse = options(m, (15, f"reuse={e.flag(m)}"))
    image, sequence = "tf.zeros([2, 8, 8, 3])", "tf.zeros([2, 8, 3])"
    call = m.choose.one_of(
        f"tf.layers.dropout({x}, 0.5{name})",
        f"tf.layers.flatten({image}{name})",
        f"tf.layers.flatten(tf.layers.max_pooling2d({image}, 2, 2{name}))",
        f"tf.layers.flatten(tf.layers.conv1d({sequence}, 2, 3{name}{reuse}))",
        f"tf.layers.flatten(tf.layers.Conv2D(2, 3{name})({image}))",
        f"tf.layers.dense({x}, 2, activation=tf.nn.tanh, kernel_regularizer=tf.nn.l2_loss{name}{reuse})",
        f"tf.layers.flatten(tf.layers.average_pooling2d({image}, 2, 2{name}))",
        f"tf.layers.BatchNormalization({name[2:]})({x}, training=True)",
    )
    out(m, call)


@statement(1, compound)
def inside_name_scope(m: Maker) -> None:
    with m.block(f"with {name_scope(m)}:", keep=True):
        dense(m)
        m.statements(2)
