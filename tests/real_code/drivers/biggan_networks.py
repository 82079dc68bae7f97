# package: taki0112/BigGAN-Tensorflow d64d62e
# src: taki0112+BigGAN-Tensorflow
# absent: scipy cv2 tensorflow.contrib.data tensorflow.contrib.opt
# builds: BigGAN for 128 pixels: critic and generator with spectral norm and conditional batch norm
import tensorflow as tf

from BigGAN_128 import BigGAN_128
from ops import discriminator_loss, generator_loss


net = BigGAN_128.__new__(BigGAN_128)
net.ch, net.sn, net.z_dim, net.batch_size, net.c_dim, net.img_size, net.gan_type, net.ld = 32, True, 128, 4, 3, 128, "hinge", 10.0
images = tf.placeholder(tf.float32, [4, 128, 128, 3])
z = tf.truncated_normal(shape=[4, 1, 1, 128], name="random_z")
real = net.discriminator(images)
fake_images = net.generator(z)
fake = net.discriminator(fake_images, reuse=True)
d_loss = discriminator_loss("hinge", real=real, fake=fake)
g_loss = generator_loss("hinge", fake=fake)
t_vars = tf.trainable_variables()
d_vars = [v for v in t_vars if "discriminator" in v.name]
g_vars = [v for v in t_vars if "generator" in v.name]
with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
    d_optim = tf.train.AdamOptimizer(0.0002, beta1=0.0, beta2=0.9).minimize(d_loss, var_list=d_vars)
    g_optim = tf.train.AdamOptimizer(0.00005, beta1=0.0, beta2=0.9).minimize(g_loss, var_list=g_vars)
sample = net.generator(z, is_training=False, reuse=True)
