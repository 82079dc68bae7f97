"""Embeddings of ids (tensorflow/contrib/layers/python/layers/encoders.py and embedding_ops.py of TensorFlow 1.15)."""

import _scopelint
import tensorflow as tf
from tensorflow.contrib.framework.python.ops import variables


def embed_sequence(
    ids, vocab_size=None, embed_dim=None, unique=False, initializer=None, regularizer=None, trainable=True, scope=None, reuse=None
):
    with tf.variable_scope(scope, "EmbedSequence", [ids], reuse=reuse):
        shape = [vocab_size, embed_dim]
        if (reuse and vocab_size is None) or embed_dim is None:
            shape = None
        embeddings = variables.model_variable(
            "embeddings", shape=shape, initializer=initializer, regularizer=regularizer, trainable=trainable
        )
        return embedding_lookup_unique(embeddings, ids) if unique else tf.nn.embedding_lookup(embeddings, ids)


def bow_encoder(
    ids, vocab_size, embed_dim, sparse_lookup=True, initializer=None, regularizer=None, trainable=True, scope=None, reuse=None
):
    with tf.variable_scope(scope, "bow_encoder", [ids], reuse=reuse):
        embeddings = variables.model_variable(
            "embeddings", shape=[vocab_size, embed_dim], initializer=initializer, regularizer=regularizer, trainable=trainable
        )
        if sparse_lookup:
            found = safe_embedding_lookup_sparse([embeddings], _sparse(ids), combiner="mean", default_id=0)
            if isinstance(ids, tf.SparseTensor) or ids.get_shape().ndims is None:
                return found
            return _scopelint.with_shape(found, ids.get_shape()[:-1].concatenate(embeddings.get_shape()[1:]))
        return tf.reduce_mean(tf.nn.embedding_lookup(embeddings, ids), axis=1)


def _sparse(ids):
    """Ids of which 0 stands for none."""
    if isinstance(ids, tf.SparseTensor):
        return ids
    indices = tf.where(tf.not_equal(ids, 0))
    return tf.SparseTensor(indices, tf.gather_nd(ids, indices), tf.shape(ids, out_type=tf.int64))


def embedding_lookup_unique(params, ids, partition_strategy="mod", name=None):
    with tf.name_scope(name, "EmbeddingLookupUnique", [params, ids]):
        ids = tf.convert_to_tensor(ids)
        found = tf.nn.embedding_lookup(params, ids, partition_strategy)
        return _scopelint.op("Reshape_1", [(found.get_shape(), found.dtype)], found)[0]


def safe_embedding_lookup_sparse(
    embedding_weights, sparse_ids, sparse_weights=None, combiner=None, default_id=None, name=None, partition_strategy="div", max_norm=None
):
    return tf.nn.safe_embedding_lookup_sparse(embedding_weights, sparse_ids, sparse_weights, combiner, default_id, name)
