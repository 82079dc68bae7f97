# package: tkipf/gae 0ebbe9b
# src: tkipf+gae
# absent: scipy sklearn networkx
# builds: the graph auto-encoder and the variational one, with their optimizers
import tensorflow as tf

from gae.model import GCNModelAE, GCNModelVAE
from gae.optimizer import OptimizerAE, OptimizerVAE

FLAGS = tf.app.flags.FLAGS
tf.app.flags.DEFINE_float("learning_rate", 0.01, "Initial learning rate.")
tf.app.flags.DEFINE_integer("hidden1", 32, "Number of units in hidden layer 1.")
tf.app.flags.DEFINE_integer("hidden2", 16, "Number of units in hidden layer 2.")

NODES = 2708
placeholders = {
    "features": tf.sparse_placeholder(tf.float32),
    "adj": tf.sparse_placeholder(tf.float32),
    "adj_orig": tf.sparse_placeholder(tf.float32),
    "dropout": tf.placeholder_with_default(0.0, shape=()),
}
labels = tf.reshape(tf.sparse_tensor_to_dense(placeholders["adj_orig"], validate_indices=False), [-1])

for kind in ("gcn_ae", "gcn_vae"):
    if kind == "gcn_ae":
        model = GCNModelAE(placeholders, 1433, 49216)
    else:
        model = GCNModelVAE(placeholders, 1433, NODES, 49216)
    with tf.name_scope("optimizer"):
        if kind == "gcn_ae":
            opt = OptimizerAE(preds=model.reconstructions, labels=labels, pos_weight=1.5, norm=0.5)
        else:
            opt = OptimizerVAE(preds=model.reconstructions, labels=labels, model=model, num_nodes=NODES, pos_weight=1.5, norm=0.5)
