"""AlexNet (tf_slim/nets/alexnet.py)."""

import tensorflow as tf
from tensorflow.contrib import slim
from tensorflow.contrib.layers.python.layers import utils


def alexnet_v2_arg_scope(weight_decay=0.0005):
    with slim.arg_scope(
        [slim.conv2d, slim.fully_connected], activation_fn=tf.nn.relu, biases_initializer=tf.constant_initializer(0.1),
        weights_regularizer=slim.l2_regularizer(weight_decay),
    ):
        with slim.arg_scope([slim.conv2d], padding="SAME"):
            with slim.arg_scope([slim.max_pool2d], padding="VALID") as scope:
                return scope


def alexnet_v2(inputs, num_classes=1000, is_training=True, dropout_keep_prob=0.5, spatial_squeeze=True, scope="alexnet_v2"):
    with tf.variable_scope(scope, "alexnet_v2", [inputs]) as sc:
        end_points_collection = sc.original_name_scope + "_end_points"
        with slim.arg_scope([slim.conv2d, slim.fully_connected, slim.max_pool2d], outputs_collections=[end_points_collection]):
            net = slim.conv2d(inputs, 64, [11, 11], 4, padding="VALID", scope="conv1")
            net = slim.max_pool2d(net, [3, 3], 2, scope="pool1")
            net = slim.conv2d(net, 192, [5, 5], scope="conv2")
            net = slim.max_pool2d(net, [3, 3], 2, scope="pool2")
            net = slim.conv2d(net, 384, [3, 3], scope="conv3")
            net = slim.conv2d(net, 384, [3, 3], scope="conv4")
            net = slim.conv2d(net, 256, [3, 3], scope="conv5")
            net = slim.max_pool2d(net, [3, 3], 2, scope="pool5")
            return classify(net, sc, 4096, [5, 5], num_classes, is_training, dropout_keep_prob, spatial_squeeze, end_points_collection)


def classify(net, sc, depth, window, num_classes, is_training, dropout_keep_prob, spatial_squeeze, end_points_collection):
    """Convolutions in the place of dense layers."""
    initializer = tf.truncated_normal_initializer(0.0, 0.005)
    with slim.arg_scope([slim.conv2d], weights_initializer=initializer, biases_initializer=tf.constant_initializer(0.1)):
        net = slim.conv2d(net, depth, window, padding="VALID", scope="fc6")
        net = slim.dropout(net, dropout_keep_prob, is_training=is_training, scope="dropout6")
        net = slim.conv2d(net, 4096, [1, 1], scope="fc7")
        net = slim.dropout(net, dropout_keep_prob, is_training=is_training, scope="dropout7")
        net = slim.conv2d(
            net, num_classes, [1, 1], activation_fn=None, normalizer_fn=None, biases_initializer=tf.zeros_initializer(), scope="fc8"
        )
    end_points = utils.convert_collection_to_dict(end_points_collection)
    if spatial_squeeze:
        net = tf.squeeze(net, [1, 2], name="fc8/squeezed")
        end_points[sc.name + "/fc8"] = net
    return net, end_points


alexnet_v2.default_image_size = 224
