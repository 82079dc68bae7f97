"""Embeddings of ids, and the ops that they end with."""

import tensorflow as tf

ids = tf.placeholder(tf.int32, [2, 5])
sparse = tf.sparse_placeholder(tf.int64, [2, 3])
layers = tf.contrib.layers


def after(result):
    tf.Variable(0.0, name=result.op.name + "/copy")


bag = layers.bow_encoder(ids, 10, 4)
after(bag)
tf.get_variable("of_%d_rows" % bag.shape[0], [1])
after(layers.bow_encoder(ids, 10, 4, sparse_lookup=False))
after(layers.bow_encoder(sparse, 10, 4, scope="bag"))
after(layers.embed_sequence(ids, 10, 4))
after(layers.embed_sequence(ids, 10, 4, unique=True, scope="sequence"))
with tf.variable_scope("sequence", reuse=True):
    table = tf.get_variable("embeddings")
after(layers.embedding_lookup_unique(table, ids))
after(layers.safe_embedding_lookup_sparse([table], sparse))
after(tf.nn.safe_embedding_lookup_sparse(table, sparse, default_id=0))
after(tf.nn.safe_embedding_lookup_sparse(table, sparse, default_id=1, name="safe"))
after(tf.nn.embedding_lookup_sparse(table, sparse, None, combiner="sum"))
