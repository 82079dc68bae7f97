"""Layers, metrics, losses, variables of the framework, feature columns.

In: nothing. Out: families. `x2` to `x5` are float tensors of that rank, `ids` integers (`matrix.py`).
"""

from __future__ import annotations

from typing import Final

from .calls import Call, Family

_REGULARIZED: Final = ("kernel_regularizer=tf.nn.l2_loss", "kernel_initializer=tf.zeros_initializer()", "trainable=False")


_DENSE: Final = (
    *_REGULARIZED,
    "use_bias=False",
    "activation=tf.nn.relu",
    "bias_regularizer=tf.nn.l2_loss",
    "activity_regularizer=tf.nn.l2_loss",
)


_CONV: Final = (*_DENSE, "padding='same'", "strides=2")


_BATCH_NORM: Final = (
    "training=True",
    "center=False",
    "scale=False",
    "trainable=False",
    "fused=False",
    "fused=True",
    "renorm=True",
    "momentum=0.9",
    "gamma_regularizer=tf.nn.l2_loss",
    "beta_initializer=tf.ones_initializer()",
    "training=tf.placeholder_with_default(True, [])",
)


def _layer(function: str, arguments: str, inputs: str, options: tuple[str, ...]) -> tuple[Call, Call]:
    """A function of `tf.layers` and the class of the same name."""
    cls = "".join(word.capitalize() for word in function.split("_")).replace("1d", "1D").replace("2d", "2D").replace("3d", "3D")
    first = f"{inputs}, {arguments}" if arguments else inputs
    return (
        Call(f"tf.layers.{function}({first}{{o}})", options, reuse="reuse"),
        Call(f"{{c}}({inputs})", tuple(o for o in options if "training" not in o), make=f"tf.layers.{cls}({arguments}{{o}})"),
    )


LAYERS: Final = Family(
    "tf.layers",
    (
        *_layer("dense", "3", "x2", _DENSE),
        *_layer("dense", "3", "x3", ("use_bias=False",)),
        *_layer("conv1d", "3, 2", "x3", (*_CONV, "dilation_rate=2")),
        *_layer("conv2d", "3, [3, 3]", "x4", (*_CONV, "data_format='channels_first'", "dilation_rate=2")),
        *_layer("conv3d", "3, 2", "x5", _CONV),
        *_layer("separable_conv1d", "3, 2", "x3", ("use_bias=False", "depth_multiplier=2", "padding='same'", "trainable=False")),
        *_layer(
            "separable_conv2d",
            "3, 3",
            "x4",
            ("use_bias=False", "depth_multiplier=2", "padding='same'", "depthwise_regularizer=tf.nn.l2_loss", "strides=2"),
        ),
        *_layer("conv2d_transpose", "3, 3", "x4", _CONV),
        *_layer("conv3d_transpose", "3, 2", "x5", _CONV),
        *_layer("flatten", "", "x4", ()),
        *_layer("dropout", "", "x2", ("rate=0.2", "training=True")),
        *_layer("max_pooling2d", "2, 2", "x4", ("padding='same'",)),
        *_layer("average_pooling1d", "2, 2", "x3", ("padding='same'",)),
        Call("tf.layers.max_pooling3d(x5, 2, 2{o})", ("padding='same'",)),
        Call("tf.layers.average_pooling2d(x4, 2, 2{o})", ("padding='same'",)),
    ),
)


NORMALIZATION: Final = Family(
    "tf.layers.batch_normalization",
    (*_layer("batch_normalization", "", "x4", _BATCH_NORM), *_layer("batch_normalization", "", "x2", (*_BATCH_NORM, "axis=1"))),
)


METRICS: Final = Family(
    "tf.metrics, tf.losses",
    (
        *(
            Call(f"tf.metrics.{use}", ("metrics_collections=['m']", "updates_collections=['u']"), name="name")
            for use in (
                "accuracy(ids, ids{o})[0]",
                "mean(x2{o})[0]",
                "mean_squared_error(x2, x2{o})[0]",
                "root_mean_squared_error(x2, x2{o})[0]",
                "mean_absolute_error(x2, x2{o})[0]",
                "mean_relative_error(x2, x2, x2{o})[0]",
                "mean_cosine_distance(x2, x2, 1{o})[0]",
                "auc(ids > 0, tf.zeros([2, 5]){o})[0]",
                "precision(ids, ids{o})[0]",
                "recall(ids, ids{o})[0]",
                "true_positives(ids, ids{o})[0]",
                "false_negatives(ids, ids{o})[0]",
                "precision_at_k(tf.zeros([2, 1], tf.int64), tf.zeros([2, 5]), 2{o})[0]",
                "recall_at_k(tf.zeros([2, 1], tf.int64), tf.zeros([2, 5]), 2{o})[0]",
                "mean_iou(ids, ids, 4{o})[0]",
                "mean_per_class_accuracy(ids, ids, 4{o})[0]",
                "mean_tensor(x3{o})[0]",
                "percentage_below(x2, 0.5{o})[0]",
                "sensitivity_at_specificity(ids > 0, tf.zeros([2, 5]), 0.5{o})[0]",
                "precision_at_thresholds(ids > 0, tf.zeros([2, 5]), [0.1, 0.5]{o})[0]",
                "average_precision_at_k(tf.zeros([2, 1], tf.int64), tf.zeros([2, 5]), 2{o})[0]",
            )
        ),
        Call("tf.losses.softmax_cross_entropy(tf.ones_like(x2), x2{o})", ("label_smoothing=0.1",), name="scope"),
        Call("tf.losses.sparse_softmax_cross_entropy(ids[:, 0], tf.zeros([2, 4]){o})", ("weights=0.5",), name="scope"),
        Call("tf.losses.mean_squared_error(x2, x2{o})", ("reduction='none'", "loss_collection=None"), name="scope"),
        Call("tf.losses.sigmoid_cross_entropy(tf.ones_like(x2), x2{o})", name="scope"),
        Call("tf.losses.huber_loss(x2, x2{o})", name="scope"),
        Call("tf.losses.absolute_difference(x2, x2{o})", name="scope"),
        Call("tf.losses.log_loss(x2, x2{o})", name="scope"),
        Call("tf.losses.hinge_loss(x2, x2{o})", name="scope"),
        Call("tf.losses.cosine_distance(x2, x2, axis=1{o})", name="scope"),
    ),
)


FRAMEWORK: Final = Family(
    "tf.contrib.framework and others",
    (
        Call(
            "F.variable('v', [2]{o})", ("trainable=False", "regularizer=tf.nn.l2_loss", "collections=['mine']", "device='/cpu:0'"), name=""
        ),
        Call("F.model_variable('v', [2]{o})", ("trainable=False", "regularizer=tf.nn.l2_loss"), name=""),
        Call("F.local_variable([1.0]{o})"),
        Call("F.get_or_create_global_step()", name=""),
        Call("tf.get_local_variable('v', [2]{o})", ("dtype=tf.int32", "initializer=tf.zeros_initializer()"), name=""),
        Call("len(F.get_variables('s')) and F.get_variables('s')[0]", name=""),
        Call("embedded({o})", ("partition_strategy='div'", "max_norm=1.0"), name="name"),
        Call("tf.make_template('t', made{o})()", ("create_scope_now_=True", "unique_name_='u'"), name=""),
        Call("tf.make_template('t', made, create_scope_now_=True)()", name=""),
        Call("tf.train.ExponentialMovingAverage(0.9{o}).apply([tf.get_variable('e', [2])])", ("num_updates=3", "zero_debias=True")),
        Call("columns({o})", ("cols_to_vars={}",), name=""),
        Call(
            "tf.feature_column.linear_model(features, [tf.feature_column.numeric_column('a'), tf.feature_column.categorical_column_with_identity('b', 5)]{o})",
            ("units=2", "trainable=False", "sparse_combiner='mean'"),
            name="",
        ),
        Call("tf.data.Dataset.range(3).map(lambda i: i + 1).batch(2).make_one_shot_iterator().get_next()", name=""),
        Call("tf.contrib.training.HParams(units=3).units and made()", name=""),
        Call(
            "tf.contrib.training.create_train_op(tf.reduce_mean(tf.layers.dense(x2, 1)), tf.train.AdamOptimizer(0.1){o})",
            ("global_step=None", "update_ops=[]"),
            name="",
        ),
    ),
    setup="""
F = tf.contrib.framework
features = {"a": tf.zeros([2, 1]), "b": tf.zeros([2, 1], tf.int64)}


def made():
    w = tf.get_variable("w", [3])
    return tf.layers.dense(x2, 3) + w


def embedded(**options):
    table = tf.get_variable("table", [10, 4])
    return tf.nn.embedding_lookup(table, ids, **options)


def columns(**options):
    category = tf.feature_column.categorical_column_with_identity("b", 5)
    all_columns = [tf.feature_column.numeric_column("a"), tf.feature_column.embedding_column(category, 3), tf.feature_column.indicator_column(category)]
    return tf.feature_column.input_layer(features, all_columns, **options)
""",
)


CONTRIB: Final = Family(
    "tf.contrib.metrics, tf.contrib.summary",
    (
        *(
            Call(f"M.{use}", ("metrics_collections=['m']", "updates_collections=['u']"))
            for use in (
                "streaming_accuracy(ids, ids{o})[0]",
                "streaming_mean(x2{o})[0]",
                "streaming_auc(tf.zeros([2, 5]), ids > 0{o})[0]",
                "streaming_precision(ids, ids{o})[0]",
                "streaming_mean_iou(ids, ids, 4{o})[0]",
                "streaming_mean_squared_error(x2, x2{o})[0]",
                "streaming_sparse_recall_at_k(tf.zeros([2, 5]), tf.zeros([2, 1], tf.int64), 2{o})[0]",
                "streaming_recall_at_k(tf.zeros([2, 5]), tf.zeros([2], tf.int64), 2{o})[0]",
                "streaming_percentage_less(x2, 0.5{o})[0]",
                "count(x2{o})[0]",
            )
        ),
        Call("M.accuracy(ids, ids{o})"),
        Call("summarized({o})", ("always=False", "step=tf.constant(1, tf.int64)"), name=""),
        Call("M.aggregate_metric_map({{'a': metric_ops.streaming_recall(ids, ids)}})[0]['a']", name=""),
    ),
    setup="""
from tensorflow.contrib.metrics.python.ops import metric_ops

M = tf.contrib.metrics


def summarized(always=True, step=None):
    S = tf.contrib.summary
    recording = S.always_record_summaries() if always else S.never_record_summaries()
    with S.create_file_writer("/tmp/none").as_default(), recording:
        S.scalar("loss", 1.0, step=step)
        return tf.get_variable("w", [2])
""",
    served=False,
)
