# package: tf_slim 1.1.0
# builds: resnet_v2_50, vgg_a and inception_v3 on contrib's own slim, each in a graph of its own, with momentum
import tensorflow as tf
import tensorflow.contrib.slim as slim
from tensorflow.contrib.slim.nets import inception, resnet_v2, vgg

with tf.Graph().as_default():
    images = tf.placeholder(tf.float32, [4, 224, 224, 3])
    with slim.arg_scope(resnet_v2.resnet_arg_scope()):
        logits, end_points = resnet_v2.resnet_v2_50(images, 1001, is_training=True)
    loss = tf.reduce_mean(logits)
    slim.learning.create_train_op(loss, tf.train.MomentumOptimizer(0.1, 0.9))
with tf.Graph().as_default():
    with slim.arg_scope(vgg.vgg_arg_scope()):
        vgg.vgg_a(tf.placeholder(tf.float32, [4, 224, 224, 3]))
with tf.Graph().as_default():
    with slim.arg_scope(inception.inception_v3_arg_scope()):
        inception.inception_v3(tf.placeholder(tf.float32, [4, 299, 299, 3]), num_classes=1001)
