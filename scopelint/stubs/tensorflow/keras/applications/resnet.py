"""Residual networks, both versions (keras/applications/resnet.py, resnet_v2.py)."""

from tensorflow.keras import layers
from tensorflow.keras.applications.imagenet_utils import _conv_bn, _finished, _input, _shape, decode_predictions, preprocess_input


def _block1(x, filters, name, stride, shortcut):
    before = x
    if shortcut:
        before = _conv_bn(x, 4 * filters, 1, name + "_0_conv", name + "_0_bn", strides=stride, use_bias=True)
    x = _conv_bn(x, filters, 1, name + "_1_conv", name + "_1_bn", name + "_1_relu", strides=stride, use_bias=True)
    x = _conv_bn(x, filters, 3, name + "_2_conv", name + "_2_bn", name + "_2_relu", use_bias=True)
    x = _conv_bn(x, 4 * filters, 1, name + "_3_conv", name + "_3_bn", use_bias=True)
    x = layers.Add(name=name + "_add")([before, x])
    return layers.Activation("relu", name=name + "_out")(x)


def _block2(x, filters, name, stride, shortcut):
    ready = layers.BatchNormalization(name=name + "_preact_bn")(x)
    ready = layers.Activation("relu", name=name + "_preact_relu")(ready)
    if shortcut:
        before = layers.Conv2D(4 * filters, 1, strides=stride, name=name + "_0_conv")(ready)
    else:
        before = layers.MaxPooling2D(1, strides=stride)(x) if stride > 1 else x
    x = _conv_bn(ready, filters, 1, name + "_1_conv", name + "_1_bn", name + "_1_relu")
    x = layers.ZeroPadding2D(padding=((1, 1), (1, 1)), name=name + "_2_pad")(x)
    x = _conv_bn(x, filters, 3, name + "_2_conv", name + "_2_bn", name + "_2_relu", strides=stride, padding="valid")
    x = layers.Conv2D(4 * filters, 1, name=name + "_3_conv")(x)
    return layers.Add(name=name + "_out")([before, x])


def _resnet(name, depths, second, include_top, input_tensor, input_shape, pooling, classes, activation):
    """The first version strides in the first block of a stack, the second in the last block of all but the last stack."""
    inputs = x = _input(input_tensor, _shape(input_shape, 224, include_top))
    x = layers.ZeroPadding2D(padding=((3, 3), (3, 3)), name="conv1_pad")(x)
    x = layers.Conv2D(64, 7, strides=2, name="conv1_conv")(x)
    if not second:
        x = layers.BatchNormalization(name="conv1_bn")(x)
        x = layers.Activation("relu", name="conv1_relu")(x)
    x = layers.ZeroPadding2D(padding=((1, 1), (1, 1)), name="pool1_pad")(x)
    x = layers.MaxPooling2D(3, strides=2, name="pool1_pool")(x)
    for stack, depth in enumerate(depths):
        strided = (0 if stack > 0 else -1) if not second else (depth - 1 if stack < 3 else -1)
        for i in range(depth):
            block = _block2 if second else _block1
            x = block(x, 64 * 2**stack, "conv%d_block%d" % (stack + 2, i + 1), 2 if i == strided else 1, i == 0)
    if second:
        x = layers.BatchNormalization(name="post_bn")(x)
        x = layers.Activation("relu", name="post_relu")(x)
    return _finished(inputs, x, name, include_top, pooling, classes, activation, "avg_pool", "max_pool", "probs")


def ResNet50(
    include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000,
    classifier_activation="softmax", **kwargs
):
    return _resnet("resnet50", (3, 4, 6, 3), False, include_top, input_tensor, input_shape, pooling, classes, classifier_activation)


def ResNet101(
    include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000,
    classifier_activation="softmax", **kwargs
):
    return _resnet("resnet101", (3, 4, 23, 3), False, include_top, input_tensor, input_shape, pooling, classes, classifier_activation)


def ResNet152(
    include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000,
    classifier_activation="softmax", **kwargs
):
    return _resnet("resnet152", (3, 8, 36, 3), False, include_top, input_tensor, input_shape, pooling, classes, classifier_activation)
