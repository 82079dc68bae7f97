"""Where `tf.contrib.layers` keeps its code."""
