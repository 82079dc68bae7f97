"""`tf.contrib.layers` and slim.

In: nothing. Out: families. `x2` to `x5` are float tensors of that rank, `ids` integers (`matrix.py`).
"""

from __future__ import annotations

from typing import Final

from .calls import Call, Family

_SLIM_OPTIONS: Final = (
    "activation_fn=None",
    "normalizer_fn=L.batch_norm",
    "normalizer_fn=L.layer_norm",
    "normalizer_fn=L.batch_norm, normalizer_params={'scale': True, 'is_training': False}",
    "weights_initializer=tf.zeros_initializer()",
    "weights_regularizer=L.l2_regularizer(0.1)",
    "biases_regularizer=L.l2_regularizer(0.1)",
    "biases_initializer=None",
    "variables_collections=['mine']",
    "variables_collections={'weights': ['mine'], 'biases': ['other']}",
    "outputs_collections='out'",
    "trainable=False",
)


def _slim(use: str, *options: str, all_of: tuple[str, ...] = ()) -> Call:
    return Call(use, (*all_of, *options), name="scope", reuse="reuse")


_NORM_OPTIONS: Final = ("scope='m'", "activation_fn=tf.nn.relu", "trainable=False", "variables_collections=['mine']", "center=False")


CONTRIB_LAYERS: Final = Family(
    "tf.contrib.layers",
    (
        _slim("L.fully_connected(x2, 3{o})", all_of=_SLIM_OPTIONS),
        _slim("L.fully_connected(x3, 3{o})", "activation_fn=None"),
        _slim("L.linear(x2, 3{o})", "biases_initializer=None"),
        _slim("L.relu(x2, 3{o})"),
        _slim("L.relu6(x2, 3{o})"),
        _slim("L.conv2d(x4, 3, [3, 3]{o})", "stride=2", "padding='VALID'", "rate=2", "data_format='NCHW'", all_of=_SLIM_OPTIONS),
        _slim("L.convolution2d(x4, 3, 3{o})"),
        _slim("L.convolution(x3, 3, 2{o})", "stride=2"),
        _slim("L.convolution1d(x3, 3, 2{o})", "rate=2"),
        _slim("L.convolution3d(x5, 3, 2{o})", "stride=2"),
        _slim("L.conv3d(x5, 3, [1, 2, 2]{o})"),
        _slim("L.conv2d_transpose(x4, 3, [3, 3]{o})", "stride=2", "padding='VALID'", all_of=_SLIM_OPTIONS),
        _slim("L.conv3d_transpose(x5, 3, 2{o})", "stride=2"),
        _slim("L.conv2d_in_plane(x4, 3{o})", "stride=2", "padding='VALID'", "normalizer_fn=L.batch_norm"),
        _slim(
            "L.separable_conv2d(x4, 3, [3, 3], 2{o})",
            "stride=2",
            "normalizer_fn=L.batch_norm",
            "biases_initializer=None",
            "weights_regularizer=L.l2_regularizer(0.1)",
            "pointwise_initializer=tf.zeros_initializer()",
        ),
        _slim("L.separable_conv2d(x4, None, [3, 3], 1{o})", "stride=2", "normalizer_fn=L.batch_norm", "activation_fn=None"),
        _slim(
            "L.batch_norm(x4{o})",
            "scale=True",
            "center=False",
            "is_training=False",
            "fused=False",
            "updates_collections=None",
            "trainable=False",
            "renorm=True",
            "zero_debias_moving_mean=True",
            "data_format='NCHW'",
            "param_regularizers={'beta': L.l2_regularizer(0.1)}",
            "param_initializers={'gamma': tf.zeros_initializer()}, scale=True",
            "variables_collections={'beta': ['mine']}",
            "activation_fn=tf.nn.relu",
            "adjustment=lambda shape: (tf.ones([1, 1, 1, 3]), tf.zeros([1, 1, 1, 3]))",
            "batch_weights=tf.ones([1])",
            "is_training=tf.placeholder_with_default(True, [])",
        ),
        _slim("L.batch_norm(x2{o})", "scale=True", "fused=False", "fused=True", "is_training=tf.placeholder_with_default(True, [])"),
        _slim("L.layer_norm(x4{o})", "scale=False", "begin_norm_axis=2", "begin_params_axis=1, begin_norm_axis=1", *_NORM_OPTIONS[1:]),
        _slim("L.instance_norm(x4{o})", "scale=False", "param_initializers={'beta': tf.ones_initializer()}", *_NORM_OPTIONS[1:]),
        _slim("L.group_norm(tf.zeros([2, 8, 8, 64]){o})", "groups=8", "scale=False", *_NORM_OPTIONS[1:]),
        _slim("L.bias_add(x2{o})", "activation_fn=tf.nn.relu", "initializer=None", "regularizer=L.l2_regularizer(0.1)", "trainable=False"),
        _slim(
            "L.embed_sequence(ids, 10, 4{o})",
            "unique=True",
            "trainable=False",
            "initializer=tf.zeros_initializer()",
            "regularizer=L.l2_regularizer(0.1)",
        ),
        _slim("L.max_pool2d(x4, 2{o})", "stride=1", "padding='SAME'"),
        _slim("L.avg_pool2d(x4, [3, 3]{o})", "stride=1"),
        Call("L.max_pool3d(x5, 2{o})", name="scope"),
        Call("L.avg_pool3d(x5, 2{o})", name="scope"),
        Call("L.flatten(x4{o})", name="scope"),
        Call("L.dropout(x2{o})", ("keep_prob=0.9", "is_training=False"), name="scope"),
        Call("L.softmax(x3{o})", name="scope"),
        Call("L.unit_norm(x2, 1{o})", name="scope"),
        Call("L.maxout(x2, 2{o})", name="name"),
        Call("L.one_hot_encoding(ids, 5{o})", name="scope"),
        Call("L.repeat(x2, 3, L.fully_connected, 4{o})", ("activation_fn=None",), name="scope"),
        Call("L.repeat(x4, 2, L.conv2d, 3, [3, 3]{o})", name="scope"),
        Call("L.stack(x2, L.fully_connected, [3, 4]{o})", name="scope"),
        Call("L.stack(x4, L.conv2d, [(3, [1, 1]), (4, [3, 3])]{o})", name="scope"),
        Call("L.spatial_softmax(x4{o})", ("trainable=True", "temperature=1.0"), name="name"),
        Call("L.gdn(x4{o})", ("inverse=True",), name="name", reuse="reuse"),
        Call("L.legacy_fully_connected(x2, 3{o})", ("activation_fn=tf.nn.relu", "bias_init=None"), name="name"),
        Call("L.images_to_sequence(x4{o})", name="scope"),
        Call("L.sequence_to_images(tf.zeros([8, 4, 3]), 2{o})", name="scope"),
        Call(
            "L.optimize_loss(tf.reduce_mean(L.linear(x2, 1)), tf.train.get_or_create_global_step(), 0.1, 'Adam'{o})",
            (
                "gradient_noise_scale=0.1",
                "clip_gradients=1.0",
                "learning_rate_decay_fn=lambda r, s: tf.train.exponential_decay(r, s, 10, 0.9)",
                "summaries=[]",
            ),
            name="name",
        ),
        Call("L.bow_encoder(ids, 10, 4{o})", name="scope", reuse="reuse"),
        Call("L.embedding_lookup_unique(tf.get_variable('e', [10, 4]), ids)", name=""),
    ),
    setup="L = tf.contrib.layers",
)


SLIM: Final = Family(
    "tf.contrib.slim",
    (
        _slim("slim.conv2d(x4, 3, [3, 3]{o})", "normalizer_fn=slim.batch_norm"),
        _slim("slim.separable_conv2d(x4, None, [3, 3]{o})", "depth_multiplier=2"),
        Call(
            "scoped(slim.arg_scope([slim.conv2d, slim.fully_connected], normalizer_fn=slim.batch_norm{o}))",
            ("trainable=False", "reuse=tf.AUTO_REUSE"),
            name="",
        ),
        Call("scoped(slim.arg_scope([slim.conv2d], padding='VALID'{o}))", name=""),
        Call("nested()", name=""),
        Call("own(x2{o})", ("units=3",), name="scope"),
        Call("slim.repeat(x4, 2, slim.conv2d, 4, [3, 3]{o})", name="scope"),
        Call("slim.stack(x4, slim.conv2d, [(3, [1, 1])]{o})", name="scope"),
        Call(
            "slim.model_variable('m', [2]{o})",
            ("regularizer=slim.l2_regularizer(0.1)", "trainable=False", "device='/cpu:0'", "collections=['mine']"),
            name="",
        ),
        Call("slim.variable('v', [2]{o})", ("trainable=False", "initializer=tf.zeros_initializer()"), name=""),
        Call("slim.local_variable(0.0{o})"),
        Call("slim.get_or_create_global_step()", name=""),
        Call("slim.create_global_step()", name=""),
        Call("train({o})", name=""),
    ),
    setup="""
import tensorflow.contrib.slim as slim


@slim.add_arg_scope
def own(x, units=2, scope=None, activation=tf.nn.relu):
    with tf.variable_scope(scope, "own", [x]):
        return activation(slim.fully_connected(x, units, activation_fn=None))


def scoped(scope):
    with scope:
        h = slim.conv2d(x4, 3, [3, 3])
        h = slim.conv2d(h, 3, [3, 3], normalizer_fn=None, scope="plain")
        return slim.fully_connected(slim.flatten(h), 2)


def nested():
    with slim.arg_scope([own], units=5):
        with slim.arg_scope([slim.fully_connected], biases_initializer=None) as kept:
            own(x2)
        own(x2)
        with slim.arg_scope(kept):
            return own(x2, scope="last")


def train():
    loss = tf.reduce_mean(slim.fully_connected(x2, 1))
    tf.losses.add_loss(loss)
    optimizer = tf.train.MomentumOptimizer(0.1, 0.9)
    return slim.learning.create_train_op(tf.losses.get_total_loss(), optimizer)
""",
)
