# package: dennybritz/cnn-text-classification-tf 18762b4
# src: dennybritz+cnn-text-classification-tf
# builds: TextCNN as its train.py does, in a graph and a session of its own
import tensorflow as tf

from text_cnn import TextCNN

tf.flags.DEFINE_integer("embedding_dim", 128, "Dimensionality of character embedding")
tf.flags.DEFINE_string("filter_sizes", "3,4,5", "Comma-separated filter sizes")
tf.flags.DEFINE_integer("num_filters", 128, "Number of filters per filter size")
FLAGS = tf.flags.FLAGS


def train():
    with tf.Graph().as_default():
        sess = tf.Session(config=tf.ConfigProto(allow_soft_placement=True))
        with sess.as_default():
            cnn = TextCNN(
                sequence_length=56,
                num_classes=2,
                vocab_size=18758,
                embedding_size=FLAGS.embedding_dim,
                filter_sizes=list(map(int, FLAGS.filter_sizes.split(","))),
                num_filters=FLAGS.num_filters,
                l2_reg_lambda=0.1,
            )
            global_step = tf.Variable(0, name="global_step", trainable=False)
            optimizer = tf.train.AdamOptimizer(1e-3)
            grads_and_vars = optimizer.compute_gradients(cnn.loss)
            optimizer.apply_gradients(grads_and_vars, global_step=global_step)
            for gradient, variable in grads_and_vars:
                if gradient is not None:
                    tf.summary.histogram("{}/grad/hist".format(variable.name), gradient)
            tf.train.Saver(tf.global_variables(), max_to_keep=5)


def main(argv=None):
    train()


if __name__ == "__main__":
    tf.app.run()
