# package: tf_slim 1.1.0
# src: tf_slim-1.1.0
# builds: resnet_v1_50, vgg_a and inception_v3 with slim's own source as first-party code
import sys

import tensorflow as tf

for name in [name for name in sys.modules if name.startswith("tf_slim")]:
    del sys.modules[name]  # the installed one, if something has imported it already

from tf_slim.nets import inception, resnet_v1, vgg
from tf_slim.ops.arg_scope import arg_scope

with tf.Graph().as_default():
    images = tf.placeholder(tf.float32, [4, 224, 224, 3])
    with arg_scope(resnet_v1.resnet_arg_scope()):
        logits, end_points = resnet_v1.resnet_v1_50(images, 1000, is_training=True)
    tf.train.MomentumOptimizer(0.1, 0.9).minimize(tf.reduce_mean(logits))
with tf.Graph().as_default():
    with arg_scope(vgg.vgg_arg_scope()):
        vgg.vgg_a(tf.placeholder(tf.float32, [4, 224, 224, 3]))
with tf.Graph().as_default():
    with arg_scope(inception.inception_v3_arg_scope()):
        inception.inception_v3(tf.placeholder(tf.float32, [4, 299, 299, 3]), num_classes=1001)
