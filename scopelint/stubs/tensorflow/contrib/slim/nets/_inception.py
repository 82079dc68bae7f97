"""How inception networks are written down here: one line an end point, branches and steps in it.

    MaxPool_2a_3x3: * /2                        a pooling named like its end point, stride 2
    Conv2d_2b_1x1: 64 *                         a convolution of depth 64
    Mixed_3b: 64 Conv2d_0a_1x1 | 96 ...; 128 ...   branches, separated by |; steps of a branch, by ;

The size of a window stands at the end of its scope, or after it; `VALID` is a padding; `[a, b]` are two steps side by side.
"""

import tensorflow as tf
from tensorflow.contrib import slim


def truncated(stddev):
    return tf.truncated_normal_initializer(0.0, stddev)


def build(net, table, final_endpoint, depth):
    end_points = {}
    for line in table.replace("\n    ", " ").strip().splitlines():
        end_point, _, text = line.partition(": ")
        if end_point.startswith("Mixed"):
            with tf.variable_scope(end_point):
                branches = []
                for number, branch in enumerate(text.split(" | ")):
                    with tf.variable_scope("Branch_%d" % number):
                        branches.append(_branch(net, branch, depth))
                net = tf.concat(branches, 3)
        else:
            net = _step(net, text.replace("*", end_point), depth)
        end_points[end_point] = net
        if end_point == final_endpoint:
            return net, end_points
    raise ValueError("Unknown final endpoint %s" % final_endpoint)


def _branch(net, text, depth):
    for step in text.split("; "):
        if step.startswith("["):
            net = tf.concat([_step(net, one, depth) for one in step[1:-1].split(", ")], 3)
        else:
            net = _step(net, step, depth)
    return net


def _step(net, text, depth):
    words = text.split(" ")
    kind = words.pop(0) if words[0] == "sep" else "conv"
    channels = depth(int(words.pop(0))) if words[0].isdigit() else None
    scope = words.pop(0)
    window = [int(size) for size in scope.rpartition("_")[2].split("x")]
    options = {}
    for word in words:
        if word.startswith("/"):
            options["stride"] = int(word[1:])
        elif word == "VALID":
            options["padding"] = word
        else:
            window = [int(size) for size in word.split("x")]
    if channels is None:
        pool = slim.max_pool2d if scope.startswith("Max") else slim.avg_pool2d
        return pool(net, window, scope=scope, **options)
    if kind == "sep":
        multiplier = min(int(channels / 3), 8)
        initializer = truncated(1.0)
        return slim.separable_conv2d(
            net, channels, window, depth_multiplier=multiplier, weights_initializer=initializer, scope=scope, **options
        )
    return slim.conv2d(net, channels, window, scope=scope, **options)


def reduced(net, kernel_size):
    """`_reduced_kernel_size_for_small_input`."""
    shape = net.get_shape().as_list()
    if shape[1] is None or shape[2] is None:
        return kernel_size
    return [min(shape[1], kernel_size[0]), min(shape[2], kernel_size[1])]


def arg_scope(
    weight_decay=0.00004, use_batch_norm=True, batch_norm_var_collection="moving_vars", batch_norm_decay=0.9997, batch_norm_epsilon=0.001,
    updates_collections=tf.GraphKeys.UPDATE_OPS, use_fused_batchnorm=None,
):
    moving = [batch_norm_var_collection]
    parameters = {
        "decay": batch_norm_decay,
        "epsilon": batch_norm_epsilon,
        "updates_collections": updates_collections,
        "fused": use_fused_batchnorm,
        "variables_collections": {"beta": None, "gamma": None, "moving_mean": moving, "moving_variance": moving},
    }
    with slim.arg_scope([slim.conv2d, slim.fully_connected], weights_regularizer=slim.l2_regularizer(weight_decay)):
        with slim.arg_scope(
            [slim.conv2d], weights_initializer=slim.variance_scaling_initializer(), activation_fn=tf.nn.relu,
            normalizer_fn=slim.batch_norm if use_batch_norm else None, normalizer_params=parameters if use_batch_norm else {},
        ) as scope:
            return scope


def head(net, end_points, num_classes, spatial_squeeze, prediction_fn, window, names, dropout_keep_prob, **pooling):
    """The end of every inception network: pooling, dropout, a convolution to the classes."""
    with tf.variable_scope("Logits"):
        net = slim.avg_pool2d(net, window, scope=names[0], **pooling)
        net = slim.dropout(net, dropout_keep_prob, scope=names[1])
        logits = slim.conv2d(net, num_classes, [1, 1], activation_fn=None, normalizer_fn=None, scope=names[2])
        if spatial_squeeze:
            logits = tf.squeeze(logits, [1, 2], name="SpatialSqueeze")
    end_points["Logits"] = logits
    end_points["Predictions"] = prediction_fn(logits, scope="Predictions")
    return logits, end_points
