"""`tf.keras.regularizers` (keras/regularizers.py): they make no variables."""


def get(identifier):
    return None if isinstance(identifier, str) else identifier
