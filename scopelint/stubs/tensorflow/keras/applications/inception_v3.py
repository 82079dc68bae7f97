"""InceptionV3, whose layers but few have no names (keras/applications/inception_v3.py)."""

from tensorflow.keras import layers
from tensorflow.keras.applications.imagenet_utils import _finished, _input, _shape, decode_predictions, preprocess_input


def conv2d_bn(x, filters, num_row, num_col, padding="same", strides=(1, 1), name=None):
    conv, bn = (None, None) if name is None else (name + "_conv", name + "_bn")
    x = layers.Conv2D(filters, (num_row, num_col), strides=strides, padding=padding, use_bias=False, name=conv)(x)
    x = layers.BatchNormalization(scale=False, name=bn)(x)
    return layers.Activation("relu", name=name)(x)


def _branch(x, *convolutions):
    for filters, rows, columns in convolutions:
        x = conv2d_bn(x, filters, rows, columns)
    return x


def _pooled(x, filters):
    return conv2d_bn(layers.AveragePooling2D((3, 3), strides=(1, 1), padding="same")(x), filters, 1, 1)


def _halved(x, *branches):
    """Branches that end in a convolution of stride 2, and a pooling of stride 2."""
    ends = [conv2d_bn(_branch(x, *rest), filters, 3, 3, "valid", (2, 2)) for *rest, (filters, _, _) in branches]
    return [*ends, layers.MaxPooling2D((3, 3), strides=(2, 2))(x)]


def _forked(x, filters):
    return [conv2d_bn(x, filters, 1, 3), conv2d_bn(x, filters, 3, 1)]


def InceptionV3(
    include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation="softmax",
    **kwargs
):
    inputs = x = _input(input_tensor, _shape(input_shape, 299, include_top))
    x = conv2d_bn(x, 32, 3, 3, "valid", (2, 2))
    x = conv2d_bn(x, 32, 3, 3, "valid")
    x = conv2d_bn(x, 64, 3, 3)
    x = layers.MaxPooling2D((3, 3), strides=(2, 2))(x)
    x = conv2d_bn(x, 80, 1, 1, "valid")
    x = conv2d_bn(x, 192, 3, 3, "valid")
    x = layers.MaxPooling2D((3, 3), strides=(2, 2))(x)
    for i, size in enumerate((32, 64, 64)):
        branches = [_branch(x, (64, 1, 1)), _branch(x, (48, 1, 1), (64, 5, 5)), _branch(x, (64, 1, 1), (96, 3, 3), (96, 3, 3))]
        x = layers.concatenate([*branches, _pooled(x, size)], name="mixed%d" % i)
    x = layers.concatenate(_halved(x, [(384, 3, 3)], [(64, 1, 1), (96, 3, 3), (96, 3, 3)]), name="mixed3")
    for i, n in enumerate((128, 160, 160, 192)):
        branches = [_branch(x, (192, 1, 1)), _branch(x, (n, 1, 1), (n, 1, 7), (192, 7, 1))]
        branches.append(_branch(x, (n, 1, 1), (n, 7, 1), (n, 1, 7), (n, 7, 1), (192, 1, 7)))
        x = layers.concatenate([*branches, _pooled(x, 192)], name="mixed%d" % (4 + i))
    x = layers.concatenate(_halved(x, [(192, 1, 1), (320, 3, 3)], [(192, 1, 1), (192, 1, 7), (192, 7, 1), (192, 3, 3)]), name="mixed8")
    for i in range(2):
        first = conv2d_bn(x, 320, 1, 1)
        second = layers.concatenate(_forked(conv2d_bn(x, 384, 1, 1), 384), name="mixed9_%d" % i)
        third = layers.concatenate(_forked(_branch(x, (448, 1, 1), (384, 3, 3)), 384))
        x = layers.concatenate([first, second, third, _pooled(x, 192)], name="mixed%d" % (9 + i))
    return _finished(inputs, x, "inception_v3", include_top, pooling, classes, classifier_activation)
