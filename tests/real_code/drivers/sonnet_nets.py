# package: dm-sonnet 1.36
# src: dm_sonnet-1.36
# absent: semantic_version tensorflow_probability wrapt contextlib2
# builds: an MLP called twice, a ConvNet2D, an own module with _enter_variable_scope, an LSTM over time, Adam
import sonnet as snt
import tensorflow as tf


class Policy(snt.AbstractModule):
    def __init__(self, hidden, actions, name="policy"):
        super(Policy, self).__init__(name=name)
        with self._enter_variable_scope():
            self._torso = snt.nets.MLP([hidden, hidden], activate_final=True)
        self._actions = actions

    def _build(self, inputs):
        features = self._torso(inputs)
        logits = snt.Linear(self._actions, name="logits")(features)
        value = snt.Linear(1, name="value")(features)
        return logits, value


images = tf.placeholder(tf.float32, [4, 28, 28, 3])
net = snt.nets.ConvNet2D([16, 32], [3], [2], [snt.SAME])
flat = snt.BatchFlatten()(net(images))
mlp = snt.nets.MLP([64, 10])
first, second = mlp(flat), mlp(flat * 2)
policy = Policy(32, 4)
logits, value = policy(flat)
policy(flat)
core = snt.LSTM(16)
outputs, state = tf.nn.dynamic_rnn(core, tf.placeholder(tf.float32, [4, 7, 5]), initial_state=core.initial_state(4))
normed = snt.BatchNorm()(flat, is_training=True)
loss = tf.reduce_mean(first) + tf.reduce_mean(logits) + tf.reduce_mean(value) + tf.reduce_mean(outputs) + tf.reduce_mean(normed)
tf.train.AdamOptimizer(1e-3).minimize(loss)
