"""Keras in a graph: layers of its own and of the program, models of layers, cells over sequences."""

from __future__ import annotations

from . import expressions as e
from .layers import layer_name, matrix, options, out
from .maker import Kind, Maker, compound, statement


def _named(m: Maker) -> str:
    return options(m, (35, f"name={layer_name(m)}"))


@statement(3)
def layer(m: Maker) -> None:
    x = matrix(m)
    name = _named(m)
    made = m.choose.one_of(
        f"tf.keras.layers.Dense(3{name})",
        f"tf.keras.layers.BatchNormalization({name[2:]})",
        f"tf.keras.layers.Dense(2, use_bias=False{name})",
        f"tf.keras.layers.LayerNormalization({name[2:]})",
        f"tf.keras.layers.Dense(4, activation='relu', kernel_regularizer=tf.keras.regularizers.l2(0.1){name})",
        f"tf.keras.layers.Dropout(0.5{name})",
        f"tf.keras.layers.PReLU({name[2:]})",
        f"tf.keras.layers.Activation('relu'{name})",
    )
    if m.choose.chance(50):
        kept = m.fresh("keras")
        m.line(f"{kept} = {made}")
        if "Dropout" not in made:
            m.bind(Kind.LAYER, kept)
        for _ in range(m.choose.number(1, 2)):
            out(m, f"{kept}({x})")
    else:
        out(m, f"{made}({x})")


@statement(2)
def image_or_sequence(m: Maker) -> None:
    name = _named(m)
    made = m.choose.one_of(
        f"tf.keras.layers.Conv2D(2, 3{name})(tf.zeros([2, 8, 8, 3]))",
        f"tf.keras.layers.Conv2DTranspose(2, 3, padding='same'{name})(tf.zeros([2, 8, 8, 3]))",
        f"tf.keras.layers.DepthwiseConv2D(3{name})(tf.zeros([2, 8, 8, 3]))",
        f"tf.keras.layers.Conv1D(2, 3{name})(tf.zeros([2, 8, 3]))",
        f"tf.keras.layers.Embedding(7, 3{name})(tf.zeros([2, 5], tf.int32))",
        f"tf.keras.layers.LSTM(3{name})(tf.zeros([2, 5, 3]))",
        f"tf.keras.layers.GRU(2, return_sequences=True{name})(tf.zeros([2, 5, 3]))",
        f"tf.keras.layers.SimpleRNN(2{name})(tf.zeros([2, 5, 3]))",
        f"tf.keras.layers.Bidirectional(tf.keras.layers.GRU(2){name})(tf.zeros([2, 5, 3]))",
        f"tf.keras.layers.TimeDistributed(tf.keras.layers.Dense(2){name})(tf.zeros([2, 5, 3]))",
    )
    m.line(f"{m.fresh('k')} = {made}")


@statement(2)
def sequential(m: Maker) -> None:
    model = m.fresh("model")
    x = matrix(m)
    if m.choose.chance(50):
        m.line(f"{model} = tf.keras.Sequential([tf.keras.layers.Dense(3), tf.keras.layers.Dense(2{_named(m)})]{_named(m)})")
    else:
        m.line(f"{model} = tf.keras.models.Sequential()")
        for _ in range(m.choose.number(1, 2)):
            m.line(f"{model}.add(tf.keras.layers.Dense(3))")
    for _ in range(m.choose.number(1, 2)):
        out(m, f"{model}({x})")


@statement(1)
def functional(m: Maker) -> None:
    inputs, hidden, model = m.fresh("inputs"), m.fresh("hidden"), m.fresh("model")
    m.line(f"{inputs} = tf.keras.Input(shape=(4,))")
    m.line(f"{hidden} = tf.keras.layers.Dense(3{_named(m)})({inputs})")
    m.line(f"{model} = tf.keras.Model({inputs}, tf.keras.layers.Dense(2)({hidden}))")
    if m.choose.chance(50):
        out(m, f"{model}(tf.zeros([2, 4]))")


@statement(3, compound)
def own_layer(m: Maker) -> None:
    """A layer that the program defines: weights in `build`, a scope or a sublayer in `call`."""
    cls, base = m.fresh("Own"), m.choose.one_of("tf.keras.layers.Layer", "tf.layers.Layer")
    add = "add_variable" if base == "tf.layers.Layer" and m.choose.chance(60) else "add_weight"
    with m.block(f"class {cls}({base}):"):
        with m.block("def __init__(self, units, **kwargs):"):
            m.line(f"super({cls}, self).__init__(**kwargs)")
            m.line("self.units = units")
            if m.choose.chance(40):
                m.line("self.inner = tf.keras.layers.Dense(2)" if "keras" in base else "self.inner = tf.layers.Dense(2)")
                inner = True
            else:
                inner = False
        if m.choose.chance(80):
            with m.block("def build(self, input_shape):"):
                initializer = m.choose.one_of("", ", initializer=tf.zeros_initializer()", ", trainable=False")
                m.line(f"self.kernel = self.{add}('kernel', shape=[int(input_shape[-1]), self.units]{initializer})")
                if m.choose.chance(70):
                    m.line(f"super({cls}, self).build(input_shape)")
        with m.block("def call(self, inputs):"):
            if m.choose.chance(30):
                with m.block(f"with tf.variable_scope({e.scope_name(m)}{m.choose.one_of('', ', reuse=tf.AUTO_REUSE')}):"):
                    m.line("tf.get_variable('inside', [2])")
            m.line("return self.inner(inputs)" if inner else "return inputs * 2.0")
    x = matrix(m)
    kept = m.fresh("own")
    m.line(f"{kept} = {cls}(3{_named(m)})")
    m.bind(Kind.LAYER, kept)
    for _ in range(m.choose.number(1, 2)):
        out(m, f"{kept}({x})")
    if m.choose.chance(40):
        m.line(f"tf.Variable(0.0, name='p_%d_%s' % (len({kept}.trainable_weights), {kept}.name.replace('/', '.')))")
