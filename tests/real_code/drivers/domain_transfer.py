# package: yunjey/domain-transfer-network eaa2d5e
# src: yunjey+domain-transfer-network
# builds: the domain transfer network per mode; training is refused by its second set of slots
import tensorflow as tf

from model import DTN

for mode in ("pretrain", "train", "eval"):
    with tf.Graph().as_default():
        DTN(mode=mode, learning_rate=0.0003).build_model()
