"""The ready-made estimators of contrib.learn: deep, linear and both."""

import tensorflow as tf

learn = tf.contrib.learn
L = tf.contrib.layers
def arrays():
    return tf.ones([8, 4]), tf.zeros([8], tf.int32)


columns = [L.real_valued_column("", dimension=4)]
iris = learn.DNNClassifier(feature_columns=columns, hidden_units=[10, 20], n_classes=3)
iris.fit(input_fn=arrays, steps=1)
iris.evaluate(input_fn=arrays, steps=1)
binary = learn.DNNClassifier([5], columns, enable_centered_bias=True, optimizer=tf.train.AdamOptimizer(0.1), dropout=0.2, gradient_clip_norm=1.0)
binary.fit(input_fn=arrays, steps=1)
linear = learn.LinearClassifier(feature_columns=columns)
linear.fit(input_fn=arrays, steps=1)
linear.evaluate(input_fn=arrays, steps=1)


def mixed():
    features = {"x": tf.ones([8, 1]), "job": tf.SparseTensor([[0, 0]], ["a"], [8, 1])}
    return features, tf.zeros([8, 1], tf.float32)


x, job = L.real_valued_column("x"), L.sparse_column_with_hash_bucket("job", 10)
regressor = learn.LinearRegressor([x, job], optimizer=tf.train.GradientDescentOptimizer(0.1))
regressor.fit(input_fn=mixed, steps=1)
regressor.evaluate(input_fn=mixed, steps=1)
wide_and_deep = learn.DNNLinearCombinedRegressor(
    linear_feature_columns=[job], dnn_feature_columns=[x, L.embedding_column(job, 3)], dnn_hidden_units=[7, 5], fix_global_step_increment_bug=True
)
wide_and_deep.fit(input_fn=mixed, steps=1)
deep = learn.DNNRegressor([3], [tf.feature_column.numeric_column("x")], activation_fn=tf.nn.tanh)
deep.fit(input_fn=mixed, steps=1)
