"""`tf.contrib.rnn`: the cells of `tf.nn.rnn_cell` and contrib's own (contrib/rnn/__init__.py)."""

from tensorflow.contrib.rnn._cells import *
from tensorflow.contrib.rnn._drivers import best_effort_input_batch_size, stack_bidirectional_dynamic_rnn, stack_bidirectional_rnn
from tensorflow.contrib.rnn._grid_cells import BidirectionalGridLSTMCell, GridLSTMCell, TimeFreqLSTMCell
from tensorflow.contrib.rnn._lstm_cells import *
from tensorflow.contrib.rnn._simple_cells import *
from tensorflow.nn import bidirectional_dynamic_rnn, dynamic_rnn, raw_rnn, static_bidirectional_rnn, static_rnn, static_state_saving_rnn
from tensorflow.nn.rnn_cell import *
from tensorflow.nn.rnn_cell import _linear, _Linear
