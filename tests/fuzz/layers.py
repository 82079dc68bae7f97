"""Layers: `tf.layers` as functions and objects, named and unnamed, slim and contrib.layers with arg_scope, keras layers, rnn cells."""

from __future__ import annotations

from . import expressions as e
from .maker import Kind, Maker, compound, statement
from .scopes import name_scope


def _matrix(m: Maker) -> str:
    """A matrix; one is made when there is none."""
    if not m.known(Kind.MATRIX):
        x = m.fresh("x")
        m.line(f"{x} = tf.placeholder(tf.float32, [None, 4])")
        m.bind(Kind.MATRIX, x)
        m.bind(Kind.TENSOR, x)
    known = m.some(Kind.MATRIX)
    assert known is not None
    return known


def _out(m: Maker, call: str, kind: Kind = Kind.MATRIX) -> None:
    out = m.fresh("h")
    m.line(f"{out} = {call}")
    m.bind(kind, out)
    if kind is Kind.MATRIX:
        m.bind(Kind.TENSOR, out)


def _options(m: Maker, *options: tuple[int, str]) -> str:
    return "".join(f", {text}" for percent, text in options if m.choose.chance(percent))


def _layer_name(m: Maker) -> str:
    return m.choose.one_of("'fc'", "'dense'", "'dense_1'", e.scope_name(m), f"'{m.fresh('fc')}'")


@statement(9)
def dense(m: Maker) -> None:
    x = _matrix(m)
    units = m.choose.one_of("3", "4", "5", e.size_of(m))
    options = _options(
        m,
        (40, f"name={_layer_name(m)}"),
        (15, f"reuse={e.flag(m)}"),
        (20, "activation=tf.nn.relu"),
        (10, "use_bias=False"),
        (8, "trainable=False"),
        (8, "kernel_initializer=tf.zeros_initializer()"),
    )
    _out(m, f"tf.layers.dense({x}, {units}{options})")


@statement(4)
def normalization(m: Maker) -> None:
    x = _matrix(m)
    options = _options(
        m,
        (35, f"name={_layer_name(m)}"),
        (15, f"reuse={e.flag(m)}"),
        (30, f"training={m.choose.one_of('True', 'False')}"),
        (10, "center=False"),
        (10, "scale=False"),
    )
    _out(m, f"tf.layers.batch_normalization({x}{options})")


@statement(4)
def convolution(m: Maker) -> None:
    image = m.fresh("image")
    m.line(f"{image} = {m.choose.one_of('tf.zeros([2, 8, 8, 3])', 'tf.placeholder(tf.float32, [None, 8, 8, 1])')}")
    out = m.fresh("c")
    options = _options(
        m, (40, f"name={_layer_name(m)}"), (15, f"reuse={e.flag(m)}"), (30, "padding='same'"), (15, "use_bias=False"), (20, "strides=2")
    )
    call = m.choose.one_of("conv2d", "conv2d", "conv2d_transpose", "separable_conv2d")
    m.line(f"{out} = tf.layers.{call}({image}, {m.choose.one_of('2', '4')}, {m.choose.one_of('3', '[3, 3]', '(1, 2)')}{options})")
    if m.choose.chance(40):
        flat = m.fresh("x")
        m.line(f"{flat} = tf.layers.flatten({out})")
        m.bind(Kind.MATRIX, flat)


@statement(4)
def layer_object(m: Maker) -> None:
    name = m.fresh("layer")
    options = _options(m, (40, f"name={_layer_name(m)}"), (12, "_reuse=tf.AUTO_REUSE"), (20, "use_bias=False"))
    m.line(f"{name} = tf.layers.Dense(3{options})")
    m.bind(Kind.LAYER, name)
    x = _matrix(m)
    for _ in range(m.choose.number(0, 2)):
        _out(m, f"{name}({x})")


@statement(2)
def keras_layer(m: Maker) -> None:
    x = _matrix(m)
    name = _options(m, (35, f"name={_layer_name(m)}"))
    layer = m.choose.one_of(
        f"tf.keras.layers.Dense(3{name})",
        f"tf.keras.layers.BatchNormalization({name[2:]})",
        f"tf.keras.layers.Dense(2, use_bias=False{name})",
    )
    if m.choose.chance(50):
        made = m.fresh("keras")
        m.line(f"{made} = {layer}")
        for _ in range(m.choose.number(1, 2)):
            _out(m, f"{made}({x})")
    else:
        _out(m, f"{layer}({x})")


def _slim(m: Maker) -> str:
    if m.choose.chance(50):
        m.imported("import tf_slim as slim")
        return "slim"
    return m.choose.one_of("tf.contrib.slim", "tf.contrib.layers")


@statement(6)
def slim_layer(m: Maker) -> None:
    x = _matrix(m)
    slim = _slim(m)
    options = _options(
        m,
        (45, f"scope={_layer_name(m)}"),
        (15, f"reuse={e.flag(m)}"),
        (15, "activation_fn=None"),
        (10, f"normalizer_fn={slim}.batch_norm"),
        (10, f"weights_regularizer={slim}.l2_regularizer(0.1)"),
        (8, "biases_initializer=None"),
        (8, "trainable=False"),
    )
    form = m.choose.number(0, 5)
    if form == 0:
        _out(m, f"{slim}.batch_norm({x}{_options(m, (40, f'scope={_layer_name(m)}'), (20, 'scale=True'), (20, 'is_training=False'))})")
    elif form == 1:
        _out(m, f"{slim}.layer_norm({x}{_options(m, (40, f'scope={_layer_name(m)}'))})")
    elif form == 2:
        _out(m, f"{slim}.stack({x}, {slim}.fully_connected, [3, 4], scope={_layer_name(m)})")
    elif form == 3:
        out = m.fresh("c")
        m.line(f"{out} = {slim}.conv2d(tf.zeros([2, 8, 8, 3]), 2, [3, 3]{options})")
    else:
        _out(m, f"{slim}.fully_connected({x}, 3{options})")


@statement(3, compound)
def arg_scope(m: Maker) -> None:
    m.imported("import tf_slim as slim")
    options = m.choose.one_of(
        "activation_fn=None",
        "normalizer_fn=slim.batch_norm",
        "reuse=tf.AUTO_REUSE",
        "weights_regularizer=slim.l2_regularizer(0.01)",
        "trainable=False",
    )
    with m.block(f"with slim.arg_scope([slim.fully_connected], {options}):", keep=True):
        slim_layer(m)
        m.statements(3)


@statement(3)
def cell(m: Maker) -> None:
    name = m.fresh("cell")
    kind = m.choose.one_of(
        "BasicLSTMCell(3", "GRUCell(3", "LSTMCell(4", "BasicRNNCell(2", "LSTMCell(4, use_peepholes=True", "LSTMCell(4, num_proj=2"
    )
    options = _options(m, (15, f"name={_layer_name(m)}"), (10, "reuse=tf.AUTO_REUSE"))
    call = f"tf.nn.rnn_cell.{kind}{options})"
    if m.choose.chance(15):
        call = f"tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.{kind}) for _ in range(2)])"
    elif m.choose.chance(10):
        call = f"tf.nn.rnn_cell.DropoutWrapper({call}, output_keep_prob=0.5)"
    m.line(f"{name} = {call}")
    scope = _options(m, (35, f"scope={_layer_name(m)}"))
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


@statement(1, compound)
def inside_name_scope(m: Maker) -> None:
    with m.block(f"with {name_scope(m)}:", keep=True):
        dense(m)
        m.statements(2)
