# package: tensorpack 0.11
# src: tensorpack-0.11
# absent: zmq msgpack msgpack_numpy tabulate psutil tqdm cv2 scipy horovod lmdb h5py sklearn
# builds: a residual ModelDesc in a training tower and an inference tower that shares, with its optimizer
import msgpack

msgpack.version = (1, 0, 0)

import tensorflow as tf
from tensorpack import ModelDesc, TowerContext
from tensorpack.models import AvgPooling, BatchNorm, BNReLU, Conv2D, Dropout, FullyConnected, GlobalAvgPooling, MaxPooling
from tensorpack.models import l2_regularizer, regularize_cost
from tensorpack.tfutils import argscope
from tensorpack.tfutils.summary import add_moving_summary


class Model(ModelDesc):
    def inputs(self):
        return [tf.TensorSpec([None, 32, 32, 3], tf.float32, "input"), tf.TensorSpec([None], tf.int32, "label")]

    def build_graph(self, image, label):
        def residual(name, l, increase_dim=False, first=False):
            in_channel = l.get_shape().as_list()[1]
            out_channel, stride = (in_channel * 2, 2) if increase_dim else (in_channel, 1)
            with tf.variable_scope(name):
                b1 = l if first else BNReLU(l)
                c1 = Conv2D("conv1", b1, out_channel, strides=stride, activation=BNReLU)
                c2 = Conv2D("conv2", c1, out_channel)
                if increase_dim:
                    l = AvgPooling("pool", l, 2)
                    l = tf.pad(l, [[0, 0], [in_channel // 2, in_channel // 2], [0, 0], [0, 0]])
                return c2 + l

        image = tf.transpose(image / 128.0 - 1, [0, 3, 1, 2])
        with argscope([Conv2D, AvgPooling, BatchNorm, GlobalAvgPooling], data_format="channels_first"), argscope(
            Conv2D, use_bias=False, kernel_size=3, kernel_initializer=tf.variance_scaling_initializer(scale=2.0, mode="fan_out")
        ):
            l = Conv2D("conv0", image, 16, activation=BNReLU)
            for k in range(1, 3):
                l = residual("res1.{}".format(k), l, first=k == 1)
            l = residual("res2.0", l, increase_dim=True)
            l = residual("res2.1", l)
            l = BNReLU("bnlast", l)
            l = GlobalAvgPooling("gap", l)
        logits = FullyConnected("linear", l, 10)
        cost = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(logits=logits, labels=label), name="cost")
        wd_cost = regularize_cost(".*/W", l2_regularizer(1e-4), name="regularize_loss")
        return tf.add_n([cost, wd_cost], name="total")

    def optimizer(self):
        lr = tf.get_variable("learning_rate", initializer=0.01, trainable=False)
        return tf.train.MomentumOptimizer(lr, 0.9)


model = Model()
with tf.Graph().as_default():
    global_step = tf.train.get_or_create_global_step()
    image = tf.placeholder(tf.float32, [None, 32, 32, 3])
    label = tf.placeholder(tf.int32, [None])
    with TowerContext("", is_training=True):
        cost = model.build_graph(image, label)
        model.get_optimizer().minimize(cost, global_step=global_step)
    with tf.variable_scope(tf.get_variable_scope(), reuse=True), TowerContext("InferenceTower", is_training=False):
        model.build_graph(image, label)
