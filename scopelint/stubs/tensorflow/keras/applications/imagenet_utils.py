"""What the networks of `tf.keras.applications` have in common (keras/applications/imagenet_utils.py).

`weights` is not looked at: trained weights are assigned to the variables that there are.
"""

import _scopelint
from tensorflow.keras import layers, models


def preprocess_input(x, data_format=None, mode="caffe"):
    return x / 127.5 - 1.0


def decode_predictions(preds, top=5):
    return _scopelint.unknown("the most likely classes")


def _shape(input_shape, size, include_top):
    """`obtain_input_shape`, for channels last."""
    if input_shape is not None:
        return tuple(input_shape)
    return (size, size, 3) if include_top else (None, None, 3)


def _edges(x, size):
    """What a convolution with stride 2 is padded with (`correct_pad`)."""
    edges = size // 2
    return tuple([(edges - (1 - n % 2), edges) if n is not None else (edges, edges) for n in x.shape.as_list()[1:3]])


def _input(input_tensor, shape):
    if input_tensor is None:
        return layers.Input(shape=shape)
    if hasattr(input_tensor, "_keras_history"):
        return input_tensor
    return layers.Input(tensor=input_tensor, shape=shape)


def _finished(inputs, x, name, include_top, pooling, classes, activation, average=None, maximum=None, of_1_15="predictions"):
    """The network with its classifier, or pooled; the layers that pool may have names, and the classifier one of its own in 1.15."""
    if include_top or pooling == "avg":
        x = layers.GlobalAveragePooling2D(name="avg_pool" if include_top and average is None else average or None)(x)
    elif pooling == "max":
        x = layers.GlobalMaxPooling2D(name=maximum)(x)
    if include_top:
        classifier = of_1_15 if _scopelint.is_tensorflow1() else "predictions"
        x = layers.Dense(classes, activation=activation, name=classifier)(x)
    return models.Model(inputs, x, name=name)


def _conv_bn(x, filters, size, conv, bn, relu=None, strides=1, padding="same", use_bias=False, **options):
    """A convolution and its batch normalization under names of their own, and perhaps a rectifier."""
    x = layers.Conv2D(filters, size, strides=strides, padding=padding, use_bias=use_bias, name=conv)(x)
    x = layers.BatchNormalization(name=bn, **options)(x)
    return x if relu is None else layers.Activation("relu", name=relu)(x)
