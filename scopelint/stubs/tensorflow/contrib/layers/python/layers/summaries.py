"""Summaries (tf_slim/layers/summaries.py): they make no variables."""

import tensorflow as tf


def summarize_tensor(tensor, tag=None):
    return tf.summary.histogram("summary", tensor)


def summarize_activation(op):
    return tf.summary.histogram("activation", op)


def summarize_collection(collection, name_filter=None, summarizer=summarize_tensor):
    return [summarizer(tensor) for tensor in tf.get_collection(collection)]


def summarize_tensors(tensors, summarizer=summarize_tensor):
    return [summarizer(tensor) for tensor in tensors]


def summarize_variables(name_filter=None, summarizer=summarize_tensor):
    return summarize_collection(tf.GraphKeys.GLOBAL_VARIABLES, name_filter, summarizer)


def summarize_weights(name_filter=None, summarizer=summarize_tensor):
    return summarize_collection(tf.GraphKeys.WEIGHTS, name_filter, summarizer)


def summarize_activations(name_filter=None, summarizer=summarize_activation):
    return summarize_collection(tf.GraphKeys.ACTIVATIONS, name_filter, summarizer)
