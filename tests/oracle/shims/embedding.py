"""`tf.contrib.layers`' embeddings, which tf_slim left behind.

After tensorflow/contrib/layers/python/layers/encoders.py and embedding_ops.py of TensorFlow 1.15.
"""

from __future__ import annotations

from typing import Any, Final

import tensorflow.compat.v1 as tf
from tf_slim.ops import variables

__all__: Final = ("bow_encoder", "embed_sequence", "embedding_lookup_unique")


def embed_sequence(
    ids: Any,
    vocab_size: int | None = None,
    embed_dim: int | None = None,
    unique: bool = False,
    initializer: Any = None,
    regularizer: Any = None,
    trainable: bool = True,
    scope: Any = None,
    reuse: Any = None,
) -> Any:
    """Looks ids up in the model variable `embeddings` of the scope `EmbedSequence`.

    Raises:
        ValueError: sizes are missing where nothing is reused.
    """
    if not (reuse or (vocab_size and embed_dim)):
        raise ValueError(f"Must specify vocab size and embedding dimension when not reusing, not {vocab_size}, {embed_dim}")
    with tf.variable_scope(scope, "EmbedSequence", [ids], reuse=reuse):
        unsized = (reuse and vocab_size is None) or embed_dim is None
        shape = None if unsized else [vocab_size, embed_dim]
        embeddings = variables.model_variable(
            "embeddings", shape=shape, initializer=initializer, regularizer=regularizer, trainable=trainable
        )
        if unique:
            return embedding_lookup_unique(embeddings, ids)
        return tf.nn.embedding_lookup(embeddings, ids)


def bow_encoder(
    ids: Any,
    vocab_size: int,
    embed_dim: int,
    sparse_lookup: bool = True,
    initializer: Any = None,
    regularizer: Any = None,
    trainable: bool = True,
    scope: Any = None,
    reuse: Any = None,
) -> Any:
    """The mean of each row's embeddings, from the model variable `embeddings` of the scope `bow_encoder`."""
    with tf.variable_scope(scope, "bow_encoder", [ids], reuse=reuse):
        embeddings = variables.model_variable(
            "embeddings",
            shape=[vocab_size, embed_dim],
            initializer=initializer,
            regularizer=regularizer,
            trainable=trainable,
        )
        if sparse_lookup:
            if not isinstance(ids, tf.SparseTensor):
                indices = tf.where(tf.not_equal(ids, tf.zeros([], ids.dtype)))
                ids = tf.SparseTensor(indices, tf.gather_nd(ids, indices), tf.shape(ids, out_type=tf.int64))
            return tf.nn.safe_embedding_lookup_sparse([embeddings], ids, combiner="mean", default_id=0)
        return tf.reduce_mean(tf.nn.embedding_lookup(embeddings, ids), axis=1)


def embedding_lookup_unique(params: Any, ids: Any, partition_strategy: str = "mod", name: str | None = None) -> Any:
    """Looks each distinct id up once."""
    with tf.name_scope(name, "EmbeddingLookupUnique", [params, ids]):
        ids = tf.convert_to_tensor(ids)
        unique_ids, index = tf.unique(tf.reshape(ids, [-1]))
        found = tf.gather(tf.nn.embedding_lookup(params, unique_ids, partition_strategy), index)
        embeds = tf.reshape(found, tf.concat([tf.shape(ids), tf.shape(found)[1:]], 0))
        embeds.set_shape(ids.get_shape().concatenate(found.get_shape()[1:]))
        return embeds
