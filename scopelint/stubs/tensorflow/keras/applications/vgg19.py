"""VGG19 (keras/applications/vgg19.py)."""

from tensorflow.keras.applications.imagenet_utils import decode_predictions, preprocess_input
from tensorflow.keras.applications.vgg16 import _vgg


def VGG19(
    include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation="softmax",
    **kwargs
):
    blocks = [(64, 2), (128, 2), (256, 4), (512, 4), (512, 4)]
    return _vgg("vgg19", blocks, include_top, input_tensor, input_shape, pooling, classes, classifier_activation)
