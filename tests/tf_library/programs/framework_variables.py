"""tf.contrib.framework's variables and ways to find them."""

import tensorflow as tf
fw = tf.contrib.framework
with fw.arg_scope([fw.model_variable], device="/cpu:0", trainable=False):
    a = fw.model_variable("a", [2], regularizer=tf.contrib.layers.l2_regularizer(0.1))
b = fw.variable("b", [1], collections=["mine"])
c = fw.local_variable(1., name="c")
gs = fw.get_or_create_global_step()
for v in fw.get_variables(): tf.Variable(0., name="x_" + v.op.name)
for v in fw.get_model_variables(): tf.Variable(0., name="m_" + v.op.name)
for v in fw.get_trainable_variables() if hasattr(fw, "get_trainable_variables") else []: tf.Variable(0., name="t_" + v.op.name)
for v in fw.filter_variables(tf.global_variables(), include_patterns=["^a"], exclude_patterns=["b"]): tf.Variable(0., name="f_" + v.op.name)
for v in fw.get_variables_by_name("a"): tf.Variable(0., name="n_" + v.op.name)
tf.Variable(0., name="g_" + fw.get_variable_full_name(a))
fw.assert_scalar(tf.constant(1.))
fw.assert_or_get_global_step(None)
x = fw.nest.flatten([1, (2, 3)])
tf.Variable(0., name="l%d" % len(x))
try:
    fw.get_unique_variable("nothing")
except ValueError:
    tf.get_variable("no_such", [1])
fw.assign_from_checkpoint_fn("/tmp/nothing", [a]) if False else None
z = fw.zero_initializer(a)
fw.init_from_checkpoint if True else None
p = fw.with_shape([2], tf.zeros([2]))
q = fw.is_tensor(p)
tf.Variable(0., name="q%s" % q)
