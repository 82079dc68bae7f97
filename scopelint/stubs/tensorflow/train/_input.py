"""Queues of files and examples (training/input.py): `num_epochs` is counted in a local variable."""

import _scopelint
import tensorflow as tf


def match_filenames_once(pattern, name=None):
    with tf.name_scope(name, "matching_filenames", [pattern]) as name:
        return tf.Variable(
            initial_value=_scopelint.tensor([None], tf.string), name=name, trainable=False, validate_shape=False,
            collections=[tf.GraphKeys.LOCAL_VARIABLES],
        )


def limit_epochs(tensor, num_epochs=None, name=None):
    if num_epochs is None:
        return tensor
    with tf.name_scope(name, "limit_epochs", [tensor]) as name:
        zero = tf.constant(0, dtype=tf.int64)
        tf.Variable(zero, name="epochs", trainable=False, collections=[tf.GraphKeys.LOCAL_VARIABLES])
        return tf.identity(tensor, name=name)


def input_producer(
    input_tensor, element_shape=None, num_epochs=None, shuffle=True, seed=None, capacity=32, shared_name=None, summary_name=None,
    name=None, cancel_op=None,
):
    with tf.name_scope(name, "input_producer", [input_tensor]):
        input_tensor = tf.convert_to_tensor(input_tensor, name="input_tensor")
        limit_epochs(input_tensor, num_epochs)
        shape = input_tensor.shape[1:].merge_with(element_shape)
        return tf.FIFOQueue(capacity, dtypes=[input_tensor.dtype], shapes=[shape], shared_name=shared_name, name=name)


def string_input_producer(
    string_tensor, num_epochs=None, shuffle=True, seed=None, capacity=32, shared_name=None, name=None, cancel_op=None
):
    with tf.name_scope(name, "input_producer", [string_tensor]) as name:
        return input_producer(string_tensor, num_epochs=num_epochs, name=name)


def range_input_producer(limit, num_epochs=None, shuffle=True, seed=None, capacity=32, shared_name=None, name=None):
    with tf.name_scope(name, "input_producer", [limit]) as name:
        return input_producer(tf.range(limit), [], num_epochs, name=name)


def slice_input_producer(tensor_list, num_epochs=None, shuffle=True, seed=None, capacity=32, shared_name=None, name=None):
    with tf.name_scope(name, "input_producer", tensor_list):
        tensors = [tf.convert_to_tensor(t) for t in tensor_list]
        range_input_producer(tensors[0].shape[0].value, num_epochs)
        return [_scopelint.op("GatherV2", [(t.shape[1:], t.dtype)], t)[0] for t in tensors]


def _batched(tensors, batch_size, name, default, many, shapes, allow_smaller):
    """Batches of what is given (a list within it is one tensor); of a list with one tensor that tensor's alone (`_as_original_type`)."""
    with tf.name_scope(name, default) as scope:
        size = None if allow_smaller or not isinstance(batch_size, int) else batch_size
        keys = sorted(tensors) if isinstance(tensors, dict) else None
        given = [tensors[key] for key in keys] if keys is not None else tensors if isinstance(tensors, (list, tuple)) else [tensors]
        if _scopelint.is_unknown(tensors):
            tf.no_op(name=scope)
            return _scopelint.unknown("batches of what is not known")
        made = []
        for index, x in enumerate(given):
            x = tf.convert_to_tensor(x)
            shape = x.shape if shapes is None else tf.TensorShape(shapes[index])
            shape = [size] + (shape[1:] if many and shapes is None else shape).as_list() if shape.ndims is not None else None
            one = _scopelint.tensor(shape, x.dtype, x)
            if index == 0:
                one = tf.identity(one, name=scope)
                one = one if shape is None else _scopelint.with_shape(one, shape)
            made.append(one)
        if keys is not None:
            return dict(zip(keys, made))
        return made[0] if len(made) == 1 else made


def batch(
    tensors, batch_size, num_threads=1, capacity=32, enqueue_many=False, shapes=None, dynamic_pad=False,
    allow_smaller_final_batch=False, shared_name=None, name=None,
):
    return _batched(tensors, batch_size, name, "batch", enqueue_many, shapes, allow_smaller_final_batch)


def shuffle_batch(
    tensors, batch_size, capacity, min_after_dequeue, num_threads=1, seed=None, enqueue_many=False, shapes=None,
    allow_smaller_final_batch=False, shared_name=None, name=None,
):
    return _batched(tensors, batch_size, name, "shuffle_batch", enqueue_many, shapes, allow_smaller_final_batch)


def batch_join(
    tensors_list, batch_size, capacity=32, enqueue_many=False, shapes=None, dynamic_pad=False, allow_smaller_final_batch=False,
    shared_name=None, name=None,
):
    return _batched(tensors_list[0], batch_size, name, "batch_join", enqueue_many, shapes, allow_smaller_final_batch)


def shuffle_batch_join(
    tensors_list, batch_size, capacity, min_after_dequeue, seed=None, enqueue_many=False, shapes=None, allow_smaller_final_batch=False,
    shared_name=None, name=None,
):
    return _batched(tensors_list[0], batch_size, name, "shuffle_batch_join", enqueue_many, shapes, allow_smaller_final_batch)
