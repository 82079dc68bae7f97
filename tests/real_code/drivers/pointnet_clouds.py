# package: charlesq34/pointnet 2618f72
# src: charlesq34+pointnet
# src: charlesq34+pointnet/models
# src: charlesq34+pointnet/utils
# src: charlesq34+pointnet/part_seg
# src: charlesq34+pointnet/sem_seg
# builds: PointNet for classification, segmentation and parts, with momentum and Adam; the second tower is refused its moving averages
import tensorflow as tf

import model as sem_seg
import pointnet_cls
import pointnet_cls_basic
import pointnet_part_seg


def get_bn_decay(batch):
    momentum = tf.train.exponential_decay(0.5, batch * 32, 200000, 0.5, staircase=True)
    return tf.minimum(0.99, 1 - momentum)


for net, optimizer in ((pointnet_cls, "momentum"), (pointnet_cls_basic, "adam"), (sem_seg, "adam")):
    with tf.Graph().as_default():
        with tf.device("/gpu:0"):
            pointclouds_pl, labels_pl = net.placeholder_inputs(32, 1024)
            is_training_pl = tf.placeholder(tf.bool, shape=())
            batch = tf.Variable(0)
            bn_decay = get_bn_decay(batch)
            out = net.get_model(pointclouds_pl, is_training_pl, bn_decay=bn_decay)
            if isinstance(out, tuple):
                loss = net.get_loss(out[0], labels_pl, out[1])
            else:
                loss = net.get_loss(out, labels_pl)
            rate = tf.maximum(tf.train.exponential_decay(0.001, batch * 32, 200000, 0.7, staircase=True), 0.00001)
            if optimizer == "momentum":
                opt = tf.train.MomentumOptimizer(rate, momentum=0.9)
            else:
                opt = tf.train.AdamOptimizer(rate)
            train_op = opt.minimize(loss, global_step=batch)
            saver = tf.train.Saver()

with tf.Graph().as_default():
    clouds = tf.placeholder(tf.float32, shape=(8, 2048, 3))
    input_label = tf.placeholder(tf.float32, shape=(8, 16))
    labels = tf.placeholder(tf.int32, shape=8)
    seg = tf.placeholder(tf.int32, shape=(8, 2048))
    training = tf.placeholder(tf.bool, shape=())
    batch = tf.Variable(0, trainable=False)
    trainer = tf.train.AdamOptimizer(0.001)
    grads = []
    for i in range(2):
        if i:
            tf.get_variable_scope().reuse_variables()
        with tf.device("/gpu:%d" % i), tf.name_scope("tower_%d" % i):
            pred, seg_pred, end_points = pointnet_part_seg.get_model(
                clouds,
                input_label,
                is_training=training,
                bn_decay=None,
                cat_num=16,
                part_num=50,
                batch_size=8,
                num_point=2048,
                weight_decay=0.0,
            )
            losses = pointnet_part_seg.get_loss(pred, seg_pred, labels, seg, 1.0, end_points)
            grads.append(trainer.compute_gradients(losses[0]))
