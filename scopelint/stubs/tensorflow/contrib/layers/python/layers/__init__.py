"""The modules of `tf.contrib.layers`, and their names."""

from tensorflow.contrib.layers.python.layers.embedding_ops import *
from tensorflow.contrib.layers.python.layers.initializers import *
from tensorflow.contrib.layers.python.layers.layers import *
from tensorflow.contrib.layers.python.layers.normalization import *
from tensorflow.contrib.layers.python.layers.optimizers import optimize_loss
from tensorflow.contrib.layers.python.layers.regularizers import *
from tensorflow.contrib.layers.python.layers.rev_block_lib import RevBlock, recompute_grad, rev_block
from tensorflow.contrib.layers.python.layers.summaries import *
