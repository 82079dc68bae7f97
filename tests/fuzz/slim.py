"""slim and contrib.layers: layers, arg_scope, layers repeated."""

from __future__ import annotations

from . import expressions as e
from .layers import layer_name, matrix, options, out
from .maker import Maker, compound, statement


def _slim(m: Maker) -> str:
    if m.choose.chance(50):
        m.imported("import tf_slim as slim")
        return "slim"
    return m.choose.one_of("tf.contrib.slim", "tf.contrib.layers")


@statement(6)
def slim_layer(m: Maker) -> None:
    x = matrix(m)
    slim = _slim(m)
    given = options(
        m,
        (45, f"scope={layer_name(m)}"),
        (15, f"reuse={e.flag(m)}"),
        (15, "activation_fn=None"),
        (10, f"normalizer_fn={slim}.batch_norm"),
        (10, f"weights_regularizer={slim}.l2_regularizer(0.1)"),
        (8, "biases_initializer=None"),
        (8, "trainable=False"),
    )
    form = m.choose.number(0, 5)
    if form == 0:
        out(m, f"{slim}.batch_norm({x}{options(m, (40, f'scope={layer_name(m)}'), (20, 'scale=True'), (20, 'is_training=False'))})")
    elif form == 1:
        out(m, f"{slim}.layer_norm({x}{options(m, (40, f'scope={layer_name(m)}'))})")
    elif form == 2:
        out(m, f"{slim}.stack({x}, {slim}.fully_connected, [3, 4], scope={layer_name(m)})")
    elif form == 3:
        m.line(f"{m.fresh('c')} = {slim}.conv2d(tf.zeros([2, 8, 8, 3]), 2, [3, 3]{given})")
    else:
        out(m, f"{slim}.fully_connected({x}, 3{given})")


@statement(3, compound)
def arg_scope(m: Maker) -> None:
    m.imported("import tf_slim as slim")
    given = m.choose.one_of(
        "activation_fn=None",
        "normalizer_fn=slim.batch_norm",
        "reuse=tf.AUTO_REUSE",
        "weights_regularizer=slim.l2_regularizer(0.01)",
        "trainable=False",
    )
    with m.block(f"with slim.arg_scope([slim.fully_connected], {given}):", keep=True):
        slim_layer(m)
        m.statements(3)


@statement(2, compound)
def kept_arg_scope(m: Maker) -> None:
    """The arguments of a function that gives an arg_scope, as networks of slim have it."""
    m.imported("import tf_slim as slim")
    function, scope = m.fresh("arg_scope"), m.fresh("scope")
    with m.block(f"def {function}(decay=0.1, training=True):"):
        m.line("regularizer = slim.l2_regularizer(decay)")
        with m.block("with slim.arg_scope([slim.fully_connected, slim.conv2d], weights_regularizer=regularizer):"):  # noqa: SIM117
            with m.block("with slim.arg_scope([slim.batch_norm], is_training=training) as inner:"):
                m.line("return inner")
    m.line(f"{scope} = {function}({m.choose.one_of('', 'training=False', '0.2')})")
    with m.block(f"with slim.arg_scope({scope}):", keep=True):
        slim_layer(m)
        m.statements(2)


@statement(3)
def repeated(m: Maker) -> None:
    slim = _slim(m)
    image = "tf.zeros([2, 8, 8, 3])"
    scope = options(m, (60, f"scope={layer_name(m)}"))
    call = m.choose.one_of(
        f"{slim}.flatten({slim}.repeat({image}, 2, {slim}.conv2d, 2, [3, 3]{scope}))",
        f"{slim}.flatten({slim}.max_pool2d({slim}.conv2d({image}, 2, [3, 3]{scope}), [2, 2]))",
        f"{slim}.flatten({slim}.separable_conv2d({image}, 2, [3, 3], 1{scope}))",
        f"{slim}.flatten({slim}.conv2d_transpose({image}, 2, [3, 3]{scope}))",
        f"{slim}.repeat({matrix(m)}, 2, {slim}.fully_connected, 3{scope})",
        f"{slim}.dropout({matrix(m)}, 0.5{scope})",
        f"{slim}.flatten({slim}.conv2d({image}, 2, 3, normalizer_fn={slim}.batch_norm{scope}))",
        f"{slim}.softmax({matrix(m)}{scope})",
    )
    out(m, call)


@statement(2)
def model_variable(m: Maker) -> None:
    m.imported("import tf_slim as slim")
    name, shape = e.variable_name(m)
    m.line(
        m.choose.one_of(
            f"slim.model_variable({name}, shape={shape})",
            f"slim.variable({name}, shape={shape}, initializer=tf.zeros_initializer())",
            f"slim.local_variable(0.0, name={name})",
            "tf.Variable(0.0, name='p_%d' % len(slim.get_model_variables()))",
            f"tf.Variable(0.0, name='p_%d' % len(slim.get_variables({e.scope_name(m)})))",
        )
    )
