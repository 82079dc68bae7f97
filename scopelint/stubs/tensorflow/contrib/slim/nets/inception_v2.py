"""Inception v2 (tf_slim/nets/inception_v2.py)."""

import tensorflow as tf
from tensorflow.contrib import slim
from tensorflow.contrib.slim.nets import _inception

_TABLE = """
Conv2d_1a_7x7: sep 64 * /2
MaxPool_2a_3x3: * /2
Conv2d_2b_1x1: 64 *
Conv2d_2c_3x3: 192 *
MaxPool_3a_3x3: * /2
Mixed_3b: 64 Conv2d_0a_1x1 | 64 Conv2d_0a_1x1; 64 Conv2d_0b_3x3 | 64 Conv2d_0a_1x1; 96 Conv2d_0b_3x3; 96 Conv2d_0c_3x3 |
    AvgPool_0a_3x3; 32 Conv2d_0b_1x1
Mixed_3c: 64 Conv2d_0a_1x1 | 64 Conv2d_0a_1x1; 96 Conv2d_0b_3x3 | 64 Conv2d_0a_1x1; 96 Conv2d_0b_3x3; 96 Conv2d_0c_3x3 |
    AvgPool_0a_3x3; 64 Conv2d_0b_1x1
Mixed_4a: 128 Conv2d_0a_1x1; 160 Conv2d_1a_3x3 /2 | 64 Conv2d_0a_1x1; 96 Conv2d_0b_3x3; 96 Conv2d_1a_3x3 /2 | MaxPool_1a_3x3 /2
Mixed_4b: 224 Conv2d_0a_1x1 | 64 Conv2d_0a_1x1; 96 Conv2d_0b_3x3 | 96 Conv2d_0a_1x1; 128 Conv2d_0b_3x3; 128 Conv2d_0c_3x3 |
    AvgPool_0a_3x3; 128 Conv2d_0b_1x1
Mixed_4c: 192 Conv2d_0a_1x1 | 96 Conv2d_0a_1x1; 128 Conv2d_0b_3x3 | 96 Conv2d_0a_1x1; 128 Conv2d_0b_3x3; 128 Conv2d_0c_3x3 |
    AvgPool_0a_3x3; 128 Conv2d_0b_1x1
Mixed_4d: 160 Conv2d_0a_1x1 | 128 Conv2d_0a_1x1; 160 Conv2d_0b_3x3 | 128 Conv2d_0a_1x1; 160 Conv2d_0b_3x3; 160 Conv2d_0c_3x3 |
    AvgPool_0a_3x3; 96 Conv2d_0b_1x1
Mixed_4e: 96 Conv2d_0a_1x1 | 128 Conv2d_0a_1x1; 192 Conv2d_0b_3x3 | 160 Conv2d_0a_1x1; 192 Conv2d_0b_3x3; 192 Conv2d_0c_3x3 |
    AvgPool_0a_3x3; 96 Conv2d_0b_1x1
Mixed_5a: 128 Conv2d_0a_1x1; 192 Conv2d_1a_3x3 /2 | 192 Conv2d_0a_1x1; 256 Conv2d_0b_3x3; 256 Conv2d_1a_3x3 /2 | MaxPool_1a_3x3 /2
Mixed_5b: 352 Conv2d_0a_1x1 | 192 Conv2d_0a_1x1; 320 Conv2d_0b_3x3 | 160 Conv2d_0a_1x1; 224 Conv2d_0b_3x3; 224 Conv2d_0c_3x3 |
    AvgPool_0a_3x3; 128 Conv2d_0b_1x1
Mixed_5c: 352 Conv2d_0a_1x1 | 192 Conv2d_0a_1x1; 320 Conv2d_0b_3x3 | 192 Conv2d_0a_1x1; 224 Conv2d_0b_3x3; 224 Conv2d_0c_3x3 |
    MaxPool_0a_3x3; 128 Conv2d_0b_1x1
"""


def inception_v2_base(inputs, final_endpoint="Mixed_5c", min_depth=16, depth_multiplier=1.0, scope=None):
    with tf.variable_scope(scope, "InceptionV2", [inputs]):
        layers = [slim.conv2d, slim.max_pool2d, slim.avg_pool2d, slim.separable_conv2d]
        with slim.arg_scope(layers, stride=1, padding="SAME"):
            return _inception.build(inputs, _TABLE, final_endpoint, lambda depth: max(int(depth * depth_multiplier), min_depth))


def inception_v2(
    inputs, num_classes=1000, is_training=True, dropout_keep_prob=0.8, min_depth=16, depth_multiplier=1.0, prediction_fn=slim.softmax,
    spatial_squeeze=True, reuse=None, scope="InceptionV2",
):
    with tf.variable_scope(scope, "InceptionV2", [inputs, num_classes], reuse=reuse) as scope:
        with slim.arg_scope([slim.batch_norm, slim.dropout], is_training=is_training):
            net, end_points = inception_v2_base(inputs, scope=scope, min_depth=min_depth, depth_multiplier=depth_multiplier)
            window = _inception.reduced(net, [7, 7])
            names = ("AvgPool_1a_{}x{}".format(*window), "Dropout_1b", "Conv2d_1c_1x1")
            return _inception.head(
                net, end_points, num_classes, spatial_squeeze, prediction_fn, window, names, dropout_keep_prob, padding="VALID"
            )


inception_v2.default_image_size = 224


def inception_v2_arg_scope(weight_decay=0.00004, batch_norm_var_collection="moving_vars"):
    return _inception.arg_scope(weight_decay, batch_norm_var_collection=batch_norm_var_collection)
