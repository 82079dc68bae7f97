"""`tf.contrib.seq2seq` (contrib/seq2seq/__init__.py)."""

from tensorflow.contrib.seq2seq._attention import *
from tensorflow.contrib.seq2seq._attention import (
    _bahdanau_score, _BaseAttentionMechanism, _compute_attention, _luong_score, _maybe_mask_score, _monotonic_probability_fn, _prepare_memory
)
from tensorflow.contrib.seq2seq._decoders import *
from tensorflow.contrib.seq2seq._helpers import *
