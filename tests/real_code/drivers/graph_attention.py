# package: PetarV-/GAT 5af87e7
# src: PetarV-+GAT
# builds: graph attention, dense and sparse, with its optimizer
import tensorflow as tf

from models import GAT, SpGAT

for model, sparse in ((GAT, False), (SpGAT, True)):
    with tf.Graph().as_default():
        with tf.name_scope("input"):
            ftr_in = tf.placeholder(dtype=tf.float32, shape=(1, 2708, 1433))
            if sparse:
                bias_in = tf.sparse_placeholder(dtype=tf.float32)
            else:
                bias_in = tf.placeholder(dtype=tf.float32, shape=(1, 2708, 2708))
            lbl_in = tf.placeholder(dtype=tf.int32, shape=(1, 2708, 7))
            msk_in = tf.placeholder(dtype=tf.int32, shape=(1, 2708))
            attn_drop = tf.placeholder(dtype=tf.float32, shape=())
            ffd_drop = tf.placeholder(dtype=tf.float32, shape=())
            is_train = tf.placeholder(dtype=tf.bool, shape=())
        logits = model.inference(ftr_in, 7, 2708, is_train, attn_drop, ffd_drop, bias_in, [8, 8], [8, 4, 1], tf.nn.elu, True)
        log_resh = tf.reshape(logits, [-1, 7])
        lab_resh = tf.reshape(lbl_in, [-1, 7])
        msk_resh = tf.reshape(msk_in, [-1])
        loss = model.masked_softmax_cross_entropy(log_resh, lab_resh, msk_resh)
        accuracy = model.masked_accuracy(log_resh, lab_resh, msk_resh)
        train_op = model.training(loss, 0.005, 0.0005)
        saver = tf.train.Saver()
