# package: sherjilozair/char-rnn-tensorflow 4bff62d
# src: sherjilozair+char-rnn-tensorflow
# absent: tensorflow.contrib.legacy_seq2seq
# builds: the LSTM and the GRU language model, each in its own graph, by the arguments of its train.py
import argparse

import tensorflow as tf

from model import Model

parser = argparse.ArgumentParser(formatter_class=argparse.ArgumentDefaultsHelpFormatter)
parser.add_argument("--model", type=str, default="lstm", help="lstm, rnn, gru, or nas")
parser.add_argument("--rnn_size", type=int, default=128)
parser.add_argument("--num_layers", type=int, default=2)
parser.add_argument("--batch_size", type=int, default=50)
parser.add_argument("--seq_length", type=int, default=50)
parser.add_argument("--grad_clip", type=float, default=5.0)
parser.add_argument("--output_keep_prob", type=float, default=0.8)
parser.add_argument("--input_keep_prob", type=float, default=1.0)
parser.add_argument("--vocab_size", type=int, default=65)
args = parser.parse_args()

Model(args)
for kind in ("gru", "lstm"):
    with tf.Graph().as_default():
        args.model = kind
        Model(args, training=kind == "gru")
