# package: dm-sonnet 1.36
# src: dm_sonnet-1.36
# installed: contextlib2-21.6.0
# absent: tensorflow.contrib.eager semantic_version tensorflow_probability
# builds: an autoencoder of own modules with a transposed encoder and reuse_variables, an RNN core in dynamic_rnn, DeepRNN, learned states, most other modules
import sys
from unittest import mock

sys.modules["sonnet.protos"] = mock.MagicMock()

import sonnet as snt
import tensorflow as tf


class ResidualStack(snt.AbstractModule):
    def __init__(self, hiddens, layers, name="residual_stack"):
        super(ResidualStack, self).__init__(name=name)
        self._hiddens, self._layers_count = hiddens, layers

    def _build(self, x):
        for i in range(self._layers_count):
            h = tf.nn.relu(x)
            h = snt.Conv2D(self._hiddens, [3, 3], name="res3x3_%d" % i)(h)
            h = snt.Conv2D(x.shape[-1].value, [1, 1], use_bias=False, name="res1x1_%d" % i)(tf.nn.relu(h))
            x += h
        return tf.nn.relu(x)


class Autoencoder(snt.AbstractModule):
    def __init__(self, units, name="autoencoder"):
        super(Autoencoder, self).__init__(name=name)
        with self._enter_variable_scope():
            self._encoder = snt.nets.ConvNet2D([4, 8], [4], [2], [snt.SAME], normalization_ctor=snt.BatchNorm, activate_final=True)
            self._stack = ResidualStack(3, 2)
            self._linear = snt.Linear(units, regularizers={"w": tf.contrib.layers.l2_regularizer(0.1)})

    def _build(self, images, is_training):
        net = self._encoder(images, is_training=is_training)
        net = self._stack(net)
        code = self._linear(snt.BatchFlatten()(net))
        decoder = self._encoder.transpose()
        return code, decoder(net, is_training=is_training), snt.LayerNorm()(code)

    @snt.reuse_variables
    def codebook(self, size):
        return tf.get_variable("codebook", [size, 3])


class Memory(snt.RNNCore):
    def __init__(self, units, name="memory"):
        super(Memory, self).__init__(name=name)
        self._units = units
        with self._enter_variable_scope():
            self._controller = snt.LSTM(units)
            self._gate = snt.Linear(units, name="gate")

    def _build(self, inputs, state):
        output, controller = self._controller(inputs, state)
        return tf.sigmoid(self._gate(output)) * output, controller

    @property
    def state_size(self):
        return self._controller.state_size

    @property
    def output_size(self):
        return tf.TensorShape([self._units])


images = tf.placeholder(tf.float32, [None, 16, 16, 3])
model = Autoencoder(5)
first = model(images, is_training=True)
second = model(images, is_training=False)
with tf.variable_scope("elsewhere"):
    model.codebook(7)
    model.codebook(7)
other = Autoencoder(5)
other(images, is_training=True)
core = Memory(4)
sequence = tf.zeros([3, 6, 2])
outputs, _ = tf.nn.dynamic_rnn(core, sequence, dtype=tf.float32)
deep = snt.DeepRNN([snt.LSTM(4), snt.GRU(3), snt.VanillaRNN(2)], skip_connections=True)
deep(sequence[:, 0], deep.initial_state(3))
learned = snt.LSTM(4, name="learned", use_layer_norm=True)
learned(sequence[:, 0], learned.initial_state(3, trainable=True))
module = snt.Module(lambda x: snt.Linear(2)(tf.tanh(snt.Linear(3)(x))), name="own")
module(first[0])
module(second[0])
seq = snt.Sequential([snt.Linear(3), tf.nn.relu, snt.nets.MLP([4, 2], use_dropout=True)])
seq(first[0])
embed = snt.Embed(10, 4)
embed(tf.zeros([2, 3], tf.int32))
with tf.variable_scope("tiles"):
    snt.TileByDim([0], [2])(images)
    snt.AddBias()(first[0])
    snt.TrainableVariable([3], name="tv")()
    snt.BatchApply(snt.Linear(3))(sequence)
    snt.SeparableConv2D(4, 1, 3)(images)
    snt.InPlaneConv2D(3)(images)
    snt.Conv1DTranspose(3, 8, 4, 2)(tf.zeros([2, 4, 3]))
loss = tf.reduce_mean(first[0]) + tf.reduce_sum(outputs)
tf.train.AdamOptimizer().minimize(loss, var_list=model.get_variables() + core.get_variables())
tf.get_variable("n_%d_%d" % (len(model.get_variables()), len(snt.get_variables_in_module(core))), [1])
