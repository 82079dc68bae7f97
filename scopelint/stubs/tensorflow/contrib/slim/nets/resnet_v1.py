"""Residual networks, version 1 (tf_slim/nets/resnet_v1.py)."""

import functools

import tensorflow as tf
from tensorflow.contrib import slim
from tensorflow.contrib.layers.python.layers import utils
from tensorflow.contrib.slim.nets import resnet_utils
from tensorflow.contrib.slim.nets.resnet_utils import resnet_arg_scope


@slim.add_arg_scope
def bottleneck(inputs, depth, depth_bottleneck, stride, rate=1, outputs_collections=None, scope=None):
    with tf.variable_scope(scope, "bottleneck_v1", [inputs]) as sc:
        if depth == utils.last_dimension(inputs.get_shape(), min_rank=4):
            shortcut = resnet_utils.subsample(inputs, stride, "shortcut")
        else:
            shortcut = slim.conv2d(inputs, depth, [1, 1], stride=stride, activation_fn=None, scope="shortcut")
        residual = slim.conv2d(inputs, depth_bottleneck, [1, 1], stride=1, scope="conv1")
        residual = resnet_utils.conv2d_same(residual, depth_bottleneck, 3, stride, rate=rate, scope="conv2")
        residual = slim.conv2d(residual, depth, [1, 1], stride=1, activation_fn=None, scope="conv3")
        return utils.collect_named_outputs(outputs_collections, sc.name, tf.nn.relu(shortcut + residual))


def resnet_v1(
    inputs, blocks, num_classes=None, is_training=True, global_pool=True, output_stride=None, include_root_block=True, reuse=None,
    scope=None,
):
    with tf.variable_scope(scope, "resnet_v1", [inputs], reuse=reuse) as sc:
        end_points_collection = sc.original_name_scope + "_end_points"
        layers = [slim.conv2d, bottleneck, resnet_utils.stack_blocks_dense]
        with slim.arg_scope(layers, outputs_collections=end_points_collection):
            with slim.arg_scope([slim.batch_norm], is_training=is_training):
                net = inputs
                if include_root_block:
                    if output_stride is not None:
                        output_stride /= 4
                    net = resnet_utils.conv2d_same(net, 64, 7, stride=2, scope="conv1")
                    net = slim.max_pool2d(net, [3, 3], stride=2, scope="pool1")
                net = resnet_utils.stack_blocks_dense(net, blocks, output_stride)
                if global_pool:
                    net = tf.reduce_mean(net, [1, 2], name="pool5", keepdims=True)
                if num_classes is not None:
                    net = slim.conv2d(net, num_classes, [1, 1], activation_fn=None, normalizer_fn=None, scope="logits")
                end_points = utils.convert_collection_to_dict(end_points_collection)
                if num_classes is not None:
                    end_points["predictions"] = slim.softmax(net, scope="predictions")
                return net, end_points


resnet_v1.default_image_size = 224
resnet_v1_block = functools.partial(resnet_utils.block, bottleneck)


def resnet_v1_50(
    inputs, num_classes=None, is_training=True, global_pool=True, output_stride=None, reuse=None, scope="resnet_v1_50"
):
    blocks = resnet_utils.blocks(resnet_v1_block, 3, 4, 6, 3)
    return resnet_v1(inputs, blocks, num_classes, is_training, global_pool, output_stride, True, reuse, scope)


def resnet_v1_101(
    inputs, num_classes=None, is_training=True, global_pool=True, output_stride=None, reuse=None, scope="resnet_v1_101"
):
    blocks = resnet_utils.blocks(resnet_v1_block, 3, 4, 23, 3)
    return resnet_v1(inputs, blocks, num_classes, is_training, global_pool, output_stride, True, reuse, scope)


def resnet_v1_152(
    inputs, num_classes=None, is_training=True, global_pool=True, output_stride=None, reuse=None, scope="resnet_v1_152"
):
    blocks = resnet_utils.blocks(resnet_v1_block, 3, 8, 36, 3)
    return resnet_v1(inputs, blocks, num_classes, is_training, global_pool, output_stride, True, reuse, scope)


def resnet_v1_200(
    inputs, num_classes=None, is_training=True, global_pool=True, output_stride=None, reuse=None, scope="resnet_v1_200"
):
    blocks = resnet_utils.blocks(resnet_v1_block, 3, 24, 36, 3)
    return resnet_v1(inputs, blocks, num_classes, is_training, global_pool, output_stride, True, reuse, scope)
