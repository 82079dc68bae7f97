"""Static shapes of sparse tensors."""

import tensorflow as tf


def report(label, tensor):
    shape = "unknown" if tensor.shape.ndims is None else "x".join(map(str, tensor.shape.as_list())) or "scalar"
    tf.Variable(0.0, name="%s_%s_%s" % (label, shape, tensor.dtype.name))


def everything(s):
    report("whole", s)
    report("indices", s.indices)
    report("values", s.values)
    report("shape", s.dense_shape)
    report("dense", tf.sparse_tensor_to_dense(s))
    report("sum", tf.sparse_reduce_sum(s))
    report("rows", tf.sparse_reduce_sum(s, 1))
    report("kept", tf.sparse_reduce_sum(s, -1, keepdims=True))
    report("both", tf.sparse_reduce_sum(s, [0, 1], keep_dims=True))
    report("max", tf.sparse_reduce_max(s, 0))
    report("product", tf.sparse_tensor_dense_matmul(s, tf.zeros([6, 5])))
    ids = tf.SparseTensor(s.indices, tf.cast(s.values, tf.int32), s.dense_shape)
    report("safe", tf.nn.safe_embedding_lookup_sparse(tf.get_variable("e", [9, 5]), ids))
    report("looked_up", tf.nn.embedding_lookup_sparse(tf.get_variable("e2", [9, 5]), ids, None))
    report("twice", tf.sparse_add(s, s))
    report("turned", tf.sparse_transpose(s))
    report("retained", tf.sparse_retain(s, tf.placeholder(tf.bool, [None])))


with tf.variable_scope("constant"):
    everything(tf.SparseTensor([[0, 0]], [1.0], [4, 6]))
with tf.variable_scope("fed_shape"):
    everything(tf.SparseTensor(tf.zeros([3, 2], tf.int64), tf.zeros([3]), tf.placeholder(tf.int64, [2])))
with tf.variable_scope("fed"):
    everything(tf.sparse_placeholder(tf.float32, [4, 6]))
with tf.variable_scope("fed_rows"):
    everything(tf.sparse_placeholder(tf.float32, [None, 6]))
with tf.variable_scope("unknown"):
    everything(tf.sparse_placeholder(tf.float32))
