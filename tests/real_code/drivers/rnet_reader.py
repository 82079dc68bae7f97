# package: HKUST-KnowComp/R-Net 1efc5ef
# src: HKUST-KnowComp+R-Net
# builds: the reading-comprehension net on native GRUs
import numpy as np
import tensorflow as tf

from model import Model


class Config:
    batch_size = 4
    char_limit = 16
    hidden = 75
    char_dim = 8
    char_hidden = 100
    use_cudnn = False
    keep_prob = 0.7
    ptr_keep_prob = 0.7
    grad_clip = 5.0
    para_limit = 400
    ques_limit = 50


class Batch:
    def get_next(self):
        ints = lambda *shape: tf.placeholder(tf.int32, shape)
        floats = lambda *shape: tf.placeholder(tf.float32, shape)
        return ints(4, 400), ints(4, 50), ints(4, 400, 16), ints(4, 50, 16), floats(4, 400), floats(4, 400), ints(4)


for trainable in (True, False):
    with tf.Graph().as_default():
        model = Model(Config(), Batch(), np.zeros([1000, 300]), np.zeros([94, 8]), trainable=trainable, opt=trainable)
        saver = tf.train.Saver()
