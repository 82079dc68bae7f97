"""The modes of contrib.learn."""

import tensorflow as tf
from tensorflow.contrib.learn import ModeKeys
class M(object):
    def __init__(self, mode):
        self.mode = mode
        if mode == ModeKeys.TRAIN:
            tf.get_variable("train", [1])
        elif mode == tf.contrib.learn.ModeKeys.INFER:
            tf.get_variable("infer_" + mode, [1])
        else:
            tf.get_variable("eval", [1])
for m in (tf.contrib.learn.ModeKeys.TRAIN, tf.contrib.learn.ModeKeys.EVAL, tf.contrib.learn.ModeKeys.INFER):
    M(m)
vp = tf.contrib.learn.preprocessing.VocabularyProcessor(10)
tf.get_variable("end", [vp.max_document_length])
from tensorflow.contrib.learn.python.learn.datasets import base
from tensorflow.contrib.learn.python.learn.datasets.mnist import DataSet
