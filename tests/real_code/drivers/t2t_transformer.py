# package: tensor2tensor 1.15.7
# src: tensor2tensor-1.15.7
# absent: cloudpickle regex pyglet gin sympy mesh_tensorflow tensorflow_probability tensorflow_datasets gym kfac bz2file h5py gevent flask oauth2client requests scipy tqdm pypng dopamine cv2 PIL gunicorn google.cloud googleapiclient tensorflow_gan tensorflow_hub matplotlib gsutil future tensorflow.contrib.eager tensorflow.contrib.tpu trax tensorflow_addons
# builds: the transformer's own tiny test model for training on random tokens
import numpy as np
import tensorflow.compat.v1 as tf
from tensor2tensor.data_generators import problem_hparams
from tensor2tensor.models import transformer

hparams = transformer.transformer_tiny()
hparams.hidden_size = 32
hparams.filter_size = 64
hparams.num_heads = 2
p_hparams = problem_hparams.test_problem_hparams(50, 50, hparams)
hparams.problem_hparams = p_hparams
features = {
    "inputs": tf.placeholder(tf.int32, [3, 7, 1, 1]),
    "targets": tf.placeholder(tf.int32, [3, 8, 1, 1]),
    "target_space_id": tf.constant(1, dtype=tf.int32),
}
model = transformer.Transformer(hparams, tf.estimator.ModeKeys.TRAIN, p_hparams)
logits, losses = model(features)
