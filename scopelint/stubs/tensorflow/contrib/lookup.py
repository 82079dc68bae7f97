"""Lookup tables (ops/lookup_ops.py): what is found has the shape of the keys."""

import _scopelint
import tensorflow as tf


class _Initializer:
    """What fills a table; it does so when the table is made."""

    _name = "text_file_init"

    def __init__(self, key_dtype, value_dtype, name=None):
        self.key_dtype = key_dtype and tf.as_dtype(key_dtype)
        self.value_dtype = value_dtype and tf.as_dtype(value_dtype)
        self._name = name or self._name

    def initialize(self, table):
        with tf.name_scope(self._name):
            op = tf.no_op(name="LookupTableImportV2")
        tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, op)
        return op


class KeyValueTensorInitializer(_Initializer):
    _name = "key_value_init"

    def __init__(self, keys, values, key_dtype=None, value_dtype=None, name=None):
        keys = tf.convert_to_tensor(keys, dtype=key_dtype, name="keys")
        values = tf.convert_to_tensor(values, dtype=value_dtype, name="values")
        super().__init__(keys.dtype, values.dtype, name)


class TextFileIndex:
    WHOLE_LINE = -2
    LINE_NUMBER = -1


class TextFileInitializer(_Initializer):
    def __init__(self, filename, key_dtype, key_index, value_dtype, value_index, vocab_size=None, delimiter="\t", name=None):
        super().__init__(key_dtype, value_dtype, name)


class TextFileStringTableInitializer(_Initializer):
    def __init__(self, filename, key_column_index=-1, value_column_index=-2, vocab_size=None, delimiter="\t", name=None):
        super().__init__(tf.int64, tf.string, name)


class TextFileIdTableInitializer(_Initializer):
    def __init__(
        self, filename, key_column_index=-2, value_column_index=-1, vocab_size=None, delimiter="\t", name=None, key_dtype=tf.string
    ):
        super().__init__(key_dtype, tf.int64, name)


class LookupInterface:
    _name = "hash_table"
    _found = "LookupTableFindV2"

    @property
    def name(self):
        return self._name

    @property
    def key_dtype(self):
        return self._key_dtype

    @property
    def value_dtype(self):
        return self._value_dtype

    def _value_shape(self):
        return []

    def lookup(self, keys, name=None):
        with tf.name_scope(name, "%s_Lookup" % self._name):
            if isinstance(keys, tf.SparseTensor):
                found = tf.identity(_scopelint.tensor(None, self._value_dtype), name=self._found)
                return tf.SparseTensor(keys.indices, found, keys.dense_shape)
            keys = tf.convert_to_tensor(keys)
            found = tf.identity(_scopelint.tensor(None, self._value_dtype), name=self._found)
            if keys.shape.ndims is None:
                return found
            return _scopelint.with_shape(found, keys.shape.as_list() + self._value_shape())

    def __getitem__(self, keys):
        return self.lookup(keys)

    def size(self, name=None):
        return _scopelint.with_shape(tf.identity(_scopelint.tensor([], tf.int64), name=name or "%s_Size" % self._name), [])

    @property
    def init(self):
        return tf.no_op()

    initializer = init


class HashTable(LookupInterface):
    def __init__(self, initializer, default_value, shared_name=None, name=None):
        self._key_dtype = initializer.key_dtype
        self._value_dtype = initializer.value_dtype
        self.default_value = tf.convert_to_tensor(default_value, dtype=self._value_dtype)
        self._name = tf.identity(_scopelint.tensor([], tf.resource), name=name or "hash_table").op.name.split("/")[-1]
        self._init_op = initializer.initialize(self)

    @property
    def init(self):
        return self._init_op

    initializer = init


StaticHashTable = HashTable


class IdTableWithHashBuckets(LookupInterface):
    _found = "SelectV2"

    def __init__(self, table, num_oov_buckets, hasher_spec=None, name=None, key_dtype=None):
        self._table = table
        self._key_dtype = key_dtype or (tf.string if table is None else table.key_dtype)
        self._value_dtype = tf.int64
        if table is None:
            self._name = name or "hash_bucket"
            self._found = self._name
        else:
            self._name = name or table.name


class StaticVocabularyTable(IdTableWithHashBuckets):
    def __init__(self, initializer, num_oov_buckets, lookup_key_dtype=None, name=None):
        table = None if initializer is None else HashTable(initializer, -1)
        super().__init__(table, num_oov_buckets, name=name, key_dtype=lookup_key_dtype)


class MutableHashTable(LookupInterface):
    def __init__(self, key_dtype, value_dtype, default_value, shared_name=None, name="MutableHashTable", checkpoint=True):
        self._key_dtype = tf.as_dtype(key_dtype)
        self._value_dtype = tf.as_dtype(value_dtype)
        self._name = tf.identity(_scopelint.tensor([], tf.resource), name=name).op.name.split("/")[-1]

    def insert(self, keys, values, name=None):
        with tf.name_scope(name, "%s_lookup_table_insert" % self._name):
            return tf.no_op(name="LookupTableInsertV2")

    def export(self, name=None):
        return _scopelint.tensor([None], self._key_dtype), _scopelint.tensor([None], self._value_dtype)


class MutableDenseHashTable(MutableHashTable):
    def __init__(
        self, key_dtype, value_dtype, default_value, empty_key, deleted_key=None, initial_num_buckets=None, shared_name=None,
        name="MutableDenseHashTable", checkpoint=True,
    ):
        super().__init__(key_dtype, value_dtype, default_value, name=name)


def _indexed(table, num_oov_buckets, key_dtype):
    return IdTableWithHashBuckets(table, num_oov_buckets, key_dtype=key_dtype) if num_oov_buckets else table


def index_table_from_tensor(
    vocabulary_list=None, num_oov_buckets=0, default_value=-1, hasher_spec=None, dtype=tf.string, name=None, mapping=None
):
    vocabulary_list = mapping if vocabulary_list is None else vocabulary_list
    if vocabulary_list is None:
        raise ValueError("vocabulary_list must be specified.")
    with tf.name_scope(name, "string_to_index"):
        keys = tf.convert_to_tensor(vocabulary_list)
        return _indexed(HashTable(_Initializer(keys.dtype, tf.int64), default_value), num_oov_buckets, dtype)


def index_table_from_file(
    vocabulary_file=None, num_oov_buckets=0, vocab_size=None, default_value=-1, hasher_spec=None, key_dtype=tf.string, name=None,
    key_column_index=-2, value_column_index=-1, delimiter="\t",
):
    if vocabulary_file is None or vocabulary_file == "":
        raise ValueError("vocabulary_file must be specified and must not be empty.")
    with tf.name_scope(name, "string_to_index"):
        return _indexed(HashTable(_Initializer(key_dtype, tf.int64), default_value), num_oov_buckets, key_dtype)


def index_to_string_table_from_tensor(vocabulary_list=None, default_value="UNK", name=None, mapping=None):
    vocabulary_list = mapping if vocabulary_list is None else vocabulary_list
    if vocabulary_list is None:
        raise ValueError("vocabulary_list must be specified.")
    with tf.name_scope(name, "index_to_string"):
        tf.convert_to_tensor(vocabulary_list)
        return HashTable(_Initializer(tf.int64, tf.string), default_value)


def index_to_string_table_from_file(
    vocabulary_file, vocab_size=None, default_value="UNK", name=None, key_column_index=-1, value_column_index=-2, delimiter="\t"
):
    with tf.name_scope(name, "index_to_string"):
        return HashTable(_Initializer(tf.int64, tf.string), default_value)


def string_to_index(tensor, mapping, default_value=-1, name=None):
    return index_table_from_tensor(mapping, default_value=default_value).lookup(tensor)


def index_to_string(tensor, mapping, default_value="UNK", name=None):
    return index_to_string_table_from_tensor(mapping, default_value).lookup(tensor)
