"""`tf.feature_column` (feature_column/feature_column.py, feature_column_v2.py): embeddings of `input_layer`, weights of `linear_model`."""

import _scopelint
import tensorflow as tf
from tensorflow.layers.base import Layer


class _Column:
    """A column: its name, and as many numbers (dense) or buckets (categorical) as it has."""

    is_dense = False

    @property
    def _var_scope_name(self):
        return self.name

    @property
    def var_scope_name(self):
        return self.name


class _Categorical(_Column):
    def __init__(self, name, num_buckets):
        self.name = name
        self.key = name
        self.num_buckets = num_buckets

    def weight_shape(self, units):
        return [self.num_buckets, units]


class _Dense(_Column):
    is_dense = True

    def __init__(self, name, size):
        self.name = name
        self.key = name
        self.size = size

    def weight_shape(self, units):
        return [self.size, units]

    def dense(self, collections, trainable):
        return []


class _Embedding(_Dense):
    def __init__(self, name, source, dimension, initializer, trainable):
        _Dense.__init__(self, name, dimension)
        self.key = source.key
        self.categorical_column = source
        self.dimension = dimension
        self._initializer = initializer or tf.truncated_normal_initializer(0.0, 0.1)
        self._trainable = trainable

    def dense(self, collections, trainable):
        return [
            tf.get_variable(
                "embedding_weights", shape=[self.categorical_column.num_buckets, self.dimension], dtype=tf.float32,
                initializer=self._initializer, trainable=self._trainable and trainable, collections=collections,
            )
        ]


class _SharedEmbedding(_Embedding):
    """The variable is found again in a collection of the graph."""

    def __init__(self, name, scope_name, source, dimension, initializer, trainable):
        _Embedding.__init__(self, name, source, dimension, initializer, trainable)
        self._scope_name = scope_name

    @property
    def _var_scope_name(self):
        return self._scope_name

    def dense(self, collections, trainable):
        shared = tf.get_collection(self._scope_name)
        if not shared:
            shared = _Embedding.dense(self, collections, trainable)
            tf.add_to_collection(self._scope_name, shared[0])
        return shared


def _product(shape):
    if not isinstance(shape, (list, tuple)):
        return shape
    size = 1
    for dimension in shape:
        size = size * dimension
    return size


def numeric_column(key, shape=(1,), default_value=None, dtype=tf.float32, normalizer_fn=None):
    return _Dense(key, _product(shape))


class _Bucketized(_Dense):
    """Dense, and categorical as well."""

    def __init__(self, source_column, boundaries):
        self.buckets = len(boundaries) + 1
        _Dense.__init__(self, source_column.name + "_bucketized", source_column.size * self.buckets)
        self.key = source_column.key
        self.source_column = source_column
        self.num_buckets = self.size


def bucketized_column(source_column, boundaries):
    return _Bucketized(source_column, boundaries)


def categorical_column_with_hash_bucket(key, hash_bucket_size, dtype=tf.string):
    return _Categorical(key, hash_bucket_size)


def categorical_column_with_identity(key, num_buckets, default_value=None):
    return _Categorical(key, num_buckets)


def categorical_column_with_vocabulary_list(key, vocabulary_list, dtype=None, default_value=-1, num_oov_buckets=0):
    return _Categorical(key, len(vocabulary_list) + num_oov_buckets)


def categorical_column_with_vocabulary_file(
    key, vocabulary_file, vocabulary_size=None, num_oov_buckets=0, default_value=None, dtype=tf.string
):
    if vocabulary_size is None:
        vocabulary_size = _scopelint.unknown("how many lines a file has", int)
    return _Categorical(key, vocabulary_size + num_oov_buckets)


sequence_categorical_column_with_hash_bucket = categorical_column_with_hash_bucket
sequence_categorical_column_with_identity = categorical_column_with_identity
sequence_categorical_column_with_vocabulary_list = categorical_column_with_vocabulary_list
sequence_categorical_column_with_vocabulary_file = categorical_column_with_vocabulary_file


def crossed_column(keys, hash_bucket_size, hash_key=None):
    names = [key if isinstance(key, str) else key.name for key in keys]
    return _Categorical("_X_".join(sorted(names)), hash_bucket_size)


def weighted_categorical_column(categorical_column, weight_feature_key, dtype=tf.float32):
    weighted = _Categorical("%s_weighted_by_%s" % (categorical_column.name, weight_feature_key), categorical_column.num_buckets)
    weighted.key = categorical_column.key
    return weighted


def indicator_column(categorical_column):
    indicator = _Dense(categorical_column.name + "_indicator", categorical_column.num_buckets)
    indicator.key = categorical_column.key
    return indicator


def embedding_column(
    categorical_column, dimension, combiner="mean", initializer=None, ckpt_to_load_from=None, tensor_name_in_ckpt=None, max_norm=None,
    trainable=True, use_safe_embedding_lookup=True,
):
    return _Embedding(categorical_column.name + "_embedding", categorical_column, dimension, initializer, trainable)


def shared_embedding_columns(
    categorical_columns, dimension, combiner="mean", initializer=None, shared_embedding_collection_name=None, ckpt_to_load_from=None,
    tensor_name_in_ckpt=None, max_norm=None, trainable=True, use_safe_embedding_lookup=True,
):
    name = shared_embedding_collection_name
    if not name:
        name = "_".join(sorted([c.name for c in categorical_columns])) + "_shared_embedding"
    return [
        _SharedEmbedding(c.name + "_shared_embedding", name, c, dimension, initializer, trainable) for c in categorical_columns
    ]


def _columns(feature_columns):
    if isinstance(feature_columns, _Column):
        return [feature_columns]
    return sorted(feature_columns, key=lambda column: column.name)


def _collections(weight_collections):
    found = list(weight_collections or [])
    for name in (tf.GraphKeys.GLOBAL_VARIABLES, tf.GraphKeys.MODEL_VARIABLES):
        if name not in found:
            found.append(name)
    return found


def _batch(features, columns):
    """The static batch: one tensor that knows it is enough."""
    for column in columns:
        feature = features.get(column.key) if isinstance(features, dict) else None
        if isinstance(feature, tf.Tensor) and feature.shape.ndims and feature.shape[0].value is not None:
            return feature.shape[0].value
    return None


def input_layer(features, feature_columns, weight_collections=None, trainable=True, cols_to_vars=None, cols_to_output_tensors=None):
    collections = _collections(weight_collections)
    with tf.variable_scope(None, default_name="input_layer"):
        made, size = [], 0
        for column in _columns(feature_columns):
            with tf.variable_scope(None, default_name=column._var_scope_name):
                made += column.dense(collections, trainable)
                size = size + column.size
                if cols_to_vars is not None:
                    cols_to_vars[column] = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope=tf.get_variable_scope().name)
        shape = [_batch(features, _columns(feature_columns)), size]
        return _scopelint.op("concat/concat" if len(_columns(feature_columns)) == 1 else "concat", [(shape, tf.float32)], *made)[0]


class InputLayer:
    """`input_layer` as an object: a template that shares its variables."""

    def __init__(self, feature_columns, weight_collections=None, trainable=True, cols_to_vars=None, name="feature_column_input_layer", create_scope_now=True):
        self._template = tf.make_template(
            name, lambda features: input_layer(features, feature_columns, weight_collections, trainable, cols_to_vars),
            create_scope_now_=create_scope_now,
        )

    def __call__(self, features):
        return self._template(features)


class _Weights(Layer):
    def __init__(self, shape, variable_name, collections, trainable, name):
        super().__init__(trainable=trainable, name=name)
        self._shape = shape
        self._variable_name = variable_name
        self._weight_collections = collections

    def build(self, _):
        self._variable = self.add_variable(
            self._variable_name, shape=self._shape, dtype=tf.float32, initializer=tf.zeros_initializer(), trainable=self.trainable
        )
        for collection in self._weight_collections:
            if collection != tf.GraphKeys.GLOBAL_VARIABLES:
                for part in _scopelint.parts(self._variable):
                    tf.add_to_collection(collection, part)
        self.built = True

    def call(self, _):
        return self._variable


class _LinearModel:
    """Layers in one scope; a layer itself, but of the kind that opens none."""

    def __init__(self, columns, units, collections, trainable, name):
        self.name = name
        self._units = units
        self._columns = columns
        self._layers_of_columns = []
        for column in columns:
            with tf.variable_scope(None, default_name=column._var_scope_name) as vs:
                column_name = vs.name.rsplit("/", 1)[-1]
            layer = _Weights(column.weight_shape(units), "weights", collections, trainable, column_name)
            self._layers_of_columns.append(layer)
        self._bias_layer = _Weights([units], "bias_weights", collections, trainable, "bias_layer")

    def __call__(self, features):
        with tf.name_scope(self.name), tf.variable_scope(self.name):
            made = [layer(features) for layer in sorted(self._layers_of_columns, key=lambda x: x.name)]
            made.append(self._bias_layer(features, scope=tf.get_variable_scope()))
            shape = [_batch(features, self._columns), self._units]
            return _scopelint.op("weighted_sum", [(shape, tf.float32)], *made)[0]


def linear_model(
    features, feature_columns, units=1, sparse_combiner="sum", weight_collections=None, trainable=True, cols_to_vars=None
):
    with tf.variable_scope(None, "linear_model") as vs:
        name = vs.name.rsplit("/", 1)[-1]
    return _LinearModel(_columns(feature_columns), units, _collections(weight_collections), trainable, name)(features)


def make_parse_example_spec(feature_columns):
    return _scopelint.unknown("the features of columns")
