# package: taki0112/UGATIT d508e8f
# src: taki0112+UGATIT
# absent: cv2 scipy PIL
# builds: U-GAT-IT's generators and discriminators with spectral norm, class activation maps and gradient penalty
import argparse

import tensorflow as tf
from UGATIT import UGATIT

args = argparse.Namespace(
    light=True, phase="train", checkpoint_dir="c", result_dir="r", log_dir="l", sample_dir="/tmp/s", dataset="d", augment_flag=True, epoch=1,
    iteration=1, decay_flag=True, decay_epoch=1, gan_type="lsgan", batch_size=1, print_freq=1, save_freq=1, lr=0.0001, ch=8, adv_weight=1,
    cycle_weight=10, identity_weight=10, cam_weight=1000, GP_ld=10, smoothing=True, n_res=4, n_dis=4, n_critic=1, sn=True, img_size=64, img_ch=3,
)
gan = UGATIT(None, args)
a = tf.placeholder(tf.float32, [1, 64, 64, 3])
b = tf.placeholder(tf.float32, [1, 64, 64, 3])
ab, cam_ab = gan.generate_a2b(a)
ba, cam_ba = gan.generate_b2a(b)
aba, _ = gan.generate_b2a(ab, reuse=True)
bab, _ = gan.generate_a2b(ba, reuse=True)
gan.discriminate_real(a, b)
gan.discriminate_fake(ba, ab)
variables = tf.trainable_variables()
G_vars = [var for var in variables if "generator" in var.name]
loss = tf.reduce_mean(aba) + tf.reduce_mean(bab)
train = tf.train.AdamOptimizer(0.001, beta1=0.5, beta2=0.999).minimize(loss, var_list=G_vars)
