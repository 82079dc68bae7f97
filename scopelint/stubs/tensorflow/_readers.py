"""Readers of records (ops/io_ops.py): keys and values are texts."""

import _scopelint
import tensorflow as tf


class ReaderBase:
    _op = "ReaderV2"

    def _made(self, name):
        self.reader_ref = tf.identity(_scopelint.tensor([], tf.resource), name=name or self._op)

    def read(self, queue, name=None):
        key = _scopelint.with_shape(tf.identity(_scopelint.tensor([], tf.string), name=name or "ReaderReadV2"), [])
        return key, key

    def read_up_to(self, queue, num_records, name=None):
        key = _scopelint.with_shape(tf.identity(_scopelint.tensor([None], tf.string), name=name or "ReaderReadUpToV2"), [None])
        return key, key

    def num_records_produced(self, name=None):
        return _scopelint.tensor([], tf.int64)

    def num_work_units_completed(self, name=None):
        return _scopelint.tensor([], tf.int64)

    def reset(self, name=None):
        return tf.no_op(name=name or "ReaderResetV2")

    @property
    def supports_serialize(self):
        return False


class WholeFileReader(ReaderBase):
    _op = "WholeFileReaderV2"

    def __init__(self, name=None):
        self._made(name)


class IdentityReader(ReaderBase):
    _op = "IdentityReaderV2"

    def __init__(self, name=None):
        self._made(name)


class TFRecordReader(ReaderBase):
    _op = "TFRecordReaderV2"

    def __init__(self, name=None, options=None):
        self._made(name)


class TextLineReader(ReaderBase):
    _op = "TextLineReaderV2"

    def __init__(self, skip_header_lines=None, name=None):
        self._made(name)


class FixedLengthRecordReader(ReaderBase):
    _op = "FixedLengthRecordReaderV2"

    def __init__(self, record_bytes, header_bytes=None, footer_bytes=None, hop_bytes=None, name=None, encoding=None):
        self._made(name)


class LMDBReader(ReaderBase):
    _op = "LMDBReader"

    def __init__(self, name=None, options=None):
        self._made(name)
