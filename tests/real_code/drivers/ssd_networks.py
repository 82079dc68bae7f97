# package: balancap/SSD-Tensorflow e0e3104
# src: balancap+SSD-Tensorflow
# absent: cv2 matplotlib tensorflow.contrib.metrics.python
# builds: SSD on VGG for 300 and for 512 pixels, on slim with its own custom layers
import tensorflow as tf
import tensorflow.contrib.slim as slim
from nets import ssd_vgg_300, ssd_vgg_512

for net, size in ((ssd_vgg_300.SSDNet(), 300), (ssd_vgg_512.SSDNet(), 512)):
    with tf.Graph().as_default():
        images = tf.placeholder(tf.float32, [2, size, size, 3])
        with slim.arg_scope(net.arg_scope(weight_decay=0.0005)):
            predictions, localisations, logits, end_points = net.net(images, is_training=True)
