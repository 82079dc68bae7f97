"""What residual networks share (tf_slim/nets/resnet_utils.py)."""

import collections

import tensorflow as tf
from tensorflow.contrib import slim
from tensorflow.contrib.layers.python.layers import utils


class Block(collections.namedtuple("Block", ["scope", "unit_fn", "args"])):
    pass


def block(unit_fn, scope, base_depth, num_units, stride):
    units = [{"depth": base_depth * 4, "depth_bottleneck": base_depth, "stride": 1}] * (num_units - 1)
    return Block(scope, unit_fn, units + [{"depth": base_depth * 4, "depth_bottleneck": base_depth, "stride": stride}])


def blocks(block_fn, *units):
    """The four blocks of the usual networks, by how many units they have."""
    return [
        block_fn("block%d" % (i + 1), base_depth=64 * 2**i, num_units=count, stride=2 if i < 3 else 1) for i, count in enumerate(units)
    ]


def subsample(inputs, factor, scope=None):
    return inputs if factor == 1 else slim.max_pool2d(inputs, [1, 1], stride=factor, scope=scope)


def conv2d_same(inputs, num_outputs, kernel_size, stride, rate=1, scope=None):
    if stride == 1:
        return slim.conv2d(inputs, num_outputs, kernel_size, stride=1, rate=rate, padding="SAME", scope=scope)
    total = kernel_size + (kernel_size - 1) * (rate - 1) - 1
    before = total // 2
    inputs = tf.pad(inputs, [[0, 0], [before, total - before], [before, total - before], [0, 0]])
    return slim.conv2d(inputs, num_outputs, kernel_size, stride=stride, rate=rate, padding="VALID", scope=scope)


@slim.add_arg_scope
def stack_blocks_dense(net, blocks, output_stride=None, outputs_collections=None):
    current_stride = 1
    rate = 1
    for each in blocks:
        with tf.variable_scope(each.scope, "block", [net]) as sc:
            for i, unit in enumerate(each.args):
                with tf.variable_scope("unit_%d" % (i + 1), values=[net]):
                    if output_stride is not None and current_stride == output_stride:
                        net = each.unit_fn(net, rate=rate, **dict(unit, stride=1))
                        rate *= unit.get("stride", 1)
                    else:
                        net = each.unit_fn(net, rate=1, **unit)
                        current_stride *= unit.get("stride", 1)
            net = utils.collect_named_outputs(outputs_collections, sc.name, net)
    if output_stride is not None and current_stride != output_stride:
        raise ValueError("The target output_stride cannot be reached.")
    return net


def resnet_arg_scope(weight_decay=0.0001, batch_norm_decay=0.997, batch_norm_epsilon=1e-5, batch_norm_scale=True):
    parameters = {
        "decay": batch_norm_decay,
        "epsilon": batch_norm_epsilon,
        "scale": batch_norm_scale,
        "updates_collections": tf.GraphKeys.UPDATE_OPS,
    }
    with slim.arg_scope(
        [slim.conv2d], weights_regularizer=slim.l2_regularizer(weight_decay), weights_initializer=slim.variance_scaling_initializer(),
        activation_fn=tf.nn.relu, normalizer_fn=slim.batch_norm, normalizer_params=parameters,
    ):
        with slim.arg_scope([slim.batch_norm], **parameters):
            with slim.arg_scope([slim.max_pool2d], padding="SAME") as scope:
                return scope
