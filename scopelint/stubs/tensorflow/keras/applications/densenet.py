"""Densely connected networks (keras/applications/densenet.py)."""

from tensorflow.keras import layers
from tensorflow.keras.applications.imagenet_utils import _conv_bn, _finished, _input, _shape, decode_predictions, preprocess_input


def _normalized(x, name):
    x = layers.BatchNormalization(name=name + "bn")(x)
    return layers.Activation("relu", name=name + "relu")(x)


def _stack(x, depth, name):
    for i in range(depth):
        block = "%s_block%d" % (name, i + 1)
        grown = _normalized(x, block + "_0_")
        grown = _conv_bn(grown, 128, 1, block + "_1_conv", block + "_1_bn", block + "_1_relu")
        grown = layers.Conv2D(32, 3, padding="same", use_bias=False, name=block + "_2_conv")(grown)
        x = layers.Concatenate(axis=3, name=block + "_concat")([x, grown])
    return x


def _transition(x, name):
    x = _normalized(x, name + "_")
    x = layers.Conv2D(int(x.shape[-1].value * 0.5), 1, use_bias=False, name=name + "_conv")(x)
    return layers.AveragePooling2D(2, strides=2, name=name + "_pool")(x)


def _densenet(name, depths, include_top, input_tensor, input_shape, pooling, classes, activation):
    inputs = x = _input(input_tensor, _shape(input_shape, 224, include_top))
    x = layers.ZeroPadding2D(padding=((3, 3), (3, 3)))(x)
    x = _conv_bn(x, 64, 7, "conv1/conv", "conv1/bn", "conv1/relu", strides=2, padding="valid")
    x = layers.ZeroPadding2D(padding=((1, 1), (1, 1)))(x)
    x = layers.MaxPooling2D(3, strides=2, name="pool1")(x)
    for number, depth in enumerate(depths, 2):
        x = _stack(x, depth, "conv%d" % number)
        if number < 5:
            x = _transition(x, "pool%d" % number)
    x = _normalized(x, "")
    return _finished(inputs, x, name, include_top, pooling, classes, activation, "avg_pool", "max_pool", "fc1000")


def DenseNet121(
    include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation="softmax"
):
    depths = (6, 12, 24, 16)
    return _densenet("densenet121", depths, include_top, input_tensor, input_shape, pooling, classes, classifier_activation)


def DenseNet169(
    include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation="softmax"
):
    depths = (6, 12, 32, 32)
    return _densenet("densenet169", depths, include_top, input_tensor, input_shape, pooling, classes, classifier_activation)


def DenseNet201(
    include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation="softmax"
):
    depths = (6, 12, 48, 32)
    return _densenet("densenet201", depths, include_top, input_tensor, input_shape, pooling, classes, classifier_activation)
