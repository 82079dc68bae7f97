"""Feature columns of tf.contrib.layers: layers of inputs and weighted sums of them."""

import tensorflow as tf

L = tf.contrib.layers
features = {
    "age": tf.placeholder(tf.float32, [None, 1]),
    "hours": tf.placeholder(tf.int64, [None]),
    "job": tf.placeholder(tf.string, [None, 1]),
    "town": tf.SparseTensor([[0, 0]], ["x"], [4, 1]),
    "towns": tf.SparseTensor([[0, 0]], ["x"], [4, 1]),
    "pixels": tf.placeholder(tf.float32, [None, 3, 2]),
    "w": tf.SparseTensor([[0, 0]], [0.5], [4, 1]),
    "zip": tf.SparseTensor([[0, 0]], tf.constant([5], tf.int64), [4, 1]),
}
age = L.real_valued_column("age")
hours = L.real_valued_column("hours", dtype=tf.int64, normalizer=lambda x: x / 40)
pixels = L.real_valued_column("pixels", dimension=6)
buckets = L.bucketized_column(age, boundaries=[18, 25, 30, 30, 40])
job = L.sparse_column_with_hash_bucket("job", hash_bucket_size=100)
town = L.sparse_column_with_keys("town", keys=["x", "y", "z"])
towns = L.sparse_column_with_keys("towns", keys=["x", "y", "z"])
zipped = L.sparse_column_with_integerized_feature("zip", bucket_size=50)
cross = L.crossed_column([job, town], hash_bucket_size=1000)
cross3 = L.crossed_column({buckets, job, town}, hash_bucket_size=1000)
weighted = L.weighted_sparse_column(town, "w")
deep = [age, hours, pixels, buckets, L.embedding_column(job, 8), L.one_hot_column(town), L.embedding_column(cross, 4), L.embedding_column(zipped, 3, combiner="sum", trainable=False)]
deep += L.shared_embedding_columns([town, towns], 5)
outs = {}
with tf.variable_scope("model"):
    net = L.input_from_feature_columns(features, deep, weight_collections=["mine"], cols_to_outs=outs)
    tf.get_variable("width_%s_%d" % (net.shape.as_list()[1], len(outs)), [1])
wide = [age, pixels, buckets, job, town, zipped, cross, cross3, weighted]
logits, by_column, bias = L.weighted_sum_from_feature_columns(features, wide, num_outputs=2)
tf.get_variable("logits_%s_%d_%d" % (logits.shape.as_list()[1], len(by_column), len(tf.get_collection("mine"))), [1])
with tf.variable_scope("again"):
    L.weighted_sum_from_feature_columns(features, wide[:3], num_outputs=1, weight_collections=["lin"])
    L.joint_weighted_sum_from_feature_columns(features, [job, town], num_outputs=3, scope="joint")
    L.input_from_feature_columns(features, deep[:3])
    L.input_from_feature_columns(features, deep[-1:])
x = tf.placeholder(tf.float32, [None, 4])
inferred = L.infer_real_valued_columns(x)
L.weighted_sum_from_feature_columns({"": x}, inferred, 1)
L.input_from_feature_columns({"": x}, inferred)
for v in tf.model_variables():
    tf.Variable(0.0, name="m_" + v.op.name.replace("/", "."))
L.weighted_sum_from_feature_columns(features, deep, num_outputs=1, scope="refused")
