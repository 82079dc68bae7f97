"""Another name of a module (keras/applications/resnet.py)."""

from tensorflow.keras.applications.resnet import ResNet50, decode_predictions, preprocess_input
