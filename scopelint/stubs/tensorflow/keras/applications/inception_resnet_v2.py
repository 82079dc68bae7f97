"""Inception-ResNet v2 (keras/applications/inception_resnet_v2.py): all but the last convolutions of blocks are unnamed."""

import _scopelint
from tensorflow.keras import layers
from tensorflow.keras.applications.imagenet_utils import _finished, _input, _shape, decode_predictions, preprocess_input

_BLOCKS = {
    "block35": ([(32, 1)], [(32, 1), (32, 3)], [(32, 1), (48, 3), (64, 3)]),
    "block17": ([(192, 1)], [(128, 1), (160, [1, 7]), (192, [7, 1])]),
    "block8": ([(192, 1)], [(192, 1), (224, [1, 3]), (256, [3, 1])]),
}
"""Filters and sizes of the convolutions in each branch of a block."""


def _conv(x, filters, size, strides=1, padding="same", activation="relu", use_bias=False, name=None):
    x = layers.Conv2D(filters, size, strides=strides, padding=padding, use_bias=use_bias, name=name)(x)
    if not use_bias:
        x = layers.BatchNormalization(scale=False, name=name and name + "_bn")(x)
    return x if activation is None else layers.Activation(activation, name=name and name + "_ac")(x)


def _branch(x, convolutions):
    """Convolutions behind each other; one that has a stride pads nothing."""
    for filters, size, *stride in convolutions:
        x = _conv(x, filters, size, strides=2, padding="valid") if stride else _conv(x, filters, size)
    return x


class CustomScaleLayer(layers.Layer):
    def __init__(self, scale, **kwargs):
        super().__init__(**kwargs)
        self.scale = scale

    def call(self, inputs):
        return inputs[0] + inputs[1] * self.scale


def _block(x, scale, kind, number, activation="relu"):
    name = "%s_%d" % (kind, number)
    branches = [_branch(x, convolutions) for convolutions in _BLOCKS[kind]]
    mixed = layers.Concatenate(axis=3, name=name + "_mixed")(branches)
    up = _conv(mixed, x.shape[-1].value, 1, activation=None, use_bias=True, name=name + "_conv")
    if _scopelint.is_tensorflow1():
        x = layers.Lambda(lambda both: both[0] + both[1] * scale, name=name)([x, up])
    else:
        x = CustomScaleLayer(scale)([x, up])
    return x if activation is None else layers.Activation(activation, name=name + "_ac")(x)


def InceptionResNetV2(
    include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000,
    classifier_activation="softmax", **kwargs
):
    inputs = x = _input(input_tensor, _shape(input_shape, 299, include_top))
    x = _conv(x, 32, 3, strides=2, padding="valid")
    x = _conv(x, 32, 3, padding="valid")
    x = _conv(x, 64, 3)
    x = layers.MaxPooling2D(3, strides=2)(x)
    x = _conv(x, 80, 1, padding="valid")
    x = _conv(x, 192, 3, padding="valid")
    x = layers.MaxPooling2D(3, strides=2)(x)
    branches = [_branch(x, b) for b in ([(96, 1)], [(48, 1), (64, 5)], [(64, 1), (96, 3), (96, 3)])]
    pooled = layers.AveragePooling2D(3, strides=1, padding="same")(x)
    x = layers.Concatenate(axis=3, name="mixed_5b")(branches + [_conv(pooled, 64, 1)])
    for number in range(1, 11):
        x = _block(x, 0.17, "block35", number)
    branches = [_branch(x, b) for b in ([(384, 3, 2)], [(256, 1), (256, 3), (384, 3, 2)])]
    x = layers.Concatenate(axis=3, name="mixed_6a")(branches + [layers.MaxPooling2D(3, strides=2)(x)])
    for number in range(1, 21):
        x = _block(x, 0.1, "block17", number)
    branches = [_branch(x, b) for b in ([(256, 1), (384, 3, 2)], [(256, 1), (288, 3, 2)], [(256, 1), (288, 3), (320, 3, 2)])]
    x = layers.Concatenate(axis=3, name="mixed_7a")(branches + [layers.MaxPooling2D(3, strides=2)(x)])
    for number in range(1, 10):
        x = _block(x, 0.2, "block8", number)
    x = _block(x, 1.0, "block8", 10, activation=None)
    x = _conv(x, 1536, 1, name="conv_7b")
    return _finished(inputs, x, "inception_resnet_v2", include_top, pooling, classes, classifier_activation)
