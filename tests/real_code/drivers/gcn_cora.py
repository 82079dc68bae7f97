# package: tkipf/gcn 39a4089
# src: tkipf+gcn
# absent: networkx scipy
# builds: GCN, its Chebyshev variant and the MLP, one after the other
import tensorflow as tf

from gcn.models import GCN, MLP

flags = tf.app.flags
FLAGS = flags.FLAGS
flags.DEFINE_float("learning_rate", 0.01, "Initial learning rate.")
flags.DEFINE_integer("hidden1", 16, "Number of units in hidden layer 1.")
flags.DEFINE_float("weight_decay", 5e-4, "Weight for L2 loss on embedding matrix.")


def inputs(supports):
    return {
        "support": [tf.sparse_placeholder(tf.float32) for _ in range(supports)],
        "features": tf.sparse_placeholder(tf.float32, shape=tf.constant([2708, 1433], dtype=tf.int64)),
        "labels": tf.placeholder(tf.float32, shape=(None, 7)),
        "labels_mask": tf.placeholder(tf.int32),
        "dropout": tf.placeholder_with_default(0.0, shape=()),
        "num_features_nonzero": tf.placeholder(tf.int32),
    }


gcn = GCN(inputs(1), input_dim=1433, logging=True)
chebyshev = GCN(inputs(4), input_dim=1433, logging=True)
mlp = MLP(inputs(1), input_dim=1433, logging=True)
