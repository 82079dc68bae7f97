"""Names and settings of the Keras backend (keras/backend.py), as far as names and shapes depend on them."""

import tensorflow as tf


def floatx():
    return "float32"


def epsilon():
    return 1e-7


def image_data_format():
    return "channels_last"


def get_graph():
    return tf.get_default_graph()


def unique_object_name(name, name_uid_map=None, avoid_names=None, namespace="", zero_based=False):
    """Number the names of layers, graph by graph; `zero_based`: the first one gets no number."""
    graph = tf.get_default_graph()
    key = "_layer_uid_" + namespace + "/" + name
    number = getattr(graph, key, 0)
    setattr(graph, key, number + 1)
    if zero_based:
        return name + "_" + str(number) if number else name
    return name + "_" + str(number + 1)


def get_uid(prefix=""):
    graph = tf.get_default_graph()
    number = getattr(graph, "_prefix_uid_" + prefix, 0) + 1
    setattr(graph, "_prefix_uid_" + prefix, number)
    return number


def clear_session():
    """A new default graph, which has no names yet."""
    tf.reset_default_graph()


def reset_uids():
    pass
