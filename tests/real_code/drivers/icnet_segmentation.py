# package: hellochick/ICNet-tensorflow 90a85c4
# src: hellochick+ICNet-tensorflow
# absent: cv2 PIL matplotlib scipy tqdm
# builds: ICNet with and without merged batch norm
import tensorflow as tf

from model import ICNet, ICNet_BN
from utils.config import Config


class Reader:
    def __init__(self):
        self.next_image = tf.placeholder(tf.float32, [2, 720, 720, 3])
        self.next_label = tf.placeholder(tf.int32, [2, 720, 720, 1])


for net in (ICNet_BN, ICNet):
    with tf.Graph().as_default():
        cfg = Config("cityscapes", is_training=True, filter_scale=1)
        model = net(cfg, "train", Reader())
        var_list = [v for v in tf.trainable_variables() if ("beta" not in v.name and "gamma" not in v.name)]
        losses = [tf.reduce_mean(tf.square(model.layers[n])) for n in ("sub4_out", "sub24_out", "conv6_cls") if n in model.layers]
        l2 = [0.0001 * tf.nn.l2_loss(v) for v in tf.trainable_variables() if "weights" in v.name]
        loss = tf.add_n(losses) + tf.add_n(l2)
        step = tf.placeholder(dtype=tf.float32, shape=())
        rate = tf.scalar_mul(tf.constant(0.1), tf.pow((1 - step / 100), 0.9))
        with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
            train_op = tf.train.MomentumOptimizer(rate, 0.9).minimize(loss, var_list=var_list)
        saver = tf.train.Saver(var_list=tf.global_variables(), max_to_keep=5)
