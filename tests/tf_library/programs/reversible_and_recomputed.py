"""Reversible blocks and functions that gradients compute again; functions with gradients of their own need resource variables."""

import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 4], name="x")
layers = tf.contrib.layers


def f(x):
    return tf.layers.dense(x, 4, use_bias=False)


def g(x, side):
    return tf.layers.dense(x, 4) + side[0]


y1, y2 = layers.rev_block(x, x, f, f, num_layers=2)
with tf.variable_scope("eval"):
    z1, z2 = layers.rev_block(y1, y2, f, [g, g], num_layers=2, g_side_input=[x], is_training=False)
block = layers.RevBlock(f, f, num_layers=1, name="block")
out = block.forward(x, x)
block.backward(*out)
tf.get_variable("%d_%d" % (len(block.trainable_weights), out[0].shape[1]), [1])


@layers.recompute_grad
def cheap(x):
    return tf.layers.dense(x, 3, name="cheap")


@layers.recompute_grad(tupleize_grads=True)
def plain(x):
    return tf.nn.relu(x)


plain(x)
with tf.variable_scope("net", use_resource=True):
    result = cheap(x)
tf.get_variable("of_%s_%d" % (result.op.name.replace("/", "_"), result.shape[-1]), [1])
with tf.variable_scope("net", use_resource=True, reuse=True):
    cheap(x)
try:
    cheap([1.0])
except ValueError:
    tf.get_variable("tensors_only", [1])
with tf.variable_scope("by_reference"):
    cheap(x)
