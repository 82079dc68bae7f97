"""Residual networks that normalize before they convolve (keras/applications/resnet_v2.py)."""

from tensorflow.keras.applications.imagenet_utils import decode_predictions, preprocess_input
from tensorflow.keras.applications.resnet import _resnet


def ResNet50V2(
    include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation="softmax",
    **kwargs
):
    return _resnet("resnet50v2", (3, 4, 6, 3), True, include_top, input_tensor, input_shape, pooling, classes, classifier_activation)


def ResNet101V2(
    include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation="softmax",
    **kwargs
):
    return _resnet("resnet101v2", (3, 4, 23, 3), True, include_top, input_tensor, input_shape, pooling, classes, classifier_activation)


def ResNet152V2(
    include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation="softmax",
    **kwargs
):
    return _resnet("resnet152v2", (3, 8, 36, 3), True, include_top, input_tensor, input_shape, pooling, classes, classifier_activation)
