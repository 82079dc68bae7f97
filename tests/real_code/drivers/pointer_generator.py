# package: abisee/pointer-generator b29e986
# src: abisee+pointer-generator
# absent: tensorflow.contrib.tensorboard
# builds: the attention summarizer with pointers and coverage, from its flags, for training
from collections import namedtuple

import tensorflow as tf

from model import SummarizationModel

FLAGS = tf.app.flags.FLAGS
tf.app.flags.DEFINE_string("mode", "train", "must be one of train/eval/decode")
tf.app.flags.DEFINE_string("log_root", "", "Root directory for all logging.")
tf.app.flags.DEFINE_integer("hidden_dim", 256, "dimension of RNN hidden states")
tf.app.flags.DEFINE_integer("emb_dim", 128, "dimension of word embeddings")
tf.app.flags.DEFINE_integer("batch_size", 16, "minibatch size")
tf.app.flags.DEFINE_integer("max_enc_steps", 40, "max timesteps of encoder")
tf.app.flags.DEFINE_integer("max_dec_steps", 10, "max timesteps of decoder")
tf.app.flags.DEFINE_float("lr", 0.15, "learning rate")
tf.app.flags.DEFINE_float("adagrad_init_acc", 0.1, "initial accumulator value for Adagrad")
tf.app.flags.DEFINE_float("rand_unif_init_mag", 0.02, "magnitude for lstm cells random uniform inititalization")
tf.app.flags.DEFINE_float("trunc_norm_init_std", 1e-4, "std of trunc norm init, used for initializing everything else")
tf.app.flags.DEFINE_float("max_grad_norm", 2.0, "for gradient clipping")
tf.app.flags.DEFINE_boolean("pointer_gen", True, "If True, use pointer-generator model.")
tf.app.flags.DEFINE_boolean("coverage", True, "Use coverage mechanism.")
tf.app.flags.DEFINE_float("cov_loss_wt", 1.0, "Weight of coverage loss")

KEYS = (
    "mode lr adagrad_init_acc rand_unif_init_mag trunc_norm_init_std max_grad_norm hidden_dim emb_dim batch_size max_dec_steps "
    "max_enc_steps coverage cov_loss_wt pointer_gen"
).split()


class Vocab:
    def size(self):
        return 5000

    def write_metadata(self, path):
        pass


def main(unused_argv):
    values = {key: getattr(FLAGS, key) for key in KEYS}
    hps = namedtuple("HParams", values.keys())(**values)
    SummarizationModel(hps, Vocab()).build_graph()


if __name__ == "__main__":
    tf.app.run()
