"""Xception (keras/applications/xception.py)."""

from tensorflow.keras import layers
from tensorflow.keras.applications.imagenet_utils import _conv_bn, _finished, _input, _shape, decode_predictions, preprocess_input


def _separable(x, filters, name, before=True, after=False):
    if before:
        x = layers.Activation("relu", name=name + "_act")(x)
    x = layers.SeparableConv2D(filters, (3, 3), padding="same", use_bias=False, name=name)(x)
    x = layers.BatchNormalization(name=name + "_bn")(x)
    return layers.Activation("relu", name=name + "_act")(x) if after else x


def _down(x, block, first, second):
    """Halves the image; what goes past has no names."""
    past = _conv_bn(x, second, (1, 1), None, None, strides=(2, 2))
    x = _separable(x, first, "block%d_sepconv1" % block, before=block > 2)
    x = _separable(x, second, "block%d_sepconv2" % block)
    x = layers.MaxPooling2D((3, 3), strides=(2, 2), padding="same", name="block%d_pool" % block)(x)
    return layers.add([x, past])


def Xception(
    include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation="softmax",
    **kwargs
):
    inputs = x = _input(input_tensor, _shape(input_shape, 299, include_top))
    for i, filters in enumerate((32, 64)):
        name = "block1_conv%d" % (i + 1)
        x = _conv_bn(x, filters, (3, 3), name, name + "_bn", name + "_act", strides=2 - i, padding="valid")
    for block, filters in ((2, 128), (3, 256), (4, 728)):
        x = _down(x, block, filters, filters)
    for block in range(5, 13):
        past = x
        for i in range(3):
            x = _separable(x, 728, "block%d_sepconv%d" % (block, i + 1))
        x = layers.add([x, past])
    x = _down(x, 13, 728, 1024)
    x = _separable(x, 1536, "block14_sepconv1", before=False, after=True)
    x = _separable(x, 2048, "block14_sepconv2", before=False, after=True)
    return _finished(inputs, x, "xception", include_top, pooling, classes, classifier_activation)
