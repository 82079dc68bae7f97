"""`tf.contrib.seq2seq` (contrib/seq2seq/__init__.py)."""

from tensorflow.contrib.seq2seq._attention import *
from tensorflow.contrib.seq2seq._decoders import *
from tensorflow.contrib.seq2seq._helpers import *
