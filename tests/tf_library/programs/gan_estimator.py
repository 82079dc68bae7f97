"""An estimator of two networks: trained, evaluated and asked, each in a graph of its own; and domains that are told from one another."""

import tempfile

import tensorflow as tf
import tensorflow_gan as tfgan


def generator(noise, mode):
    x = tf.layers.dense(noise, 8)
    x = tf.layers.batch_normalization(x, training=mode == tf.estimator.ModeKeys.TRAIN)
    return tf.layers.dense(x, 4, name="out")


def discriminator(x, _):
    return tf.layers.dense(x, 1)


def painted(x, target):
    return tf.layers.conv2d(x, 3, 3, padding="same")


def seen(x, domains):
    x = tf.layers.flatten(x)
    return tf.layers.dense(x, 1), tf.layers.dense(x, domains)


star = tfgan.stargan_model(painted, seen, tf.zeros([2, 8, 8, 3]), tf.one_hot([0, 1], 5), "SG", "SD")
lost = tfgan.stargan_loss(star)
tfgan.gan_train_ops(star, lost, tf.train.AdamOptimizer(1e-3), tf.train.AdamOptimizer(1e-4))


def batch():
    return tf.zeros([2, 3]), tf.zeros([2, 4])


estimator = tfgan.estimator.GANEstimator(
    tempfile.mkdtemp(), generator, discriminator, tfgan.losses.wasserstein_generator_loss,
    tfgan.losses.wasserstein_discriminator_loss, lambda: tf.train.AdamOptimizer(1e-3), tf.train.RMSPropOptimizer(1e-3),
)
estimator.train(batch, steps=1)
estimator.evaluate(batch, steps=1)
next(iter(estimator.predict(lambda: tf.zeros([2, 3]))))
