"""`tf.keras.layers`."""

from tensorflow.keras.engine.base_layer import InputSpec, Layer
from tensorflow.keras.layers.convolutional import *
from tensorflow.keras.layers.core import *
from tensorflow.keras.layers.normalization import BatchNormalization, LayerNormalization
from tensorflow.keras.layers.pooling import *
