# package: vanhuyz/CycleGAN-TensorFlow befe2f5
# src: vanhuyz+CycleGAN-TensorFlow
# builds: the two generators and discriminators on queue readers, and the four Adam optimizers
import tensorflow as tf

from model import CycleGAN

graph = tf.Graph()
with graph.as_default():
    cycle_gan = CycleGAN(
        X_train_file="apple.tfrecords", Y_train_file="orange.tfrecords", batch_size=1, image_size=128, norm="instance", ngf=32
    )
    G_loss, D_Y_loss, F_loss, D_X_loss, fake_y, fake_x = cycle_gan.model()
    optimizers = cycle_gan.optimize(G_loss, D_Y_loss, F_loss, D_X_loss)
    summary_op = tf.summary.merge_all()
    saver = tf.train.Saver()
