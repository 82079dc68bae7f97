"""Keras, and optimizers.

In: nothing. Out: families. `x2` to `x5` are float tensors of that rank, `ids` integers (`matrix.py`).
"""

from __future__ import annotations

from typing import Final

from .calls import Call, Family

KERAS: Final = Family(
    "tf.keras.layers",
    tuple(
        Call(f"{{c}}({inputs})", options, make=f"K.{make}")
        for make, inputs, options in (
            (
                "Dense(3{o})",
                "x2",
                ("use_bias=False", "activation='relu'", "kernel_regularizer=tf.keras.regularizers.l2(0.1)", "trainable=False"),
            ),
            ("Conv1D(3, 2{o})", "x3", ("padding='causal'", "strides=2")),
            ("Conv2D(3, 3{o})", "x4", ("padding='same'", "use_bias=False", "dilation_rate=2")),
            ("Conv3D(3, 2{o})", "x5", ("padding='same'",)),
            ("Conv2DTranspose(3, 3{o})", "x4", ("strides=2", "padding='same'", "output_padding=1, strides=2")),
            ("SeparableConv2D(3, 3{o})", "x4", ("use_bias=False", "depth_multiplier=2")),
            ("DepthwiseConv2D(3{o})", "x4", ("use_bias=False", "depth_multiplier=2", "strides=2")),
            ("BatchNormalization({o})", "x4", ("center=False", "scale=False", "fused=False", "renorm=True", "trainable=False", "axis=1")),
            ("LayerNormalization({o})", "x3", ("center=False", "axis=1")),
            ("Embedding(10, 4{o})", "ids", ("mask_zero=True", "embeddings_regularizer='l2'")),
            ("LSTM(3{o})", "x3", ("return_sequences=True", "return_state=True", "use_bias=False", "unit_forget_bias=False", "unroll=True")),
            ("GRU(3{o})", "x3", ("return_sequences=True", "reset_after=True")),
            ("SimpleRNN(3{o})", "x3", ("return_state=True",)),
            ("RNN(K.LSTMCell(3){o})", "x3", ("return_sequences=True",)),
            ("RNN([K.LSTMCell(3), K.GRUCell(2)]{o})", "x3", ("return_sequences=True",)),
            ("ConvLSTM2D(3, 3{o})", "x5", ("padding='same'", "return_sequences=True")),
            ("Bidirectional(K.LSTM(3){o})", "x3", ("merge_mode='sum'", "merge_mode=None")),
            ("TimeDistributed(K.Dense(3){o})", "x3", ()),
            ("PReLU({o})", "x2", ("shared_axes=[1]",)),
            ("LocallyConnected1D(3, 2{o})", "x3", ()),
            ("LocallyConnected2D(3, 3{o})", "x4", ("use_bias=False",)),
            ("Lambda(lambda t: t * 2.0{o})", "x2", ()),
            ("Flatten({o})", "x4", ()),
            ("Reshape([2, 2]{o})", "x2", ()),
            ("Permute([2, 1]{o})", "x3", ()),
            ("RepeatVector(3{o})", "x2", ()),
            ("Activation('relu'{o})", "x2", ()),
            ("Dropout(0.5{o})", "x2", ()),
            ("MaxPooling2D({o})", "x4", ("padding='same'",)),
            ("GlobalAveragePooling2D({o})", "x4", ()),
            ("GlobalMaxPooling1D({o})", "x3", ()),
            ("UpSampling2D({o})", "x4", ()),
            ("ZeroPadding2D({o})", "x4", ()),
            ("Cropping2D(1{o})", "x4", ()),
            ("Add({o})", "[x2, x2]", ()),
            ("Concatenate({o})", "[x2, x2]", ("axis=0",)),
            ("Dot(1{o})", "[x2, x2]", ()),
            ("Own({o})", "x2", ()),
        )
    ),
    setup="""
K = tf.keras.layers


class Own(K.Layer):
    def build(self, shape):
        self.w = self.add_weight("w", [int(shape[-1]), 2])
        self.inner = K.Dense(3)
        self.built = True

    def call(self, x):
        return self.inner(tf.matmul(x, self.w))

    def compute_output_shape(self, shape):
        return tf.TensorShape([shape[0], 3])


K.Own = Own
""",
)


MODELS: Final = Family(
    "tf.keras.Model",
    (
        Call("{c}(x2)", make="keras.Sequential([K.Dense(3), K.BatchNormalization(), K.Dense(2, name='out')]{o})"),
        Call("{c}(tf.keras.Input([4]))", make="keras.Sequential([K.Dense(3, input_shape=(4,)), K.Dropout(0.5)]{o})"),
        Call("{c}(x2)", make="functional({o})"),
        Call("{c}(x2)", make="Subclassed({o})"),
        Call("functional({o}).outputs[0]"),
        Call("trained(functional({o}))"),
        Call("cleared(functional({o}))"),
    ),
    setup="""
keras = tf.keras
K = tf.keras.layers


def functional(name=None):
    a = keras.Input([4])
    shared = K.Dense(4)
    b = shared(shared(a))
    c = K.concatenate([a, b])
    return keras.Model(a, K.Dense(1)(c), name=name)


class Subclassed(keras.Model):
    def __init__(self, name=None):
        super(Subclassed, self).__init__(name=name)
        self.first = K.Dense(3)
        self.second = [K.Dense(2, name="d%d" % i) for i in range(2)]

    def call(self, x):
        x = self.first(x)
        for layer in self.second:
            x = layer(x)
        return x


def trained(model):
    model.compile("adam", "mse", metrics=["accuracy"])
    model.train_on_batch
    return model.output


def cleared(model):
    keras.backend.clear_session()
    with tf.variable_scope("after"):
        return functional().output
""",
)


_OPTIMIZER: Final = "minimize({c})"


def _optimizers(module: str, *makers: str) -> tuple[Call, ...]:
    return tuple(Call(_OPTIMIZER, make=f"{module}.{make}") for make in makers)


_MINIMIZE: Final = """
def minimize(optimizer, **kwargs):
    with tf.variable_scope("model", reuse=tf.AUTO_REUSE):
        w = tf.get_variable("w", [4, 1])
        b = tf.get_variable("b", [1])
    v = tf.Variable([1.0], name="v")
    loss = tf.reduce_mean(tf.matmul(x2, w) + b + v)
    return optimizer.minimize(loss, **kwargs)
"""


TRAIN: Final = Family(
    "tf.train optimizers",
    (
        *_optimizers(
            "tf.train",
            "GradientDescentOptimizer(0.1{o})",
            "MomentumOptimizer(0.1, 0.9{o})",
            "MomentumOptimizer(0.1, 0.9, use_nesterov=True{o})",
            "AdamOptimizer(0.1{o})",
            "RMSPropOptimizer(0.1{o})",
            "RMSPropOptimizer(0.1, centered=True{o})",
            "AdagradOptimizer(0.1{o})",
            "AdadeltaOptimizer(0.1{o})",
            "FtrlOptimizer(0.1{o})",
            "ProximalAdagradOptimizer(0.1{o})",
            "ProximalGradientDescentOptimizer(0.1{o})",
            "AdagradDAOptimizer(0.1, tf.train.get_or_create_global_step(){o})",
        ),
        Call(
            "minimize(tf.train.AdamOptimizer(0.1){o})",
            (
                "global_step=tf.train.get_or_create_global_step()",
                "var_list=tf.trainable_variables()",
                "var_list=tf.trainable_variables('model')",
            ),
        ),
        Call("by_gradients(tf.train.AdamOptimizer(0.1){o})", name=""),
        Call("averaged({o})", name=""),
        Call(
            "minimize(tf.train.SyncReplicasOptimizer(tf.train.AdamOptimizer(0.1), 2{o}), global_step=tf.train.get_or_create_global_step())",
            ("total_num_replicas=2",),
        ),
        Call("tf.train.get_or_create_global_step({o})", name=""),
        Call("tf.train.create_global_step({o})", name=""),
        Call("saved({o})", name=""),
    ),
    setup=_MINIMIZE
    + """

def by_gradients(optimizer):
    w = tf.get_variable("w", [4, 1])
    loss = tf.reduce_mean(tf.matmul(x2, w))
    pairs = optimizer.compute_gradients(loss)
    clipped, _ = tf.clip_by_global_norm([g for g, _ in pairs], 1.0)
    return optimizer.apply_gradients(zip(clipped, [v for _, v in pairs]), name="apply")


def averaged():
    w = tf.get_variable("w", [4, 1])
    average = tf.train.ExponentialMovingAverage(0.9, num_updates=tf.train.get_or_create_global_step())
    average.apply([w])
    average.apply([tf.reduce_mean(x2, name="mean")])
    return average.average(w)


def saved():
    w = tf.get_variable("w", [4, 1])
    tf.train.Saver()
    tf.train.Scaffold()
    tf.summary.histogram("w", w)
    tf.summary.merge_all()
    return w
""",
)


OPT: Final = Family(
    "tf.contrib.opt",
    (
        *_optimizers(
            "tf.contrib.opt",
            "AdaMaxOptimizer(0.1{o})",
            "NadamOptimizer(0.1{o})",
            "LazyAdamOptimizer(0.1{o})",
            "AddSignOptimizer(0.1{o})",
            "PowerSignOptimizer(0.1{o})",
            "AdamWOptimizer(0.01, 0.1{o})",
            "MomentumWOptimizer(0.01, 0.1, 0.9{o})",
            "LARSOptimizer(0.1{o})",
            "ShampooOptimizer(learning_rate=0.1{o})",
            "RegAdagradOptimizer(0.1{o})",
            "VariableClippingOptimizer(tf.train.AdamOptimizer(0.1), {{}}, 1.0{o})",
            "MovingAverageOptimizer(tf.train.AdamOptimizer(0.1), 0.9{o})",
            "LazyAdamGSOptimizer(learning_rate=0.1, global_step=tf.train.get_or_create_global_step(){o})",
            "AdamGSOptimizer(learning_rate=0.1, global_step=tf.train.get_or_create_global_step(){o})",
            "MultitaskOptimizerWrapper(tf.train.AdamOptimizer(0.1{o}))",
        ),
        Call(
            "minimize(tf.contrib.opt.MovingAverageOptimizer(tf.train.AdamOptimizer(0.1), sequential_update=False)).name and tf.trainable_variables()[0]",
            name="",
        ),
    ),
    setup=_MINIMIZE,
    served=False,
)
