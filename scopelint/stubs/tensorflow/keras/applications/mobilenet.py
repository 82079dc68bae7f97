"""MobileNet (keras/applications/mobilenet.py)."""

import _scopelint
from tensorflow.keras import layers, models
from tensorflow.keras.applications.imagenet_utils import _input, _shape, decode_predictions, preprocess_input

_BLOCKS = [(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), *[(512, 1)] * 5, (1024, 2), (1024, 1)]
"""Filters and stride of each block."""


def _normalized(x, name):
    return layers.ReLU(6.0, name=name + "_relu")(layers.BatchNormalization(name=name + "_bn")(x))


def _block(x, filters, stride, depth_multiplier, number):
    if stride != 1:
        x = layers.ZeroPadding2D(((0, 1), (0, 1)), name="conv_pad_%d" % number)(x)
    x = layers.DepthwiseConv2D(
        (3, 3), padding="same" if stride == 1 else "valid", depth_multiplier=depth_multiplier, strides=stride, use_bias=False,
        name="conv_dw_%d" % number,
    )(x)
    x = _normalized(x, "conv_dw_%d" % number)
    return _normalized(layers.Conv2D(filters, (1, 1), padding="same", use_bias=False, name="conv_pw_%d" % number)(x), "conv_pw_%d" % number)


def MobileNet(
    input_shape=None, alpha=1.0, depth_multiplier=1, dropout=1e-3, include_top=True, weights="imagenet", input_tensor=None, pooling=None,
    classes=1000, classifier_activation="softmax", **kwargs
):
    shape = _shape(input_shape, 224, include_top)
    inputs = x = _input(input_tensor, shape)
    x = layers.Conv2D(int(32 * alpha), (3, 3), padding="same", use_bias=False, strides=(2, 2), name="conv1")(x)
    x = _normalized(x, "conv1")
    for number, (filters, stride) in enumerate(_BLOCKS):
        x = _block(x, int(filters * alpha), stride, depth_multiplier, number + 1)
    if include_top:
        x = layers.GlobalAveragePooling2D()(x)
        x = layers.Reshape((1, 1, int(1024 * alpha)), name="reshape_1")(x)
        x = layers.Dropout(dropout, name="dropout")(x)
        x = layers.Conv2D(classes, (1, 1), padding="same", name="conv_preds")(x)
        x = layers.Reshape((classes,), name="reshape_2")(x)
        x = layers.Activation(classifier_activation, name="act_softmax" if _scopelint.is_tensorflow1() else "predictions")(x)
    elif pooling == "avg":
        x = layers.GlobalAveragePooling2D()(x)
    elif pooling == "max":
        x = layers.GlobalMaxPooling2D()(x)
    return models.Model(inputs, x, name="mobilenet_%0.2f_%s" % (alpha, shape[0]))
