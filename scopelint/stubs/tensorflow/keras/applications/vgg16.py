"""VGG16 (keras/applications/vgg16.py)."""

from tensorflow.keras import layers, models
from tensorflow.keras.applications.imagenet_utils import _input, _shape, decode_predictions, preprocess_input


def _vgg(name, blocks, include_top, input_tensor, input_shape, pooling, classes, activation):
    inputs = x = _input(input_tensor, _shape(input_shape, 224, include_top))
    for i, (filters, count) in enumerate(blocks):
        for j in range(count):
            x = layers.Conv2D(filters, (3, 3), activation="relu", padding="same", name="block%d_conv%d" % (i + 1, j + 1))(x)
        x = layers.MaxPooling2D((2, 2), strides=(2, 2), name="block%d_pool" % (i + 1))(x)
    if include_top:
        x = layers.Flatten(name="flatten")(x)
        x = layers.Dense(4096, activation="relu", name="fc1")(x)
        x = layers.Dense(4096, activation="relu", name="fc2")(x)
        x = layers.Dense(classes, activation=activation, name="predictions")(x)
    elif pooling == "avg":
        x = layers.GlobalAveragePooling2D()(x)
    elif pooling == "max":
        x = layers.GlobalMaxPooling2D()(x)
    return models.Model(inputs, x, name=name)


def VGG16(
    include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation="softmax",
    **kwargs
):
    blocks = [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)]
    return _vgg("vgg16", blocks, include_top, input_tensor, input_shape, pooling, classes, classifier_activation)
