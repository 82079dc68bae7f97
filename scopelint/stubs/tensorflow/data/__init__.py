"""`tf.data` (data/ops/dataset_ops.py, iterator_ops.py): what the elements of a data set look like.

The functions that are mapped over it are called once, on an element, in a graph of their own whose names are its own; a variable
that one makes belongs to the graph around it, and makes TensorFlow call the function a second time.
"""

import _scopelint
import tensorflow as tf
from tensorflow.data import experimental


def _tensors(value):
    """A structure of tensors: tuples and dicts are structure, lists become tensors."""
    if isinstance(value, tf.Tensor) or not _scopelint.is_known(value):
        return value
    if isinstance(value, dict):
        return {key: _tensors(value[key]) for key in value}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return tf.nest.map_structure(tf.convert_to_tensor, value)
    if isinstance(value, tuple):
        return tuple([_tensors(part) for part in value])
    if value is None or isinstance(value, Dataset):
        return value
    return tf.convert_to_tensor(value)


def _map(function, element):
    return tf.nest.map_structure(lambda x: function(x) if isinstance(x, tf.Tensor) else x, element)


def _like(x, shape):
    return _scopelint.tensor(shape, x.dtype, x)


def _static(size):
    """A batch size where the graph knows it."""
    return size if isinstance(size, int) else None


class Dataset:
    def __init__(self, element):
        self._element = element

    # --- sources ----------------------------------------------------------------------------------

    @staticmethod
    def from_tensors(tensors):
        return Dataset(_tensors(tensors))

    @staticmethod
    def from_tensor_slices(tensors):
        return Dataset(_map(lambda x: _like(x, x.shape[1:]), _tensors(tensors)))

    @staticmethod
    def from_sparse_tensor_slices(sparse_tensor):
        return Dataset(_scopelint.unknown("an element of a data set"))

    @staticmethod
    def from_generator(generator, output_types=None, output_shapes=None, args=None, output_signature=None):
        if output_types is None:
            return Dataset(_scopelint.unknown("an element of a data set"))
        return Dataset(_typed(output_types, output_shapes))

    @staticmethod
    def range(*args, **kwargs):
        return Dataset(_scopelint.tensor([], kwargs.get("output_type", tf.int64)))

    @staticmethod
    def list_files(file_pattern, shuffle=None, seed=None):
        return Dataset(_scopelint.tensor([], tf.string))

    @staticmethod
    def zip(datasets):
        return Dataset(tf.nest.map_structure(lambda ds: ds._element, datasets))

    # --- forms ------------------------------------------------------------------------------------

    def batch(self, batch_size, drop_remainder=False, **kwargs):
        size = _static(batch_size) if drop_remainder is True else None
        return Dataset(_map(lambda x: _like(x, [size] + x.shape.as_list()) if x.shape.ndims is not None else _like(x, None), self._element))

    def padded_batch(self, batch_size, padded_shapes=None, padding_values=None, drop_remainder=False):
        size = _static(batch_size) if drop_remainder is True else None
        if padded_shapes is None:
            return self.batch(batch_size, drop_remainder)
        shapes = _shapes_like(padded_shapes, self._element)
        padded = [_like(x, [size] + shape) for x, shape in zip(tf.nest.flatten(self._element), shapes)]
        return Dataset(tf.nest.pack_sequence_as(self._element, padded))

    def map(self, map_func, num_parallel_calls=None, deterministic=None, name=None):
        made = _call(map_func, self._element)
        return Dataset(_tensors(tuple(made) if isinstance(made, list) else made))  # what an op like `py_func` returns is no tensor

    map_with_legacy_function = map

    def flat_map(self, map_func, name=None):
        return Dataset(_call(map_func, self._element)._element)

    def interleave(self, map_func, cycle_length=None, block_length=None, num_parallel_calls=None, deterministic=None, name=None):
        return self.flat_map(map_func)

    def filter(self, predicate, name=None):
        _call(predicate, self._element)
        return self

    filter_with_legacy_function = filter

    def enumerate(self, start=0):
        return Dataset((_scopelint.tensor([], tf.int64), self._element))

    def unbatch(self):
        return Dataset(_map(lambda x: _like(x, x.shape[1:]), self._element))

    def window(self, size, shift=None, stride=1, drop_remainder=False):
        return Dataset(_map(lambda x: Dataset(x), self._element))

    def reduce(self, initial_state, reduce_func):
        return initial_state

    def apply(self, transformation_func):
        return transformation_func(self)

    # --- what changes no element ----------------------------------------------------------------------

    def shuffle(self, buffer_size, seed=None, reshuffle_each_iteration=None, name=None):
        return self

    def repeat(self, count=None, name=None):
        return self

    def prefetch(self, buffer_size, name=None):
        return self

    def cache(self, filename="", name=None):
        return self

    def take(self, count, name=None):
        return self

    def skip(self, count, name=None):
        return self

    def shard(self, num_shards, index, name=None):
        return self

    def concatenate(self, dataset, name=None):
        return self

    def with_options(self, options, name=None):
        return self

    def options(self):
        return Options()

    # --- use ------------------------------------------------------------------------------------------

    @property
    def output_types(self):
        return _map(lambda x: x.dtype, self._element)

    @property
    def output_shapes(self):
        return _map(lambda x: x.shape, self._element)

    @property
    def output_classes(self):
        return _map(lambda x: tf.Tensor, self._element)

    @property
    def element_spec(self):
        return _scopelint.unknown("the specification of an element")

    def make_one_shot_iterator(self):
        return Iterator(self._element)

    def make_initializable_iterator(self, shared_name=None):
        return Iterator(self._element)

    def __iter__(self):
        return iter([self._element])


def _call(function, element):
    """Call a function of the program as `StructuredFunctionWrapper` does: a tuple is its arguments."""
    if not _scopelint.is_known(element):
        arguments = _parts_for(function, element)
    else:
        arguments = element if isinstance(element, tuple) and not hasattr(element, "_fields") else (element,)
    before = len(tf.global_variables())
    result = _scopelint.call_in_function(function, *arguments)
    if len(tf.global_variables()) != before:
        result = _scopelint.call_in_function(function, *arguments)
    return result


def _parts_for(function, element):
    """As many parts of an element that is not known as a function must be given."""
    count = _scopelint.required(function)
    return tuple([_scopelint.unknown("a part of an element of a data set") for _ in range(count)]) if count > 1 else (element,)


def _typed(types, shapes):
    """Tensors of a structure of types; the shapes have the same form, or are None."""
    if _scopelint.is_unknown(types):
        return _scopelint.unknown()
    if _scopelint.is_unknown(shapes):
        shapes = None
    if isinstance(types, dict):
        return {key: _typed(types[key], None if shapes is None else shapes[key]) for key in types}
    if isinstance(types, (tuple, list)):
        return tuple([_typed(t, None if shapes is None else shapes[i]) for i, t in enumerate(types)])
    return _scopelint.tensor(None if shapes is None else tf.TensorShape(shapes), types)


def _shapes_like(shapes, element):
    """The shapes of a structure that belong to the leaves of `element`, as lists; -1 is no size."""
    if isinstance(element, dict):
        return [s for key in sorted(element) for s in _shapes_like(shapes[key], element[key])]
    if isinstance(element, (tuple, list)):
        return [s for i, part in enumerate(element) for s in _shapes_like(shapes[i], part)]
    return [[None if d == -1 else d for d in tf.TensorShape(shapes).as_list()]]


class Iterator:
    def __init__(self, element):
        self._element = element
        self.initializer = tf.no_op(name="MakeIterator")

    @staticmethod
    def from_structure(output_types, output_shapes=None, shared_name=None, output_classes=None):
        return Iterator(_typed(output_types, output_shapes))

    @staticmethod
    def from_string_handle(string_handle, output_types, output_shapes=None, output_classes=None):
        return Iterator(_typed(output_types, output_shapes))

    def make_initializer(self, dataset, name=None):
        return tf.no_op(name="MakeIterator")

    def get_next(self, name=None):
        leaves = [x for x in tf.nest.flatten(self._element) if isinstance(x, tf.Tensor)]
        made = iter(_scopelint.op(name or "IteratorGetNext", [(x.shape, x.dtype) for x in leaves], *leaves))
        return _map(lambda x: next(made), self._element)

    def string_handle(self, name=None):
        return _scopelint.tensor([], tf.string)

    @property
    def output_types(self):
        return _map(lambda x: x.dtype, self._element)

    @property
    def output_classes(self):
        return _map(type, self._element)

    @property
    def output_shapes(self):
        return _map(lambda x: x.shape, self._element)


class _Files(Dataset):
    """Data sets of records and lines: scalar strings."""

    def __init__(self, filenames, *args, **kwargs):
        Dataset.__init__(self, _scopelint.tensor([], tf.string))


class TFRecordDataset(_Files):
    pass


class TextLineDataset(_Files):
    pass


class FixedLengthRecordDataset(_Files):
    pass


class Options:
    def __init__(self):
        self.experimental_optimization = _scopelint.unknown("an option")
        self.experimental_threading = _scopelint.unknown("an option")


def make_one_shot_iterator(dataset):
    return dataset.make_one_shot_iterator()


def make_initializable_iterator(dataset, shared_name=None):
    return dataset.make_initializable_iterator()


def get_output_types(dataset_or_iterator):
    return dataset_or_iterator.output_types


def get_output_shapes(dataset_or_iterator):
    return dataset_or_iterator.output_shapes


def get_output_classes(dataset_or_iterator):
    return dataset_or_iterator.output_classes
