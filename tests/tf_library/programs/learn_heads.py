"""Heads of contrib.learn under a model of the program's own, and wide and deep estimators over words."""

import tensorflow as tf

learn = tf.contrib.learn
L = tf.contrib.layers


def model_with(head, scope):
    def model_fn(features, labels, mode, params):
        net = L.fully_connected(features["x"], 6, scope="hidden")
        return head.create_model_fn_ops(
            features, mode, labels=labels, logits_input=net, scope=scope,
            train_op_fn=lambda loss: L.optimize_loss(loss, tf.train.get_global_step(), 0.1, "Momentum"),
        )

    return learn.Estimator(model_fn=model_fn, params={})


def inputs(dtype, columns):
    def input_fn():
        shape = [8, columns] if columns else [8]
        return {"x": tf.ones([8, 4]), "w": tf.ones([8, 1])}, tf.zeros(shape, dtype)

    return input_fn


for head, labels in (
    (learn.multi_class_head(4, metric_class_ids=[0, 2], head_name="four"), inputs(tf.int32, 1)),
    (learn.multi_class_head(2, thresholds=[0.3, 0.7], weight_column_name="w"), inputs(tf.int32, 1)),
    (learn.multi_label_head(3, metric_class_ids=[1]), inputs(tf.int32, 3)),
    (learn.poisson_regression_head(enable_centered_bias=True), inputs(tf.float32, 1)),
    (learn.regression_head(label_dimension=2, head_name="both"), inputs(tf.float32, 2)),
    (learn.binary_svm_head(), inputs(tf.int32, 1)),
):
    for scope in (None, "given"):
        estimator = model_with(head, scope)
        estimator.fit(input_fn=labels, steps=1)
        estimator.evaluate(input_fn=labels, steps=1)
job, town = [L.sparse_column_with_hash_bucket(name, 10) for name in ("job", "town")]


def words():
    return {name: tf.SparseTensor([[0, 0]], ["a"], [8, 1]) for name in ("job", "town")}, tf.zeros([8, 1], tf.int32)


learn.LinearClassifier([job, town], n_classes=5, _joint_weight=True, gradient_clip_norm=2.0).fit(input_fn=words, steps=1)
combined = learn.DNNLinearCombinedClassifier(linear_feature_columns=[job], dnn_feature_columns=[L.embedding_column(town, 3)], dnn_hidden_units=[4])
combined.fit(input_fn=words, steps=1)
combined.evaluate(input_fn=words, steps=1)
