# package: hwalsuklee/tensorflow-generative-model-collections 3abde8a
# src: hwalsuklee+tensorflow-generative-model-collections
# absent: scipy matplotlib prior_factory
# builds: GAN, infoGAN, WGAN-GP and VAE on images of 28 x 28, each with its optimizers
import tensorflow as tf
from GAN import GAN
from infoGAN import infoGAN
from VAE import VAE
from WGAN_GP import WGAN_GP

for kind in (GAN, infoGAN, WGAN_GP, VAE):
    with tf.Graph().as_default():
        model = kind.__new__(kind)
        model.batch_size, model.z_dim, model.y_dim, model.c_dim, model.sample_num = 64, 62, 12, 1, 64
        model.input_height = model.input_width = model.output_height = model.output_width = 28
        model.learning_rate, model.beta1, model.lambd, model.disc_iters = 0.0002, 0.5, 0.25, 1
        model.len_discrete_code, model.len_continuous_code, model.SUPERVISED = 10, 2, True
        model.build_model()
