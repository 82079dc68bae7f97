"""tf.contrib.eager.defun in a graph: a run for each sort of arguments, one op for each call; what it makes are resource variables."""

import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 4], name="x")
defun = tf.contrib.eager.defun


@defun
def net(x, units=3, scope="fc"):
    return tf.layers.dense(x, units, name=scope)


with tf.variable_scope("a"):
    y = net(x)
    y = net(x)
    z = net(x, units=5, scope="other")
    tf.get_variable("after_%s_%s" % (y.op.name.replace("/", "_"), z.shape[-1]), [1])


class Model:
    def __init__(self, name):
        self.name = name
        self.layer = tf.keras.layers.Dense(2, name=name)

    @defun
    def __call__(self, x):
        with tf.name_scope("inside"):
            return {"logits": self.layer(x), "step": 1}


first, second = Model("first"), Model("second")
first(x)
first(x)
found = second(x)
tf.get_variable("%s_%s_%s" % (found["step"].dtype.name, found["logits"].shape[-1], len(found)), [1])


@defun
def doubled(x):
    return 2.0 * x


w = doubled(tf.zeros([7]))
tf.get_variable("after_" + w.op.name, w.shape)
tf.layers.dense(x, 3, name="fc")
with tf.variable_scope("a", reuse=True):
    net(x, units=7)
