"""Inception v3 (tf_slim/nets/inception_v3.py)."""

import tensorflow as tf
from tensorflow.contrib import slim
from tensorflow.contrib.slim.nets import _inception

_TABLE = """
Conv2d_1a_3x3: 32 * /2 VALID
Conv2d_2a_3x3: 32 * VALID
Conv2d_2b_3x3: 64 *
MaxPool_3a_3x3: * /2 VALID
Conv2d_3b_1x1: 80 * VALID
Conv2d_4a_3x3: 192 * VALID
MaxPool_5a_3x3: * /2 VALID
Mixed_5b: 64 Conv2d_0a_1x1 | 48 Conv2d_0a_1x1; 64 Conv2d_0b_5x5 | 64 Conv2d_0a_1x1; 96 Conv2d_0b_3x3; 96 Conv2d_0c_3x3 |
    AvgPool_0a_3x3; 32 Conv2d_0b_1x1
Mixed_5c: 64 Conv2d_0a_1x1 | 48 Conv2d_0b_1x1; 64 Conv_1_0c_5x5 | 64 Conv2d_0a_1x1; 96 Conv2d_0b_3x3; 96 Conv2d_0c_3x3 |
    AvgPool_0a_3x3; 64 Conv2d_0b_1x1
Mixed_5d: 64 Conv2d_0a_1x1 | 48 Conv2d_0a_1x1; 64 Conv2d_0b_5x5 | 64 Conv2d_0a_1x1; 96 Conv2d_0b_3x3; 96 Conv2d_0c_3x3 |
    AvgPool_0a_3x3; 64 Conv2d_0b_1x1
Mixed_6a: 384 Conv2d_1a_1x1 3x3 /2 VALID | 64 Conv2d_0a_1x1; 96 Conv2d_0b_3x3; 96 Conv2d_1a_1x1 3x3 /2 VALID | MaxPool_1a_3x3 /2
    VALID
Mixed_6b: 192 Conv2d_0a_1x1 | 128 Conv2d_0a_1x1; 128 Conv2d_0b_1x7; 192 Conv2d_0c_7x1 | 128 Conv2d_0a_1x1; 128 Conv2d_0b_7x1; 128
    Conv2d_0c_1x7; 128 Conv2d_0d_7x1; 192 Conv2d_0e_1x7 | AvgPool_0a_3x3; 192 Conv2d_0b_1x1
Mixed_6c: 192 Conv2d_0a_1x1 | 160 Conv2d_0a_1x1; 160 Conv2d_0b_1x7; 192 Conv2d_0c_7x1 | 160 Conv2d_0a_1x1; 160 Conv2d_0b_7x1; 160
    Conv2d_0c_1x7; 160 Conv2d_0d_7x1; 192 Conv2d_0e_1x7 | AvgPool_0a_3x3; 192 Conv2d_0b_1x1
Mixed_6d: 192 Conv2d_0a_1x1 | 160 Conv2d_0a_1x1; 160 Conv2d_0b_1x7; 192 Conv2d_0c_7x1 | 160 Conv2d_0a_1x1; 160 Conv2d_0b_7x1; 160
    Conv2d_0c_1x7; 160 Conv2d_0d_7x1; 192 Conv2d_0e_1x7 | AvgPool_0a_3x3; 192 Conv2d_0b_1x1
Mixed_6e: 192 Conv2d_0a_1x1 | 192 Conv2d_0a_1x1; 192 Conv2d_0b_1x7; 192 Conv2d_0c_7x1 | 192 Conv2d_0a_1x1; 192 Conv2d_0b_7x1; 192
    Conv2d_0c_1x7; 192 Conv2d_0d_7x1; 192 Conv2d_0e_1x7 | AvgPool_0a_3x3; 192 Conv2d_0b_1x1
Mixed_7a: 192 Conv2d_0a_1x1; 320 Conv2d_1a_3x3 /2 VALID | 192 Conv2d_0a_1x1; 192 Conv2d_0b_1x7; 192 Conv2d_0c_7x1; 192
    Conv2d_1a_3x3 /2 VALID | MaxPool_1a_3x3 /2 VALID
Mixed_7b: 320 Conv2d_0a_1x1 | 384 Conv2d_0a_1x1; [384 Conv2d_0b_1x3, 384 Conv2d_0b_3x1] | 448 Conv2d_0a_1x1; 384 Conv2d_0b_3x3;
    [384 Conv2d_0c_1x3, 384 Conv2d_0d_3x1] | AvgPool_0a_3x3; 192 Conv2d_0b_1x1
Mixed_7c: 320 Conv2d_0a_1x1 | 384 Conv2d_0a_1x1; [384 Conv2d_0b_1x3, 384 Conv2d_0c_3x1] | 448 Conv2d_0a_1x1; 384 Conv2d_0b_3x3;
    [384 Conv2d_0c_1x3, 384 Conv2d_0d_3x1] | AvgPool_0a_3x3; 192 Conv2d_0b_1x1
"""
_LAYERS = [slim.conv2d, slim.max_pool2d, slim.avg_pool2d]


def inception_v3_base(inputs, final_endpoint="Mixed_7c", min_depth=16, depth_multiplier=1.0, scope=None):
    with tf.variable_scope(scope, "InceptionV3", [inputs]):
        with slim.arg_scope(_LAYERS, stride=1, padding="SAME"):
            return _inception.build(inputs, _TABLE, final_endpoint, lambda depth: max(int(depth * depth_multiplier), min_depth))


def inception_v3(
    inputs, num_classes=1000, is_training=True, dropout_keep_prob=0.8, min_depth=16, depth_multiplier=1.0, prediction_fn=slim.softmax,
    spatial_squeeze=True, reuse=None, create_aux_logits=True, scope="InceptionV3",
):
    def depth(channels):
        return max(int(channels * depth_multiplier), min_depth)

    with tf.variable_scope(scope, "InceptionV3", [inputs, num_classes], reuse=reuse) as scope:
        with slim.arg_scope([slim.batch_norm, slim.dropout], is_training=is_training):
            net, end_points = inception_v3_base(inputs, scope=scope, min_depth=min_depth, depth_multiplier=depth_multiplier)
            if create_aux_logits and num_classes:
                with slim.arg_scope(_LAYERS, stride=1, padding="SAME"):
                    end_points["AuxLogits"] = _auxiliary(end_points["Mixed_6e"], num_classes, depth, spatial_squeeze)
            window = _inception.reduced(net, [8, 8])
            names = ("AvgPool_1a_{}x{}".format(*window), "Dropout_1b", "Conv2d_1c_1x1")
            return _inception.head(
                net, end_points, num_classes, spatial_squeeze, prediction_fn, window, names, dropout_keep_prob, padding="VALID"
            )


def _auxiliary(net, num_classes, depth, spatial_squeeze):
    with tf.variable_scope("AuxLogits"):
        net = slim.avg_pool2d(net, [5, 5], stride=3, padding="VALID", scope="AvgPool_1a_5x5")
        net = slim.conv2d(net, depth(128), [1, 1], scope="Conv2d_1b_1x1")
        window = _inception.reduced(net, [5, 5])
        initializer = _inception.truncated(0.01)
        scope = "Conv2d_2a_{}x{}".format(*window)
        net = slim.conv2d(net, depth(768), window, weights_initializer=initializer, padding="VALID", scope=scope)
        net = slim.conv2d(
            net, num_classes, [1, 1], activation_fn=None, normalizer_fn=None, weights_initializer=_inception.truncated(0.001),
            scope="Conv2d_2b_1x1",
        )
        return tf.squeeze(net, [1, 2], name="SpatialSqueeze") if spatial_squeeze else net


inception_v3.default_image_size = 299


def inception_v3_arg_scope(
    weight_decay=0.00004, batch_norm_var_collection="moving_vars", batch_norm_decay=0.9997, batch_norm_epsilon=0.001,
    updates_collections=tf.GraphKeys.UPDATE_OPS, use_fused_batchnorm=True,
):
    return _inception.arg_scope(
        weight_decay, True, batch_norm_var_collection, batch_norm_decay, batch_norm_epsilon, updates_collections, use_fused_batchnorm
    )
