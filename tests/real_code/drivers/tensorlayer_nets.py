# package: tensorlayer 1.11.1
# src: tensorlayer-1.11.1
# absent: scipy matplotlib requests progressbar tqdm imageio skimage sklearn nltk pymongo lxml h5py wrapt
# builds: a CNN with batch norm called twice (train, then reuse), and an LSTM text model
import tensorflow as tf
import tensorlayer as tl


def cnn(x, is_train, reuse):
    with tf.variable_scope("model", reuse=reuse):
        net = tl.layers.InputLayer(x, name="input")
        net = tl.layers.Conv2d(net, 64, (5, 5), (1, 1), padding="SAME", b_init=None, name="cnn1")
        net = tl.layers.BatchNormLayer(net, is_train=is_train, act=tf.nn.relu, name="batch1")
        net = tl.layers.MaxPool2d(net, (3, 3), (2, 2), padding="SAME", name="pool1")
        net = tl.layers.DeConv2d(net, 32, (3, 3), strides=(2, 2), name="up")
        net = tl.layers.FlattenLayer(net, name="flatten")
        net = tl.layers.DenseLayer(net, 384, act=tf.nn.relu, name="d1relu")
        return tl.layers.DenseLayer(net, 10, act=None, name="output")


x = tf.placeholder(tf.float32, [8, 24, 24, 3])
y = tf.placeholder(tf.int64, [8])
train = cnn(x, True, False)
test = cnn(x, False, True)
cost = tl.cost.cross_entropy(train.outputs, y, name="cost")
tf.train.AdamOptimizer(1e-3).minimize(cost, var_list=train.all_params)

words = tf.placeholder(tf.int32, [4, 20])
net = tl.layers.EmbeddingInputlayer(words, vocabulary_size=100, embedding_size=16, name="embed")
net = tl.layers.RNNLayer(net, cell_fn=tf.nn.rnn_cell.BasicLSTMCell, n_hidden=16, n_steps=20, return_last=True, name="lstm")
net = tl.layers.DenseLayer(net, 2, name="classes")
