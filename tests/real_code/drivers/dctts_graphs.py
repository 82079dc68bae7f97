# package: Kyubyong/dc_tts 8b38110
# src: Kyubyong+dc_tts
# absent: librosa tqdm matplotlib scipy
# builds: Text2Mel for training and for synthesis
import tensorflow as tf

import train
from hyperparams import Hyperparams as hp


def get_batch():
    texts = tf.placeholder(tf.int32, [hp.B, None])
    mels = tf.placeholder(tf.float32, [hp.B, None, hp.n_mels])
    mags = tf.placeholder(tf.float32, [hp.B, None, hp.n_fft // 2 + 1])
    return texts, mels, mags, None, 10


train.get_batch = get_batch
for num in (1, 2):
    with tf.Graph().as_default():
        train.Graph(num=num)
with tf.Graph().as_default():
    g = train.Graph(mode="synthesize")
    var_list = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, "Text2Mel") + tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, "gs")
    saver1 = tf.train.Saver(var_list=var_list)
