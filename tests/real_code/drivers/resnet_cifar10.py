# package: wenxinxu/resnet-in-tensorflow 8ba8d89
# src: wenxinxu+resnet-in-tensorflow
# builds: the 32-layer residual network for training and validation under reuse, momentum and a moving average
import tensorflow as tf

from resnet import FLAGS, inference

images = tf.placeholder(dtype=tf.float32, shape=[FLAGS.train_batch_size, 32, 32, 3])
labels = tf.placeholder(dtype=tf.int32, shape=[FLAGS.train_batch_size])
vali_images = tf.placeholder(dtype=tf.float32, shape=[FLAGS.validation_batch_size, 32, 32, 3])

global_step = tf.Variable(0, trainable=False)
validation_step = tf.Variable(0, trainable=False)
logits = inference(images, FLAGS.num_residual_blocks, reuse=False)
vali_logits = inference(vali_images, FLAGS.num_residual_blocks, reuse=True)
regu_losses = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(logits=logits, labels=labels))
full_loss = tf.add_n([loss] + regu_losses)
ema = tf.train.ExponentialMovingAverage(FLAGS.train_ema_decay, global_step)
train_ema_op = ema.apply([full_loss, loss])
train_op = tf.train.MomentumOptimizer(learning_rate=0.1, momentum=0.9).minimize(full_loss, global_step=global_step)
