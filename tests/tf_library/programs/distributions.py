"""Shapes of draws and probabilities of the common distributions."""

import tensorflow as tf
ds = tf.contrib.distributions
x = tf.placeholder(tf.float32, [4, 3])
c = ds.Categorical(logits=tf.layers.dense(x, 5, name="logits"))
a = c.sample()
b = tf.one_hot(c.sample(7), 5)
tf.layers.dense(b, 2, name="b")
h = tf.layers.dense(tf.expand_dims(c.log_prob(a), 1), 1, name="h")
n = tf.contrib.distributions.Normal(tf.zeros([4, 1]), tf.ones([3]))
tf.layers.dense(n.sample([2, 6]), 2, name="n")
m = tf.contrib.distributions.MultivariateNormalDiag(tf.layers.dense(x, 2, name="mu"), tf.nn.softplus(tf.layers.dense(x, 2, name="sd")))
tf.layers.dense(m.sample(), 3, name="m")
tf.layers.dense(tf.reshape(m.log_prob(m.sample()), [1, -1]), 3, name="lp")
be = tf.distributions.Bernoulli(probs=tf.nn.sigmoid(tf.layers.dense(x, 1, name="p")))
tf.layers.dense(tf.cast(be.sample(), tf.float32), 3, name="be")
oh = ds.OneHotCategorical(logits=tf.layers.dense(x, 6, name="oh"))
tf.layers.dense(tf.cast(oh.sample(), tf.float32), 3, name="ohs")
tf.Variable(0., name="e" + str(m.event_shape[0]))
tf.Variable(0., name="bt" + "x".join(str(d) for d in n.batch_shape.as_list()))
tf.layers.dense(n.mean(), 1, name="mean")
opt = tf.train.AdamOptimizer().minimize(-tf.reduce_mean(m.log_prob(tf.stop_gradient(m.sample()))) + tf.reduce_mean(h) + tf.reduce_mean(c.entropy()))
with tf.variable_scope("Normal"):
    tf.Variable(0., name="after")
