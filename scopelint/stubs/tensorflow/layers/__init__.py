"""`tf.layers` (keras/legacy_tf_layers)."""

from tensorflow.layers.base import InputSpec, Layer
from tensorflow.layers.core import Dense, dense
