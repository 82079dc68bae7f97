"""`pkg_resources`, as far as programs that look at TensorFlow's version use it."""

from packaging.version import parse as parse_version
