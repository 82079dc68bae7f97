"""`tf.layers` (keras/legacy_tf_layers)."""

from tensorflow.layers.base import InputSpec, Layer
from tensorflow.layers.convolutional import *
from tensorflow.layers.core import Dense, Dropout, Flatten, dense, dropout, flatten
from tensorflow.layers.normalization import BatchNormalization, batch_normalization
from tensorflow.layers.pooling import *
