"""A network of tf.keras.applications: 1.15 calls its classifier otherwise than 2.15."""

import tensorflow as tf

applications = tf.keras.applications


def sized(model):
    tf.get_variable("%s_%d_%s" % (model.name, len(model.trainable_weights), model.output.shape[-1]), [1])


sized(applications.resnet50.ResNet50(weights=None, input_shape=(64, 64, 3), classes=7))
sized(applications.DenseNet121(weights=None, include_top=False, pooling="avg", input_shape=(64, 64, 3)))
