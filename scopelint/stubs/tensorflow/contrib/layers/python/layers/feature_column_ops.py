"""What is built of feature columns of `tf.contrib.layers` (contrib/layers/python/layers/feature_column_ops.py)."""

import _scopelint
import tensorflow as tf
from tensorflow.contrib.framework.python.ops import variables
from tensorflow.contrib.layers.python.layers import embedding_ops, feature_column
from tensorflow.contrib.layers.python.layers.feature_column import _flat, _transformed


def _sorted(feature_columns):
    if isinstance(feature_columns, dict):
        raise ValueError("Expected feature_columns to be iterable, found dict.")
    found = {}
    for column in feature_columns:
        if column.key in found:
            raise ValueError("Duplicate feature column key found for column: %s." % column.name)
        found[column.key] = column
    return [found[key] for key in sorted(found)]


def input_from_feature_columns(
    columns_to_tensors, feature_columns, weight_collections=None, trainable=True, scope=None, cols_to_outs=None
):
    tensors = dict(columns_to_tensors)
    columns = _sorted(feature_columns)
    with tf.variable_scope(scope, default_name="input_from_feature_columns", values=columns_to_tensors.values()):
        made = []
        for column in columns:
            with tf.variable_scope(None, default_name=column.name, values=columns_to_tensors.values()):
                made.append(column._to_dnn_input_layer(_transformed(column, tensors), weight_collections, trainable))
                if cols_to_outs is not None:
                    cols_to_outs[column] = made[-1]
        return tf.concat(made, 1)


def _zeros(name, shape, weight_collections, trainable):
    return variables.model_variable(
        name, shape=shape, initializer=tf.zeros_initializer(), trainable=trainable, collections=weight_collections
    )


def _looked_up(table, wide, name):
    """A table of weights and what is found in it; the table may be partitioned."""
    found = embedding_ops.safe_embedding_lookup_sparse(table, wide.ids, wide.weights, wide.combiner, name=name)
    return table, found


def _column_sum(column, tensors, num_outputs, weight_collections, trainable):
    transformed = _transformed(column, tensors)
    wide = column._wide(transformed)
    with tf.variable_scope(None, default_name=column.name, values=tensors.values()):
        if wide is not None:
            table = _zeros("weights", [wide.size, num_outputs], weight_collections, trainable)
            return _looked_up(table, wide, column.name + "_weights")
        dense = _flat(column._dense(transformed), 2)
        weight = _zeros("weight", [dense.shape[1], num_outputs], weight_collections, trainable)
        return weight, tf.matmul(dense, weight, name="matmul")


def weighted_sum_from_feature_columns(columns_to_tensors, feature_columns, num_outputs, weight_collections=None, trainable=True, scope=None):
    tensors = dict(columns_to_tensors)
    columns = _sorted(feature_columns)
    with tf.variable_scope(scope, default_name="weighted_sum_from_feature_columns", values=columns_to_tensors.values()):
        made, column_to_variable = [], {}
        for column in columns:
            weights, result = _column_sum(column, tensors, num_outputs, weight_collections, trainable)
            made.append(tf.reshape(result, (-1, num_outputs)))
            column_to_variable[column] = [weights]
        total = tf.add_n(made)
        bias = _zeros("bias_weight", [num_outputs], weight_collections, trainable)
        return tf.nn.bias_add(total, bias), column_to_variable, bias


def joint_weighted_sum_from_feature_columns(
    columns_to_tensors, feature_columns, num_outputs, weight_collections=None, trainable=True, scope=None
):
    tensors = dict(columns_to_tensors)
    columns = _sorted(feature_columns)
    with tf.variable_scope(scope, default_name="joint_weighted_sum_from_feature_columns", values=columns_to_tensors.values()):
        wide = [column._wide(_transformed(column, tensors)) for column in columns]
        if None in wide:
            raise NotImplementedError("Real-valued columns are not supported.")
        with tf.variable_scope(None, default_name="linear_weights", values=columns_to_tensors.values()):
            table = _zeros("weights", [sum([one.size for one in wide]), num_outputs], weight_collections, trainable)
            table, total = _looked_up(table, wide[0], "_weights")
        bias = _zeros("bias_weight", [num_outputs], weight_collections, trainable)
        return tf.nn.bias_add(total, bias), [table], bias


def parse_feature_columns_from_examples(serialized, feature_columns, name=None, example_names=None):
    tensors = tf.parse_example(serialized, feature_column.create_feature_spec_for_parsing(feature_columns), example_names, name)
    return transform_features(tensors, feature_columns, keep=True)


def transform_features(features, feature_columns, keep=False):
    tensors = dict(features)
    for column in _sorted(feature_columns):
        _transformed(column, tensors)
    return tensors if keep else {column: tensors[column] for column in feature_columns}


def infer_real_valued_columns(features):
    if not isinstance(features, dict):
        return [_inferred("", features)]
    return [_inferred(name, features[name]) for name in features]


def _inferred(name, tensor):
    sizes = tensor.get_shape().as_list()[1:]
    return feature_column.real_valued_column(name, dimension=_scopelint.num_elements(sizes) if sizes else 1, dtype=tensor.dtype)
