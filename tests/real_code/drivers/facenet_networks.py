# package: davidsandberg/facenet 096ed77
# src: davidsandberg+facenet/src
# absent: scipy sklearn
# builds: Inception-ResNet v1 and SqueezeNet as facenet's inference functions
import tensorflow as tf
from models import inception_resnet_v1, squeezenet

for network in (inception_resnet_v1, squeezenet):
    with tf.Graph().as_default():
        images = tf.placeholder(tf.float32, [2, 160, 160, 3])
        prelogits, _ = network.inference(images, 0.8, phase_train=True, bottleneck_layer_size=128, weight_decay=0.0005)
        embeddings = tf.nn.l2_normalize(prelogits, 1, 1e-10, name="embeddings")
        network.inference(images, 1.0, phase_train=False, bottleneck_layer_size=128, reuse=True)
