"""`tf.contrib.rnn`: the cells of `tf.nn.rnn_cell` and contrib's own (contrib/rnn/__init__.py)."""

from tensorflow.nn._rnn import static_bidirectional_rnn, static_rnn, static_state_saving_rnn
from tensorflow.nn.rnn_cell import *
