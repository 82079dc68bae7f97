"""Inception v1 (tf_slim/nets/inception_v1.py)."""

import tensorflow as tf
from tensorflow.contrib import slim
from tensorflow.contrib.slim.nets import _inception

_TABLE = """
Conv2d_1a_7x7: 64 * /2
MaxPool_2a_3x3: * /2
Conv2d_2b_1x1: 64 *
Conv2d_2c_3x3: 192 *
MaxPool_3a_3x3: * /2
Mixed_3b: 64 Conv2d_0a_1x1 | 96 Conv2d_0a_1x1; 128 Conv2d_0b_3x3 | 16 Conv2d_0a_1x1; 32 Conv2d_0b_3x3 | MaxPool_0a_3x3; 32
    Conv2d_0b_1x1
Mixed_3c: 128 Conv2d_0a_1x1 | 128 Conv2d_0a_1x1; 192 Conv2d_0b_3x3 | 32 Conv2d_0a_1x1; 96 Conv2d_0b_3x3 | MaxPool_0a_3x3; 64
    Conv2d_0b_1x1
MaxPool_4a_3x3: * /2
Mixed_4b: 192 Conv2d_0a_1x1 | 96 Conv2d_0a_1x1; 208 Conv2d_0b_3x3 | 16 Conv2d_0a_1x1; 48 Conv2d_0b_3x3 | MaxPool_0a_3x3; 64
    Conv2d_0b_1x1
Mixed_4c: 160 Conv2d_0a_1x1 | 112 Conv2d_0a_1x1; 224 Conv2d_0b_3x3 | 24 Conv2d_0a_1x1; 64 Conv2d_0b_3x3 | MaxPool_0a_3x3; 64
    Conv2d_0b_1x1
Mixed_4d: 128 Conv2d_0a_1x1 | 128 Conv2d_0a_1x1; 256 Conv2d_0b_3x3 | 24 Conv2d_0a_1x1; 64 Conv2d_0b_3x3 | MaxPool_0a_3x3; 64
    Conv2d_0b_1x1
Mixed_4e: 112 Conv2d_0a_1x1 | 144 Conv2d_0a_1x1; 288 Conv2d_0b_3x3 | 32 Conv2d_0a_1x1; 64 Conv2d_0b_3x3 | MaxPool_0a_3x3; 64
    Conv2d_0b_1x1
Mixed_4f: 256 Conv2d_0a_1x1 | 160 Conv2d_0a_1x1; 320 Conv2d_0b_3x3 | 32 Conv2d_0a_1x1; 128 Conv2d_0b_3x3 | MaxPool_0a_3x3; 128
    Conv2d_0b_1x1
MaxPool_5a_2x2: * /2
Mixed_5b: 256 Conv2d_0a_1x1 | 160 Conv2d_0a_1x1; 320 Conv2d_0b_3x3 | 32 Conv2d_0a_1x1; 128 Conv2d_0a_3x3 | MaxPool_0a_3x3; 128
    Conv2d_0b_1x1
Mixed_5c: 384 Conv2d_0a_1x1 | 192 Conv2d_0a_1x1; 384 Conv2d_0b_3x3 | 48 Conv2d_0a_1x1; 128 Conv2d_0b_3x3 | MaxPool_0a_3x3; 128
    Conv2d_0b_1x1
"""


def inception_v1_base(inputs, final_endpoint="Mixed_5c", scope="InceptionV1"):
    with tf.variable_scope(scope, "InceptionV1", [inputs]):
        with slim.arg_scope([slim.conv2d, slim.fully_connected], weights_initializer=_inception.truncated(0.01)):
            with slim.arg_scope([slim.conv2d, slim.max_pool2d], stride=1, padding="SAME"):
                return _inception.build(inputs, _TABLE, final_endpoint, lambda depth: depth)


def inception_v1(
    inputs, num_classes=1000, is_training=True, dropout_keep_prob=0.8, prediction_fn=slim.softmax, spatial_squeeze=True, reuse=None,
    scope="InceptionV1",
):
    with tf.variable_scope(scope, "InceptionV1", [inputs, num_classes], reuse=reuse) as scope:
        with slim.arg_scope([slim.batch_norm, slim.dropout], is_training=is_training):
            net, end_points = inception_v1_base(inputs, scope=scope)
            names = ("MaxPool_0a_7x7", "Dropout_0b", "Conv2d_0c_1x1")
            return _inception.head(
                net, end_points, num_classes, spatial_squeeze, prediction_fn, [7, 7], names, dropout_keep_prob, stride=1
            )


inception_v1.default_image_size = 224


def inception_v1_arg_scope(weight_decay=0.00004, use_batch_norm=True, batch_norm_var_collection="moving_vars"):
    return _inception.arg_scope(weight_decay, use_batch_norm, batch_norm_var_collection)
