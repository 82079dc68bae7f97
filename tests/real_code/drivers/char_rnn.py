# package: sherjilozair/char-rnn-tensorflow 4bff62d
# src: sherjilozair+char-rnn-tensorflow
# absent: tensorflow.contrib.legacy_seq2seq
# builds: LSTM and GRU language models by the arguments of its train.py, with rnn_decoder spelt out
import argparse

import tensorflow as tf

import model


class legacy_seq2seq:
    @staticmethod
    def rnn_decoder(inputs, state, cell, loop_function=None, scope=None):
        outputs = []
        with tf.variable_scope(scope or "rnn_decoder"):
            for i, one in enumerate(inputs):
                if i > 0:
                    tf.get_variable_scope().reuse_variables()
                output, state = cell(one, state)
                outputs.append(output)
        return outputs, state

    @staticmethod
    def sequence_loss_by_example(logits, targets, weights):
        return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=targets[0], logits=logits[0])


model.legacy_seq2seq = legacy_seq2seq

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

model.Model(args)
for kind in ("gru", "lstm"):
    with tf.Graph().as_default():
        args.model = kind
        model.Model(args, training=kind == "gru")
