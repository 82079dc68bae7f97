"""`distutils`, as far as programs that look at TensorFlow's version use it."""
