# package: LynnHo/AttGAN-Tensorflow f1231fc
# src: LynnHo+AttGAN-Tensorflow
# builds: AttGAN's encoder, decoder and discriminator on functools.partial of slim's layers, called again and trained
import module
import tensorflow as tf

Genc, Gdec, D = module.get_model("model_128", 13, weight_decay=0.0001)
images = tf.placeholder(tf.float32, [4, 128, 128, 3])
atts = tf.placeholder(tf.float32, [4, 13])
z = Genc(images, training=True)
fake = Gdec(z, atts, training=True)
again = Gdec(z, -atts, training=True)
logits, att_logits = D(images)
fake_logits, _ = D(fake)
d_loss = tf.reduce_mean(logits) - tf.reduce_mean(fake_logits)
d_step = tf.train.AdamOptimizer(0.0002, beta1=0.5).minimize(d_loss, var_list=D.func.trainable_variables)
g_step = tf.train.AdamOptimizer(0.0002, beta1=0.5).minimize(tf.reduce_mean(fake), var_list=Genc.func.trainable_variables + Gdec.func.trainable_variables)
