# package: carpedm20/DCGAN-tensorflow 62c9a2a
# src: carpedm20+DCGAN-tensorflow
# absent: scipy matplotlib moviepy tqdm requests cv2 imageio PIL
# builds: the conditional DCGAN of 28x28 digits (data loading replaced), with both Adam optimizers
import numpy as np
import tensorflow as tf

from model import DCGAN


class Digits(DCGAN):
    def load_mnist(self):
        return np.zeros([100, 28, 28, 1]), np.zeros([100, 10])


with tf.Session() as sess:
    dcgan = Digits(
        sess, input_width=28, input_height=28, output_width=28, output_height=28, batch_size=64, y_dim=10, z_dim=100,
        dataset_name="mnist", crop=False,
    )
    d_optim = tf.train.AdamOptimizer(0.0002, beta1=0.5).minimize(dcgan.d_loss, var_list=dcgan.d_vars)
    g_optim = tf.train.AdamOptimizer(0.0002, beta1=0.5).minimize(dcgan.g_loss, var_list=dcgan.g_vars)
