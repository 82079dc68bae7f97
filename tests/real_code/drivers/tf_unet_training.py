# package: jakeret/tf_unet 0dcdf2f
# src: jakeret+tf_unet
# absent: PIL matplotlib
# builds: a U-Net of three layers, with Momentum and with Adam
import tensorflow as tf
from tf_unet import unet

for optimizer, options in (("momentum", {"momentum": 0.2}), ("adam", {})):
    net = unet.Unet(channels=3, n_class=2, layers=3, features_root=16)
    trainer = unet.Trainer(net, optimizer=optimizer, opt_kwargs=options)
    step = tf.Variable(0, name="global_step")
    trainer.norm_gradients_node = tf.Variable(tf.constant(0.0, shape=[len(net.gradients_node)]), name="norm_gradients")
    trainer._get_optimizer(10, step)
