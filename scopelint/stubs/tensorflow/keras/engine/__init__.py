"""`keras.engine`, where programs of Keras's own package find the base classes."""

from tensorflow.keras.engine.base_layer import InputSpec, Layer
