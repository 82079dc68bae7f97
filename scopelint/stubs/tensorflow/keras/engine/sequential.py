"""`tf.keras.Sequential` (keras/engine/sequential.py).

TensorFlow 1.15 looks for a name that is used twice when the layers become a network, that is if the first says its input's shape.
"""

import _scopelint

import tensorflow as tf
from tensorflow.keras.engine.input_layer import Input, InputLayer
from tensorflow.keras.engine.training import Model


class Sequential(Model):
    def __init__(self, layers=None, name=None):
        super().__init__(name=name)
        self._layers = []
        if layers:
            for layer in layers if isinstance(layers, (list, tuple)) else [layers]:
                self.add(layer)

    @property
    def layers(self):
        return [layer for layer in self._layers if not isinstance(layer, InputLayer)]

    def add(self, layer):
        history = getattr(layer, "_keras_history", None)
        if history is not None:
            layer = history[0]
        if not _scopelint.is_tensorflow1() and not _scopelint.in_any_turn() and layer.name in [other.name for other in self._layers]:
            raise ValueError('All layers added to a Sequential model should have unique names. Name "%s" is already used.' % layer.name)
        starts = False
        if not self._layers:
            if isinstance(layer, InputLayer):
                starts = True
            else:
                batch_shape = _first_shape(layer)
                if batch_shape is not None:
                    layer(Input(batch_shape=batch_shape, dtype=_first_dtype(layer), name=layer.name + "_input"))
                    starts = True
            if starts:
                self.outputs = tf.nest.flatten(layer._inbound_nodes[-1].outputs)
                self.inputs = _scopelint.sources(self.outputs)
        elif self.outputs:
            self.outputs = [layer(self.outputs[0])]
            starts = True
        if starts:
            self._init_graph_network(self.inputs, self.outputs)
        else:
            self._layers.append(layer)

    def pop(self):
        self._layers.pop()
        if self.outputs and self._layers:
            self._init_graph_network(self.inputs, [self._layers[-1].output])

    def call(self, inputs, training=None, mask=None):
        if self._is_graph_network:
            return super().call(inputs, training=training, mask=mask)
        for layer in self._layers:
            inputs = layer(inputs)
        return inputs


def _first_shape(layer):
    """`training_utils.get_input_shape_and_dtype`: what the first layer says of its input, also inside a model."""
    while isinstance(layer, Model) and layer.layers and not layer._is_graph_network:
        layer = layer.layers[0]
    if isinstance(layer, Model) and layer._is_graph_network:
        return _scopelint.tuple_shape(layer.inputs[0])
    return getattr(layer, "_batch_input_shape", None)


def _first_dtype(layer):
    return layer.dtype
