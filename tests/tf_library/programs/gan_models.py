"""Networks trained against each other, by the package that `tf.contrib.gan` became: each kind of model, its losses and its training."""

import tensorflow as tf
import tensorflow_gan as tfgan


def generator(noise):
    x = tf.layers.dense(noise, 12, kernel_regularizer=tf.nn.l2_loss)
    x = tf.layers.batch_normalization(x, training=True)
    return tf.layers.dense(x, 24)


def discriminator(x, _):
    with tf.variable_scope("kept", custom_getter=tfgan.features.spectral_normalization_custom_getter()):
        x = tf.layers.dense(x, 6)
        return tf.layers.dense(x, 1)


model = tfgan.gan_model(generator, discriminator, real_data=tf.zeros([3, 24]), generator_inputs=tf.zeros([3, 10]))
loss = tfgan.gan_loss(
    model, tfgan.losses.modified_generator_loss, tfgan.losses.modified_discriminator_loss, gradient_penalty_weight=1.0
)
ops = tfgan.gan_train_ops(model, loss, tf.train.AdamOptimizer(1e-3), tf.train.RMSPropOptimizer(1e-3))
tf.Variable(0.0, name="Generator/dense/kernel")
with tf.variable_scope("Generator", reuse=True):
    generator(tf.zeros([3, 10]))


def images(x):
    with tf.variable_scope("net"):
        return tf.layers.conv2d(x, 3, 3, padding="same")


def critic(x, _):
    return tf.layers.dense(tf.layers.flatten(tf.layers.conv2d(x, 4, 3)), 1)


pictures = tf.zeros([2, 8, 8, 3])
cycle = tfgan.cyclegan_model(images, critic, pictures, pictures)
lost = tfgan.cyclegan_loss(cycle, cycle_consistency_loss_weight=3.0, tensor_pool_fn=tfgan.features.tensor_pool)
trained = tfgan.gan_train_ops(cycle, lost, tf.train.AdamOptimizer(1e-3), tf.train.MomentumOptimizer(1e-3, 0.9), False)
tf.get_variable("hooks_%d" % len(trained.train_hooks), [1])


def conditioned(inputs):
    noise, labels = inputs
    x = tfgan.features.condition_tensor_from_onehot(tf.layers.dense(noise, 16), labels, 8)
    return tf.layers.dense(x, 12)


def judge(x, inputs):
    x = tfgan.features.condition_tensor(x, inputs[1])
    normalized = tfgan.features.VBN(x)
    x = normalized(x) + normalized.reference_batch_normalization()
    return tf.layers.dense(x, 1), tf.layers.dense(x, 10)


one_hot = tf.one_hot([1, 2], 10)
classes = tfgan.acgan_model(conditioned, judge, tf.zeros([2, 12]), [tf.zeros([2, 4]), one_hot], one_hot, "Made", "Judged")
lost = tfgan.gan_loss(classes, aux_cond_generator_weight=0.1, aux_cond_discriminator_weight=0.2)
clipped = tfgan.features.clip_discriminator_weights(tf.train.AdamOptimizer(1e-4), classes, 0.01)
tfgan.gan_train_ops(classes, lost, tf.train.AdamOptimizer(1e-3), clipped, False)


def informed(x, _):
    h = tf.layers.dense(x, 20)
    return tf.layers.dense(h, 1), [tf.distributions.Normal(tf.layers.dense(h, 2), 1.0)]


def joined(inputs):
    return tf.layers.dense(tf.concat(inputs, 1), 12)


told = tfgan.infogan_model(joined, informed, tf.zeros([2, 12]), [tf.zeros([2, 4])], [tf.zeros([2, 2])], "IG", "ID")
lost = tfgan.gan_loss(told, mutual_information_penalty_weight=1.0)
tfgan.gan_train_ops(told, lost, tf.train.AdamOptimizer(1e-3), tf.train.AdamOptimizer(1e-4), False)
tfgan.infogan_model(joined, informed, tf.zeros([2, 12]), [tf.zeros([2, 4])], [tf.zeros([2, 2])], "IG", "ID")
