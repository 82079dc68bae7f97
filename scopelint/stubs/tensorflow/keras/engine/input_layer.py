"""`tf.keras.Input` (keras/engine/input_layer.py)."""

import _scopelint

import tensorflow as tf
from tensorflow.keras import backend
from tensorflow.keras.engine.base_layer import Layer, Node


class InputLayer(Layer):
    def __init__(
        self, input_shape=None, batch_size=None, dtype=None, input_tensor=None, sparse=None, name=None, ragged=None, **kwargs
    ):
        if "batch_input_shape" in kwargs:
            batch_size = kwargs["batch_input_shape"][0]
            input_shape = kwargs["batch_input_shape"][1:]
        super().__init__(dtype=dtype or "float32", name=name or "input_" + str(backend.get_uid("input")))
        self.built = True
        if input_tensor is None:
            self._batch_input_shape = None if input_shape is None else (batch_size,) + _scopelint.shape_tuple(input_shape)
            input_tensor = tf.placeholder(dtype or "float32", self._batch_input_shape, name=self.name)
        else:
            input_tensor = tf.convert_to_tensor(input_tensor)  # what is not known is some tensor
        self._inbound_nodes.append(Node(self, [], input_tensor))
        _scopelint.set_history(input_tensor, self, 0)


def Input(shape=None, batch_size=None, name=None, dtype=None, sparse=None, tensor=None, ragged=None, type_spec=None, **kwargs):
    if "batch_shape" in kwargs:
        batch_size = kwargs["batch_shape"][0]
        shape = kwargs["batch_shape"][1:]
    elif shape is None and tensor is None and type_spec is None:
        shape = _scopelint.must_be_given("shape", "Please provide to Input a `shape` or a `tensor` or a `type_spec` argument.", "tf.keras.Input")
    return InputLayer(shape, batch_size, dtype, tensor, sparse, name, ragged)._inbound_nodes[0].outputs
