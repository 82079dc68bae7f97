"""`slim.summaries` (contrib/slim/python/slim/summaries.py)."""

import tensorflow as tf


def _summary_name(tensor, name=None, prefix=None, postfix=None):
    name = name or tensor.op.name
    if prefix:
        name = prefix + "/" + name
    return name + "/" + postfix if postfix else name


def _printed(op, print_summary):
    if print_summary:
        op = tf.Print(op, [op])
        tf.add_to_collection(tf.GraphKeys.SUMMARIES, op)
    return op


def add_histogram_summary(tensor, name=None, prefix=None):
    return tf.summary.histogram(_summary_name(tensor, name, prefix), tensor)


def add_image_summary(tensor, name=None, prefix=None, print_summary=False):
    collections = [] if print_summary else None
    return _printed(tf.summary.image(_summary_name(tensor, name, prefix), tensor, collections=collections), print_summary)


def add_scalar_summary(tensor, name=None, prefix=None, print_summary=False):
    collections = [] if print_summary else None
    return _printed(tf.summary.scalar(_summary_name(tensor, name, prefix), tensor, collections=collections), print_summary)


def add_zero_fraction_summary(tensor, name=None, prefix=None, print_summary=False):
    name = _summary_name(tensor, name, prefix, "Fraction_of_Zero_Values")
    return add_scalar_summary(tf.nn.zero_fraction(tensor), name, print_summary=print_summary)


def add_histogram_summaries(tensors, prefix=None):
    return [add_histogram_summary(tensor, prefix=prefix) for tensor in tensors]


def add_image_summaries(tensors, prefix=None):
    return [add_image_summary(tensor, prefix=prefix) for tensor in tensors]


def add_scalar_summaries(tensors, prefix=None, print_summary=False):
    return [add_scalar_summary(tensor, prefix=prefix, print_summary=print_summary) for tensor in tensors]


def add_zero_fraction_summaries(tensors, prefix=None):
    return [add_zero_fraction_summary(tensor, prefix=prefix) for tensor in tensors]
