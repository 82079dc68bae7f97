# package: argman/EAST dca414d
# src: argman+EAST
# builds: the text detector on slim's ResNet-50 on two towers that share, Adam, moving averages
import tensorflow as tf

import model

images = tf.placeholder(tf.float32, [None, 512, 512, 3], name="input_images")
score = tf.placeholder(tf.float32, [None, None, None, 1], name="input_score_maps")
geo = tf.placeholder(tf.float32, [None, None, None, 5], name="input_geo_maps")
mask = tf.placeholder(tf.float32, [None, None, None, 1], name="input_training_masks")
global_step = tf.get_variable("global_step", [], initializer=tf.constant_initializer(0), trainable=False)
rate = tf.train.exponential_decay(0.0001, global_step, decay_steps=10000, decay_rate=0.94, staircase=True)
opt = tf.train.AdamOptimizer(rate)
reuse = None
grads = []
for i in range(2):
    with tf.name_scope("model_%d" % i) as scope:
        with tf.variable_scope(tf.get_variable_scope(), reuse=reuse):
            f_score, f_geometry = model.model(images, is_training=True)
        model_loss = model.loss(score, f_score, geo, f_geometry, mask)
        total_loss = tf.add_n([model_loss] + tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))
        if reuse is None:
            tf.summary.image("input", images)
        updates = tf.group(*tf.get_collection(tf.GraphKeys.UPDATE_OPS, scope))
        reuse = True
        grads.append(opt.compute_gradients(total_loss))
average = [(tf.add_n([g for g, _ in pair]) / 2.0, pair[0][1]) for pair in zip(*grads)]
apply_gradient_op = opt.apply_gradients(average, global_step=global_step)
variable_averages = tf.train.ExponentialMovingAverage(0.997, global_step)
variables_averages_op = variable_averages.apply(tf.trainable_variables())
with tf.control_dependencies([variables_averages_op, apply_gradient_op, updates]):
    train_op = tf.no_op(name="train_op")
