# package: texar 0.2.4
# src: texar-0.2.4
# absent: regex tensorflow_probability funcsigs yaml sentencepiece pathos requests tensorflow.contrib.seq2seq
# builds: an embedder, a bidirectional RNN encoder and a transformer encoder from hparams dicts
import tensorflow as tf
import texar.tf as tx

tokens = tf.placeholder(tf.int32, [8, 12])
length = tf.placeholder(tf.int32, [8])
embedder = tx.modules.WordEmbedder(vocab_size=100, hparams={"dim": 32})
encoder = tx.modules.BidirectionalRNNEncoder(hparams={"rnn_cell_fw": {"kwargs": {"num_units": 16}}})
outputs, state = encoder(embedder(tokens), sequence_length=length)
again, _ = encoder(embedder(tokens), sequence_length=length)
attention = tx.modules.TransformerEncoder(
    hparams={
        "dim": 32,
        "num_blocks": 2,
        "multihead_attention": {"num_heads": 4, "num_units": 32, "output_dim": 32},
        "poswise_feedforward": tx.modules.default_transformer_poswise_net_hparams(32),
    }
)
memory = attention(inputs=embedder(tokens), sequence_length=length)
