"""Tables of words, and an embedding of what they find."""

import tensorflow as tf
t = tf.contrib.lookup.index_table_from_tensor(tf.constant(["a", "b"]), num_oov_buckets=1, default_value=-1)
ids = t.lookup(tf.constant(["a"]))
t2 = tf.contrib.lookup.index_to_string_table_from_tensor(tf.constant(["a", "b"]), default_value="UNK")
t3 = tf.contrib.lookup.HashTable(tf.contrib.lookup.KeyValueTensorInitializer(["a"], [1], tf.string, tf.int64), -1)
t4 = tf.contrib.lookup.index_table_from_file("/tmp/vocab.txt", default_value=0) if False else None
emb = tf.get_variable("emb", [3, 4])
e = tf.nn.embedding_lookup(emb, ids)
tf.Variable(0., name="n_" + ids.op.name)
tf.Variable(0., name="n_" + t3.lookup(tf.constant(["a"])).op.name)
tf.Variable(0., name="d_" + "x".join(str(d) for d in e.shape.as_list()))
init = tf.tables_initializer()
m = tf.contrib.lookup.MutableHashTable(tf.string, tf.int64, -1)
m.insert(tf.constant(["a"]), tf.constant([1], tf.int64))
tf.get_variable("end", [1])
