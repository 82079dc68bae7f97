# package: Kyubyong/tacotron 379bb7f
# src: Kyubyong+tacotron
# absent: tqdm librosa matplotlib scipy
# builds: the encoder and the post-processing net (CBHG: convolution banks, highways, GRUs), for training and synthesis
import tensorflow as tf

from hyperparams import Hyperparams as hp
from modules import embed
from networks import decoder2, encoder

for is_training in (True, False):
    with tf.Graph().as_default():
        text = tf.placeholder(tf.int32, shape=(32, 40))
        mel = tf.placeholder(tf.float32, shape=(32, 20, hp.n_mels * hp.r))
        inputs = embed(text, len(hp.vocab), hp.embed_size)
        with tf.variable_scope("net"):
            memory = encoder(inputs, is_training=is_training)
            z_hat = decoder2(mel, is_training=is_training)
        if is_training:
            global_step = tf.Variable(0, name="global_step", trainable=False)
            loss = tf.reduce_mean(memory) + tf.reduce_mean(z_hat)
            tf.train.AdamOptimizer(hp.lr).minimize(loss, global_step=global_step)
