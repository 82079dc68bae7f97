"""Where `tf.contrib.framework` keeps its code."""
