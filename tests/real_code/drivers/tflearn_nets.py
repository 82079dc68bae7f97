# package: tflearn 0.5.0
# src: tflearn-0.5.0
# absent: h5py scipy PIL curses
# builds: a convolutional net, and an LSTM classifier in a graph of its own, each with its regression
import tensorflow as tf
import tflearn
from tflearn.layers.conv import conv_2d, max_pool_2d
from tflearn.layers.core import dropout, fully_connected, input_data
from tflearn.layers.estimator import regression
from tflearn.layers.normalization import batch_normalization

network = input_data(shape=[None, 32, 32, 3])
network = conv_2d(network, 32, 3, activation="relu")
network = max_pool_2d(network, 2)
network = conv_2d(network, 64, 3, activation="relu", name="Second")
network = batch_normalization(network)
network = tflearn.residual_block(network, 2, 64)
network = fully_connected(network, 128, activation="relu", regularizer="L2")
network = dropout(network, 0.5)
network = fully_connected(network, 10, activation="softmax")
network = regression(network, optimizer="adam", loss="categorical_crossentropy", learning_rate=0.001)

with tf.Graph().as_default():
    net = tflearn.input_data([None, 100])
    net = tflearn.embedding(net, input_dim=10000, output_dim=128)
    net = tflearn.lstm(net, 128, dropout=0.8)
    net = tflearn.fully_connected(net, 2, activation="softmax")
    net = tflearn.regression(net, optimizer="adam", learning_rate=0.001, loss="categorical_crossentropy")
