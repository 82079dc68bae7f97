# package: cbfinn/maml a7f45f1
# src: cbfinn+maml
# builds: model-agnostic meta-learning on sinusoids and on omniglot images, for training and for validation
import tensorflow as tf

import main
from maml import MAML

FLAGS = tf.app.flags.FLAGS

with tf.Graph().as_default():
    FLAGS.norm = "None"
    model = MAML(1, 1, test_num_updates=5)
    model.construct_model(prefix="metatrain_")
    model.summ_op = tf.summary.merge_all()
    saver = tf.train.Saver(tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES), max_to_keep=10)

with tf.Graph().as_default():
    FLAGS.datasource = "omniglot"
    FLAGS.norm = "batch_norm"
    FLAGS.metatrain_iterations = 100
    model = MAML(784, 5, test_num_updates=2)
    images = tf.placeholder(tf.float32, [4, 10, 784])
    labels = tf.placeholder(tf.float32, [4, 10, 5])
    inputa, inputb = tf.slice(images, [0, 0, 0], [-1, 5, -1]), tf.slice(images, [0, 5, 0], [-1, -1, -1])
    labela, labelb = tf.slice(labels, [0, 0, 0], [-1, 5, -1]), tf.slice(labels, [0, 5, 0], [-1, -1, -1])
    tensors = {"inputa": inputa, "inputb": inputb, "labela": labela, "labelb": labelb}
    model.construct_model(input_tensors=tensors, prefix="metatrain_")
    model.construct_model(input_tensors=tensors, prefix="metaval_")
