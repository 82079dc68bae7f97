"""MobileNetV2 (keras/applications/mobilenet_v2.py)."""

from tensorflow.keras import layers
from tensorflow.keras.applications.imagenet_utils import _edges, _finished, _input, _shape, decode_predictions, preprocess_input

_BLOCKS = [(16, 1), (24, 2), (24, 1), (32, 2), *[(32, 1)] * 2, (64, 2), *[(64, 1)] * 3, *[(96, 1)] * 3, (160, 2), *[(160, 1)] * 2, (320, 1)]
"""Filters and stride of each block."""


def _divisible(size):
    found = max(8, int(size + 4) // 8 * 8)
    return found + 8 if found < 0.9 * size else found


def _block(x, filters, stride, number):
    before, channels = x, x.shape[-1].value
    prefix = "block_%d_" % number if number else "expanded_conv_"
    if number:
        x = layers.Conv2D(6 * channels, 1, padding="same", use_bias=False, name=prefix + "expand")(x)
        x = layers.BatchNormalization(name=prefix + "expand_BN")(x)
        x = layers.ReLU(6.0, name=prefix + "expand_relu")(x)
    if stride == 2:
        x = layers.ZeroPadding2D(padding=_edges(before, 3), name=prefix + "pad")(x)
    x = layers.DepthwiseConv2D(
        3, strides=stride, use_bias=False, padding="same" if stride == 1 else "valid", name=prefix + "depthwise"
    )(x)
    x = layers.BatchNormalization(name=prefix + "depthwise_BN")(x)
    x = layers.ReLU(6.0, name=prefix + "depthwise_relu")(x)
    x = layers.Conv2D(filters, 1, padding="same", use_bias=False, name=prefix + "project")(x)
    x = layers.BatchNormalization(name=prefix + "project_BN")(x)
    return layers.Add(name=prefix + "add")([before, x]) if channels == filters and stride == 1 else x


def MobileNetV2(
    input_shape=None, alpha=1.0, include_top=True, weights="imagenet", input_tensor=None, pooling=None, classes=1000,
    classifier_activation="softmax", **kwargs
):
    shape = _shape(input_shape, 224, include_top)
    inputs = x = _input(input_tensor, shape)
    x = layers.Conv2D(_divisible(32 * alpha), 3, strides=(2, 2), padding="same", use_bias=False, name="Conv1")(x)
    x = layers.BatchNormalization(name="bn_Conv1")(x)
    x = layers.ReLU(6.0, name="Conv1_relu")(x)
    for number, (filters, stride) in enumerate(_BLOCKS):
        x = _block(x, _divisible(int(filters * alpha)), stride, number)
    x = layers.Conv2D(_divisible(1280 * alpha) if alpha > 1.0 else 1280, 1, use_bias=False, name="Conv_1")(x)
    x = layers.BatchNormalization(name="Conv_1_bn")(x)
    x = layers.ReLU(6.0, name="out_relu")(x)
    name = "mobilenetv2_%0.2f_%s" % (alpha, shape[0])
    return _finished(inputs, x, name, include_top, pooling, classes, classifier_activation, of_1_15="Logits")
