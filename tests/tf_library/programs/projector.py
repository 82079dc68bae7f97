"""Embeddings that TensorBoard is to show: messages that are filled in, and read again."""

import tempfile

import tensorflow as tf
from tensorflow.contrib.tensorboard.plugins import projector

words = tf.get_variable("words", [10, 4])
config = projector.ProjectorConfig()
shown = config.embeddings.add()
shown.tensor_name = words.name
shown.metadata_path = "words.tsv"
shown.sprite.single_image_dim.extend([28, 28])
other = config.embeddings.add(tensor_name="others")
projector.visualize_embeddings(tf.summary.FileWriter(tempfile.mkdtemp()), config)
tf.get_variable("shown_%d_%s" % (len(config.embeddings), config.embeddings[1].tensor_name), shown.sprite.single_image_dim)
tf.contrib.tensorboard.plugins.projector.ProjectorConfig(model_checkpoint_path="here")
tf.get_variable(config.embeddings[0].tensor_name.replace(":", "_"), [1])
