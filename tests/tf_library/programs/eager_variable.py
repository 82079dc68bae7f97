"""contrib.eager's Variable in a graph."""

import tensorflow as tf
tfe = tf.contrib.eager
v = tfe.Variable(1., name="ev")
w = tf.contrib.eager.Variable(tf.zeros([2]), name="ew", trainable=False)
tf.get_variable("end", [1])
tf.Variable(0., name="n" + v.op.name)
