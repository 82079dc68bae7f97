# package: ibab/tensorflow-wavenet 3c973c0
# src: ibab+tensorflow-wavenet
# absent: librosa
# builds: WaveNet conditioned on speakers, its loss, training and the generating network
import tensorflow as tf
from wavenet import WaveNetModel, optimizer_factory

net = WaveNetModel(
    batch_size=1,
    dilations=[1, 2, 4, 1, 2],
    filter_width=2,
    residual_channels=8,
    dilation_channels=8,
    skip_channels=16,
    quantization_channels=32,
    use_biases=True,
    global_condition_channels=4,
    global_condition_cardinality=5,
)
loss = net.loss(input_batch=tf.placeholder(tf.float32, [1, None, 1]), global_condition_batch=tf.placeholder(tf.int32, [1]))
optimizer = optimizer_factory["adam"](learning_rate=0.001, momentum=0.9)
train = optimizer.minimize(loss, var_list=tf.trainable_variables())
generate = net.predict_proba_incremental(tf.placeholder(tf.int32), tf.placeholder(tf.int32))
