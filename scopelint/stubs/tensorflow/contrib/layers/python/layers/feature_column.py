"""Feature columns of `tf.contrib.layers` (contrib/layers/python/layers/feature_column.py), which came before `tf.feature_column`.

A column is put into a dict of tensors under itself, once, by `insert_transformed_feature`; then it is embedded, or is a dense tensor.
Columns are built in the order of their keys, which are their class's name and their fields.
"""

import collections

import _scopelint
import tensorflow as tf
from tensorflow.contrib.framework.python.ops import variables
from tensorflow.contrib.layers.python.layers import embedding_ops

_Embedded = collections.namedtuple("_Embedded", ["ids", "weights", "size", "initializer", "combiner"])


class _Fields:
    """What prints as a named tuple of its fields."""

    _fields = ()

    def _set(self, **fields):
        for name in fields:
            setattr(self, name, fields[name])

    def __repr__(self):
        return "%s(%s)" % (type(self).__name__, ", ".join(["%s=%r" % (name, getattr(self, name)) for name in self._fields]))


class _SparseIdLookupConfig(_Fields):
    _fields = ("vocabulary_file", "keys", "num_oov_buckets", "vocab_size", "default_value")

    def __init__(self, vocabulary_file, keys, num_oov_buckets, vocab_size, default_value):
        self._set(vocabulary_file=vocabulary_file, keys=keys, num_oov_buckets=num_oov_buckets, vocab_size=vocab_size)
        self.default_value = default_value


class _FeatureColumn(_Fields):
    _unnamed = ()
    """Fields that the key leaves out; such a key has no quotes around strings."""

    @property
    def key(self):
        if not self._unnamed:
            return repr(self)
        shown = [name for name in self._fields if name not in self._unnamed]
        return "%s(%s)" % (type(self).__name__, ", ".join(["%s=%s" % (name, getattr(self, name)) for name in shown]))

    def _wide(self, transformed):
        """What a linear model looks up; None for a dense column."""
        return None

    def _dense(self, transformed):
        return transformed


def _flat(tensor, rank):
    """A tensor with the last dimensions made one, so that it has this rank."""
    if isinstance(tensor, tf.SparseTensor) or tensor.shape.ndims == rank:
        return tensor
    if tensor.shape.ndims == rank - 1:
        return tf.expand_dims(tensor, -1, name="expand_dims")
    sizes = tensor.shape.as_list()
    return tf.reshape(tensor, [-1, _scopelint.num_elements(sizes[1:])] if rank == 2 else [-1, sizes[1], _scopelint.num_elements(sizes[2:])])


class _SparseColumn(_FeatureColumn):
    _fields = ("column_name", "is_integerized", "bucket_size", "lookup_config", "combiner", "dtype")

    def __init__(self, column_name, is_integerized=False, bucket_size=None, lookup_config=None, combiner="sum", dtype=tf.string):
        self._set(column_name=column_name, is_integerized=is_integerized, bucket_size=bucket_size, lookup_config=lookup_config)
        self._set(combiner=combiner, dtype=dtype, name=column_name)

    @property
    def length(self):
        if self.bucket_size is not None:
            return self.bucket_size
        return self.lookup_config.vocab_size + self.lookup_config.num_oov_buckets

    @property
    def config(self):
        return {self.column_name: tf.VarLenFeature(self.dtype)}

    def id_tensor(self, transformed):
        return transformed

    def weight_tensor(self, transformed):
        return None

    def insert_transformed_feature(self, columns_to_tensors):
        given = columns_to_tensors[self.name]
        if not isinstance(given, tf.SparseTensor):
            flat = _flat(given, 2)
            indices = tf.where(tf.not_equal(flat, tf.constant("" if flat.dtype == tf.string else -1, dtype=flat.dtype)))
            given = tf.SparseTensor(indices, tf.gather_nd(flat, indices), tf.shape(flat, out_type=tf.int64))
        ids = _scopelint.tensor([None], tf.int64, given)
        columns_to_tensors[self] = tf.SparseTensor(given.indices, ids, given.dense_shape)

    def _wide(self, transformed):
        ids, weights = self.id_tensor(transformed), self.weight_tensor(transformed)
        return _Embedded(ids, weights, self.length, tf.zeros_initializer(), self.combiner)


class _SparseColumnIntegerized(_SparseColumn):
    pass


class _SparseColumnHashed(_SparseColumn):
    pass


class _SparseColumnKeys(_SparseColumn):
    pass


class _SparseColumnVocabulary(_SparseColumn):
    pass


class _WeightedSparseColumn(_SparseColumn):
    _fields = ("sparse_id_column", "weight_column_name", "dtype")

    def __init__(self, sparse_id_column, weight_column_name, dtype):
        self._set(sparse_id_column=sparse_id_column, weight_column_name=weight_column_name, dtype=dtype)
        self._set(name="%s_weighted_by_%s" % (sparse_id_column.name, weight_column_name), combiner=sparse_id_column.combiner)

    @property
    def length(self):
        return self.sparse_id_column.length

    def id_tensor(self, transformed):
        return transformed[0]

    def weight_tensor(self, transformed):
        return transformed[1]

    def insert_transformed_feature(self, columns_to_tensors):
        ids = _transformed(self.sparse_id_column, columns_to_tensors)
        columns_to_tensors[self] = (ids, columns_to_tensors[self.weight_column_name])


class _OneHotColumn(_FeatureColumn):
    _fields = ("sparse_id_column",)

    def __init__(self, sparse_id_column):
        self._set(sparse_id_column=sparse_id_column, name="%s_one_hot" % sparse_id_column.name, length=sparse_id_column.length)

    def insert_transformed_feature(self, columns_to_tensors):
        columns_to_tensors[self] = _transformed(self.sparse_id_column, columns_to_tensors)

    def _to_dnn_input_layer(self, transformed, weight_collections, trainable):
        ids = self.sparse_id_column.id_tensor(transformed)
        return _scopelint.tensor([ids.shape.as_list()[0] if ids.shape.ndims else None, self.length], tf.float32, ids)


class _EmbeddingColumn(_FeatureColumn):
    _fields = (
        "sparse_id_column", "dimension", "combiner", "initializer", "ckpt_to_load_from", "tensor_name_in_ckpt", "shared_embedding_name",
        "shared_vocab_size", "max_norm", "trainable",
    )
    _unnamed = ("initializer",)

    def __init__(
        self, sparse_id_column, dimension, combiner="mean", initializer=None, ckpt_to_load_from=None, tensor_name_in_ckpt=None,
        shared_embedding_name=None, shared_vocab_size=None, max_norm=None, trainable=True,
    ):
        self._set(sparse_id_column=sparse_id_column, dimension=dimension, combiner=combiner, ckpt_to_load_from=ckpt_to_load_from)
        self._set(tensor_name_in_ckpt=tensor_name_in_ckpt, shared_embedding_name=shared_embedding_name, shared_vocab_size=shared_vocab_size)
        self._set(max_norm=max_norm, trainable=trainable, length=shared_vocab_size or sparse_id_column.length)
        self.initializer = initializer or tf.truncated_normal_initializer(mean=0.0, stddev=0.1)
        self.name = ("%s_embedding" if shared_embedding_name is None else "%s_shared_embedding") % sparse_id_column.name

    def insert_transformed_feature(self, columns_to_tensors):
        columns_to_tensors[self] = _transformed(self.sparse_id_column, columns_to_tensors)

    def _wide(self, transformed):
        raise ValueError("Column %s is not supported in linear models. Please use sparse_column." % self)

    def _to_dnn_input_layer(self, transformed, weight_collections, trainable):
        column = self.sparse_id_column
        table = self._table(weight_collections, trainable and self.trainable)
        return embedding_ops.safe_embedding_lookup_sparse(
            table, column.id_tensor(transformed), column.weight_tensor(transformed), self.combiner, name=self.name + "weights"
        )

    def _table(self, weight_collections, trainable):
        """The embeddings; columns that share theirs find it in a collection."""
        if self.shared_embedding_name is None:
            return self._made("weights", weight_collections, trainable)
        collection = "SHARED_EMBEDDING_COLLECTION_" + self.shared_embedding_name.upper()
        if not tf.get_collection(collection):
            tf.add_to_collection(collection, self._made(self.shared_embedding_name, weight_collections, trainable))
        return tf.get_collection(collection)[0]

    def _made(self, name, weight_collections, trainable):
        shape = [self.length, self.dimension]
        return variables.model_variable(
            name, shape=shape, dtype=tf.float32, initializer=self.initializer, trainable=trainable, collections=weight_collections
        )


class _RealValuedColumn(_FeatureColumn):
    _fields = ("column_name", "dimension", "default_value", "dtype", "normalizer")
    _unnamed = ("normalizer",)

    def __init__(self, column_name, dimension, default_value, dtype, normalizer):
        self._set(column_name=column_name, dimension=dimension, default_value=default_value, dtype=dtype, normalizer=normalizer)
        self.name = column_name

    @property
    def config(self):
        return {self.column_name: tf.FixedLenFeature([self.dimension], self.dtype, self.default_value)}

    def insert_transformed_feature(self, columns_to_tensors):
        given = columns_to_tensors[self.name]
        columns_to_tensors[self] = tf.cast(given if self.normalizer is None else self.normalizer(given), tf.float32)

    def _to_dnn_input_layer(self, transformed, weight_collections, trainable):
        return _flat(transformed, 2)


class _BucketizedColumn(_FeatureColumn):
    _fields = ("source_column", "boundaries")

    def __init__(self, source_column, boundaries):
        kept = tuple([b for i, b in enumerate(boundaries) if i == len(boundaries) - 1 or b != boundaries[i + 1]])
        self._set(source_column=source_column, boundaries=kept, name="%s_bucketized" % source_column.name, length=len(kept) + 1)

    def insert_transformed_feature(self, columns_to_tensors):
        source = _transformed(self.source_column, columns_to_tensors)
        columns_to_tensors[self] = _scopelint.tensor(source.shape, tf.int32, source)

    def _size(self):
        return self.length * self.source_column.dimension

    def _to_dnn_input_layer(self, transformed, weight_collections, trainable):
        return tf.reshape(tf.one_hot(tf.cast(transformed, tf.int64), self.length, 1.0, 0.0, name="one_hot"), [-1, self._size()], name="reshape")

    def _wide(self, transformed):
        indices, ids = _scopelint.tensor([None, 2], tf.int64, transformed), _scopelint.tensor([None], tf.int32, transformed)
        sparse = tf.SparseTensor(indices, ids, _scopelint.tensor([2], tf.int64, transformed))
        return _Embedded(sparse, None, self._size(), tf.zeros_initializer(), "sum")


class _CrossedColumn(_FeatureColumn):
    _fields = ("columns", "hash_bucket_size", "hash_key", "combiner", "ckpt_to_load_from", "tensor_name_in_ckpt")

    def __init__(self, columns, hash_bucket_size, hash_key, combiner="sum", ckpt_to_load_from=None, tensor_name_in_ckpt=None):
        columns = tuple(sorted(columns, key=lambda column: column.name))
        self._set(columns=columns, hash_bucket_size=hash_bucket_size, hash_key=hash_key, combiner=combiner)
        self._set(ckpt_to_load_from=ckpt_to_load_from, tensor_name_in_ckpt=tensor_name_in_ckpt, length=hash_bucket_size)
        self.name = "_X_".join([column.name for column in columns])

    def id_tensor(self, transformed):
        return transformed

    def weight_tensor(self, transformed):
        return None

    def insert_transformed_feature(self, columns_to_tensors):
        parts = [_transformed(column, columns_to_tensors) for column in self.columns if not isinstance(column, _CrossedColumn)]
        indices, ids = _scopelint.tensor([None, 2], tf.int64, *parts), _scopelint.tensor([None], tf.int64, *parts)
        columns_to_tensors[self] = tf.SparseTensor(indices, ids, _scopelint.tensor([2], tf.int64, *parts))

    def _wide(self, transformed):
        return _Embedded(transformed, None, self.length, tf.zeros_initializer(), self.combiner)


def _transformed(column, columns_to_tensors):
    if column not in columns_to_tensors:
        column.insert_transformed_feature(columns_to_tensors)
    return columns_to_tensors[column]


def sparse_column_with_integerized_feature(column_name, bucket_size, combiner="sum", dtype=tf.int64):
    return _SparseColumnIntegerized(column_name, True, bucket_size, combiner=combiner, dtype=dtype)


def sparse_column_with_hash_bucket(column_name, hash_bucket_size, combiner="sum", dtype=tf.string, hash_keys=None):
    return _SparseColumnHashed(column_name, bucket_size=hash_bucket_size, combiner=combiner, dtype=dtype)


def sparse_column_with_keys(column_name, keys, default_value=-1, combiner="sum", dtype=tf.string):
    keys = tuple(keys)
    found = _SparseIdLookupConfig(None, keys, 0, len(keys), default_value)
    return _SparseColumnKeys(column_name, lookup_config=found, combiner=combiner, dtype=dtype)


def sparse_column_with_vocabulary_file(
    column_name, vocabulary_file, num_oov_buckets=0, vocab_size=None, default_value=-1, combiner="sum", dtype=tf.string
):
    if vocab_size is None:
        raise ValueError("vocab_size should be defined. column_name: %s" % column_name)
    found = _SparseIdLookupConfig(vocabulary_file, None, num_oov_buckets, vocab_size, default_value)
    return _SparseColumnVocabulary(column_name, lookup_config=found, combiner=combiner, dtype=dtype)


def weighted_sparse_column(sparse_id_column, weight_column_name, dtype=tf.float32):
    return _WeightedSparseColumn(sparse_id_column, weight_column_name, dtype)


def one_hot_column(sparse_id_column):
    return _OneHotColumn(sparse_id_column)


def embedding_column(
    sparse_id_column, dimension, combiner="mean", initializer=None, ckpt_to_load_from=None, tensor_name_in_ckpt=None, max_norm=None,
    trainable=True,
):
    return _EmbeddingColumn(
        sparse_id_column, dimension, combiner, initializer, ckpt_to_load_from, tensor_name_in_ckpt, max_norm=max_norm, trainable=trainable
    )


def shared_embedding_columns(
    sparse_id_columns, dimension, combiner="mean", shared_embedding_name=None, initializer=None, ckpt_to_load_from=None,
    tensor_name_in_ckpt=None, max_norm=None, trainable=True,
):
    size = None
    if len(sparse_id_columns) > 1:
        size = sparse_id_columns[0].length
        if not shared_embedding_name:
            names = sorted([column.name for column in sparse_id_columns])
            shared_embedding_name = "_".join(names[:3])
            if len(names) > 3:
                shared_embedding_name += "_plus_%d_others" % (len(names) - 3)
            shared_embedding_name += "_shared_embedding"
    return tuple([
        _EmbeddingColumn(
            column, dimension, combiner, initializer, ckpt_to_load_from, tensor_name_in_ckpt, shared_embedding_name, size, max_norm, trainable
        )
        for column in sparse_id_columns
    ])


def real_valued_column(column_name, dimension=1, default_value=None, dtype=tf.float32, normalizer=None):
    if not isinstance(dimension, int):
        raise TypeError("dimension must be an integer. dimension: %s, column_name: %s" % (dimension, column_name))
    if isinstance(default_value, (int, float)):
        default_value = [default_value] * dimension
    return _RealValuedColumn(column_name, dimension, default_value and tuple(default_value), dtype, normalizer)


def bucketized_column(source_column, boundaries):
    return _BucketizedColumn(source_column, boundaries)


def crossed_column(columns, hash_bucket_size, combiner="sum", ckpt_to_load_from=None, tensor_name_in_ckpt=None, hash_key=None):
    return _CrossedColumn(columns, hash_bucket_size, hash_key, combiner, ckpt_to_load_from, tensor_name_in_ckpt)


def create_feature_spec_for_parsing(feature_columns):
    found = {}
    for column in feature_columns:
        found.update(_config(column))
    return found


def _config(column):
    """How the features below a column are parsed."""
    if isinstance(column, _CrossedColumn):
        return create_feature_spec_for_parsing(column.columns)
    if isinstance(column, _WeightedSparseColumn):
        return dict(_config(column.sparse_id_column), **{column.weight_column_name: tf.VarLenFeature(column.dtype)})
    if isinstance(column, (_OneHotColumn, _EmbeddingColumn)):
        return _config(column.sparse_id_column)
    return column.source_column.config if isinstance(column, _BucketizedColumn) else column.config
