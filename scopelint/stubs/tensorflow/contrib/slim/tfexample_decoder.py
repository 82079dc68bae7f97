"""`slim.tfexample_decoder` (contrib/slim/python/slim/data/tfexample_decoder.py): what is in an example, item by item."""

import _scopelint
import tensorflow as tf


class ItemHandler(object):
    def __init__(self, keys):
        self._keys = keys if isinstance(keys, (tuple, list)) else [keys]

    @property
    def keys(self):
        return self._keys


class ItemHandlerCallback(ItemHandler):
    def __init__(self, keys, func):
        super().__init__(keys)
        self._func = func

    def tensors_to_item(self, keys_to_tensors):
        return self._func(keys_to_tensors)


class BoundingBox(ItemHandler):
    def __init__(self, keys=None, prefix=""):
        super().__init__([prefix + k for k in keys or ["ymin", "xmin", "ymax", "xmax"]])

    def tensors_to_item(self, keys_to_tensors):
        return _scopelint.tensor([None, 4], tf.float32)


class Tensor(ItemHandler):
    def __init__(self, tensor_key, shape_keys=None, shape=None, default_value=0):
        if shape_keys and shape is not None:
            raise ValueError("Cannot specify both shape_keys and shape parameters.")
        self._tensor_key = tensor_key
        self._shape_keys = [shape_keys] if shape_keys and not isinstance(shape_keys, list) else shape_keys
        self._shape = shape
        super().__init__([tensor_key] + (self._shape_keys or []))

    def tensors_to_item(self, keys_to_tensors):
        tensor = keys_to_tensors[self._tensor_key]
        if self._shape_keys:
            return _scopelint.tensor(None, tensor.dtype)
        if isinstance(tensor, tf.SparseTensor):
            return _scopelint.tensor(self._shape or [None], tensor.dtype)
        return tensor if self._shape is None else tf.reshape(tensor, self._shape)


class LookupTensor(Tensor):
    def __init__(self, tensor_key, table, shape_keys=None, shape=None, default_value=""):
        self._table = table
        super().__init__(tensor_key, shape_keys, shape, default_value)

    def tensors_to_item(self, keys_to_tensors):
        return self._table.lookup(super().tensors_to_item(keys_to_tensors))


class BackupHandler(ItemHandler):
    def __init__(self, handler, backup):
        self._handler = handler
        self._backup = backup
        super().__init__(handler.keys + backup.keys)

    def tensors_to_item(self, keys_to_tensors):
        return self._handler.tensors_to_item(keys_to_tensors)


class SparseTensor(ItemHandler):
    def __init__(self, indices_key=None, values_key=None, shape_key=None, shape=None, densify=False, default_value=0):
        super().__init__([indices_key or "indices", values_key or "values"] + ([shape_key] if shape_key else []))

    def tensors_to_item(self, keys_to_tensors):
        return _scopelint.unknown("a sparse tensor")


class Image(ItemHandler):
    def __init__(self, image_key=None, format_key=None, shape=None, channels=3, dtype=tf.uint8, repeated=False, dct_method=""):
        self._shape = shape
        self._channels = channels
        self._dtype = dtype
        self._repeated = repeated
        super().__init__([image_key or "image/encoded", format_key or "image/format"])

    def tensors_to_item(self, keys_to_tensors):
        image = _scopelint.tensor(([None] if self._repeated else []) + [None, None, self._channels], self._dtype)
        return image if self._shape is None or self._repeated else tf.reshape(image, self._shape)


class TFExampleDecoder(object):
    def __init__(self, keys_to_features, items_to_handlers):
        self._keys_to_features = keys_to_features
        self._items_to_handlers = items_to_handlers

    def list_items(self):
        return list(self._items_to_handlers.keys())

    def decode(self, serialized_example, items=None):
        example = tf.parse_single_example(serialized_example, self._keys_to_features)
        handlers = [self._items_to_handlers[item] for item in items or self._items_to_handlers.keys()]
        return [handler.tensors_to_item({key: example[key] for key in handler.keys}) for handler in handlers]
