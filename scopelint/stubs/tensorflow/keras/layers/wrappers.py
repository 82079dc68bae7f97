"""Layers around layers (keras/layers/rnn/base_wrapper.py, time_distributed.py, bidirectional.py)."""

import _scopelint

import tensorflow as tf
from tensorflow.keras.engine.base_layer import Layer


class Wrapper(Layer):
    def __init__(self, layer, **kwargs):
        super().__init__(**kwargs)
        self.layer = layer

    def build(self, input_shape=None):
        if not self.layer.built:
            self.layer.build(input_shape)
            self.layer.built = True
        self.built = True


class TimeDistributed(Wrapper):
    _carries_masks = True

    def build(self, input_shape):
        super().build(_scopelint.without_time(input_shape))

    def call(self, inputs, training=None, mask=None):
        shape = inputs.get_shape()
        inner = _inner(inputs)
        kwargs = {}
        if mask is not None and "mask" in _scopelint.parameters(self.layer.call):
            kwargs["mask"] = _inner(mask)
        outputs = self.layer(inner, **kwargs)
        return _scopelint.op("Reshape", [(_scopelint.with_time(outputs.get_shape(), shape), outputs.dtype)], outputs)[0]

    def compute_mask(self, inputs, mask=None):
        shape = inputs.get_shape()
        if shape.ndims is None or not _scopelint.is_none(_scopelint.tuple_shape(shape)[0]):
            return mask
        inner_mask = None if mask is None else _inner(mask)
        output_mask = self.layer.compute_mask(_inner(inputs), inner_mask)
        if output_mask is not None:
            made = _scopelint.with_time(output_mask.get_shape(), shape)
            return _scopelint.op("Reshape", [(made, output_mask.dtype)], output_mask)[0]
        for _ in range(2, 2 if mask is None else mask.shape.ndims):
            mask = tf.reduce_any(mask, axis=-1)
        return mask


def _inner(tensor):
    """What the layer within sees of a tensor: all steps one after the other."""
    return _scopelint.with_shape(tf.reshape(tensor, [-1, 1]), _scopelint.without_time(tensor.get_shape()))


class Bidirectional(Wrapper):
    _carries_masks = True

    def __init__(self, layer, merge_mode="concat", weights=None, backward_layer=None, **kwargs):
        super().__init__(layer, **kwargs)
        config = layer.get_config()
        self.forward_layer = layer.from_config(config)
        if backward_layer is None:
            backward_layer = layer.from_config(dict(config, go_backwards=True))
        self.backward_layer = backward_layer
        self.forward_layer._name = "forward_" + self.forward_layer.name
        self.backward_layer._name = "backward_" + self.backward_layer.name
        self.merge_mode = merge_mode
        self.return_sequences = layer.return_sequences
        self.return_state = layer.return_state
        self.input_spec = layer.input_spec
        del self.layer

    def build(self, input_shape):
        with tf.name_scope(self.forward_layer.name):
            self.forward_layer.build(input_shape)
            self.forward_layer.built = True
        with tf.name_scope(self.backward_layer.name):
            self.backward_layer.build(input_shape)
            self.backward_layer.built = True
        self.built = True

    def call(self, inputs, training=None, mask=None, initial_state=None, constants=None):
        half = None if initial_state is None else len(initial_state) // 2
        forward = self.forward_layer(inputs, initial_state=None if half is None else initial_state[:half])
        backward = self.backward_layer(inputs, initial_state=None if half is None else initial_state[half:])
        states = []
        if self.return_state:
            states = list(forward[1:]) + list(backward[1:])
            forward, backward = forward[0], backward[0]
        if self.merge_mode == "concat":
            outputs = tf.concat([forward, backward], axis=-1)
        elif self.merge_mode is None:
            outputs = [forward, backward]
        elif self.merge_mode == "mul":
            outputs = forward * backward
        else:
            outputs = forward + backward
            outputs = outputs / 2 if self.merge_mode == "ave" else outputs
        if not self.return_state:
            return outputs
        return (outputs if isinstance(outputs, list) else [outputs]) + states

    def compute_mask(self, inputs, mask):
        if isinstance(mask, list):
            mask = mask[0]
        if not self.return_sequences:
            mask = None
        output_mask = mask if self.merge_mode else [mask, mask]
        if not self.return_state:
            return output_mask
        states = [None for _ in tf.nest.flatten(self.forward_layer.cell.state_size)]
        return (output_mask if isinstance(output_mask, list) else [output_mask]) + states * 2
