# package: NVlabs/stylegan 1e0d5c7
# src: NVlabs+stylegan
# absent: requests PIL
# builds: the style-based generator and discriminator through Network objects found by dotted names, a clone, and both optimizers
import tensorflow as tf
import dnnlib
import dnnlib.tflib as tflib

tflib.init_tf({"rnd.np_random_seed": 1000})
G = tflib.Network("G", func_name="training.networks_stylegan.G_style", num_channels=3, resolution=32, label_size=0, fmap_base=256, fmap_max=16, mapping_layers=2, mapping_fmaps=16, dlatent_size=16, latent_size=16)
D = tflib.Network("D", func_name="training.networks_stylegan.D_basic", num_channels=3, resolution=32, label_size=0, fmap_base=256, fmap_max=16)
Gs = G.clone("Gs")
with tf.name_scope("Inputs"):
    latents = tf.random_normal([4, 16])
    labels = tf.zeros([4, 0])
    reals = tf.random_normal([4, 3, 32, 32])
fake = G.get_output_for(latents, labels, is_training=True)
real_scores = D.get_output_for(reals, labels, is_training=True)
fake_scores = D.get_output_for(fake, labels, is_training=True)
G_opt = tflib.Optimizer(name="TrainG", learning_rate=0.001, beta1=0.0, beta2=0.99)
D_opt = tflib.Optimizer(name="TrainD", learning_rate=0.001, beta1=0.0, beta2=0.99)
G_opt.register_gradients(tf.reduce_mean(-fake_scores), G.trainables)
D_opt.register_gradients(tf.reduce_mean(fake_scores - real_scores), D.trainables)
G_train, D_train = G_opt.apply_updates(), D_opt.apply_updates()
