# package: vanhuyz/CycleGAN-TensorFlow befe2f5
# src: vanhuyz+CycleGAN-TensorFlow
# builds: one generator and one discriminator with batch norm, called twice each
import tensorflow as tf

from discriminator import Discriminator
from generator import Generator

is_training = tf.placeholder_with_default(True, shape=[], name="is_training")
images = tf.placeholder(tf.float32, [1, 256, 256, 3])
G = Generator("G", is_training, ngf=64, norm="batch", image_size=256)
D = Discriminator("D", is_training, norm="batch", use_sigmoid=True)
fake = G(images)
again = G.sample(images)
loss = tf.reduce_mean(D(fake)) - tf.reduce_mean(D(images))
tf.train.RMSPropOptimizer(1e-4).minimize(loss, var_list=D.variables)
tf.train.RMSPropOptimizer(1e-4).minimize(-loss, var_list=G.variables)
