# package: openai/glow 91b2c57
# src: openai+glow
# absent: horovod tqdm
# builds: a two-level flow for training with polyak averages, on one worker
import tensorflow as tf

import model
import optim
import tfops as Z

Z.allreduce_mean = lambda x: x


class Hps:
    n_levels = 2
    depth = 4
    width = 64
    n_y = 10
    n_bits_x = 8
    learntop = True
    ycond = True
    weight_y = 0.01
    flow_permutation = 2
    flow_coupling = 1
    optimizer = "adam"
    beta1 = 0.9
    polyak_epochs = 1
    train_its = 100
    weight_decay = 1.0


hps = Hps()
encoder, decoder = model.codec(hps)
x = tf.placeholder(tf.float32, [8, 32, 32, 3])
y = tf.placeholder(tf.int32, [8])


def loss(reuse):
    with tf.variable_scope("model", reuse=reuse):
        y_onehot = tf.cast(tf.one_hot(y, hps.n_y, 1, 0), "float32")
        objective = tf.zeros_like(x, dtype="float32")[:, 0, 0, 0]
        z = Z.squeeze2d(x, 2)
        z, objective, _ = encoder(z, objective)
        hps.top_shape = Z.int_shape(z)[1:]
        logp, sample, _ = model.prior("prior", y_onehot, hps)
        return tf.reduce_mean(objective + logp(z))


train = loss(False)
test = loss(True)
params = tf.trainable_variables()
gradients = tf.gradients(train, params)
train_op, polyak_swap_op, ema = optim.adam(params, gradients, alpha=0.001, hps=hps)
saver = tf.train.Saver(ema.variables_to_restore())
