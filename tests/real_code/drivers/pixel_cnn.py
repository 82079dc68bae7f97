# package: openai/pixel-cnn bbc1568
# src: openai+pixel-cnn
# builds: PixelCNN++ with data-dependent initialisation, averaged and used again, with its own Adam
import tensorflow as tf
from pixel_cnn_pp import nn
from pixel_cnn_pp.model import model_spec

model = tf.make_template("model", model_spec)
options = {"nr_resnet": 1, "nr_filters": 8, "nr_logistic_mix": 2, "resnet_nonlinearity": "concat_elu"}
model(tf.placeholder(tf.float32, [4, 16, 16, 3]), None, init=True, dropout_p=0.5, **options)
params = tf.trainable_variables()
ema = tf.train.ExponentialMovingAverage(decay=0.999)
maintain = tf.group(ema.apply(params))
ema_params = [ema.average(p) for p in params]
images = tf.placeholder(tf.float32, [2, 16, 16, 3])
loss = nn.discretized_mix_logistic_loss(images, model(images, None, ema=None, dropout_p=0.5, **options))
test = nn.discretized_mix_logistic_loss(images, model(images, None, ema=ema, dropout_p=0.0, **options))
optimizer = nn.adam_updates(params, tf.gradients(loss, params), lr=0.001, mom1=0.95, mom2=0.9995)
