"""Ops that take other names under 1.15: slices with tensors, tables, initialised values, numbers that become tensors."""

import tensorflow as tf


def report(x):
    tf.Variable(0.0, name=x.op.name.replace("/", "."))


v = tf.get_variable("v", [2])
report(v.initialized_value())
r = tf.get_variable("r%d" % len(tf.global_variables()), [2], use_resource=True)
report(r.initialized_value())
report(v.initialized_value())
r = tf.get_variable("r%d" % len(tf.global_variables()), [2], use_resource=True)
report(r.initialized_value())
table = tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(["a"], [1]), -1)
report(table.lookup(tf.constant(["a"])))
tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(["a"], [1]), -1)
tf.Variable(0.0, name="hash_table")
tf.Variable(0.0, name="cond")
report(tf.sign([1.0, 2.0]))
report(tf.nn.swish([1.0]))
report(tf.nn.swish(tf.ones([1.0])))
i = tf.placeholder(tf.int32, [])
j = tf.placeholder(tf.int64, [])
x = tf.ones([4, 6])
for y in (x[:i], x[0:i, :], x[i], x[j], x[i, 1:]):
    report(y)
report(tf.divide(tf.constant(6.0), 2))
report(tf.constant(0.0))
report(x + 1)
with tf.variable_scope("s"):
    tf.train.ExponentialMovingAverage(0.9).apply([v, r])
    for name in ("cond", "IsVariableInitialized", "VarIsInitializedOp", "ExponentialMovingAverage"):
        tf.Variable(0.0, name=name)
