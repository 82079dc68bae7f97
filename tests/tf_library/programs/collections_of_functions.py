"""What a function with a graph of its own adds to collections is lost, but for variables."""

import tensorflow as tf

x = tf.ones([2, 3])
tf.add_to_collection("mine", x)
tf.losses.add_loss(tf.constant(1.0))


@tf.contrib.eager.defun
def net(x):
    tf.add_to_collection("mine", x)
    tf.add_to_collection("other", x)
    y = tf.layers.dense(x, 3, kernel_regularizer=tf.nn.l2_loss, name="d")
    y = tf.layers.batch_normalization(y, training=True, name="bn")
    tf.get_variable("inside_%d_%d" % (len(tf.get_collection("mine")), len(tf.get_collection("update_ops"))), [])
    return y


for _ in range(2):
    net(x)
for key in ("mine", "other", "update_ops", "regularization_losses", "losses", "variables", "trainable_variables", "model_variables"):
    tf.get_variable("%s_%d" % (key, len(tf.get_collection(key))), [])
