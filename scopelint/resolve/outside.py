"""Libraries that a folder of the same name in the project does not stand for.

Flows in: nothing. Flows out: top-level names. Must not import anything of scopelint.
"""

from __future__ import annotations

import sys
from typing import Final

_GONE: Final = {
    "asynchat", "asyncore", "cgi", "cgitb", "crypt", "distutils", "imghdr", "imp", "pipes", "smtpd", "sndhdr", "telnetlib", "uu",
}  # fmt: skip
"""Of the standard library in some Pythons only: the answer must not hang on which one runs scopelint."""

OUTSIDE: Final[frozenset[str]] = sys.stdlib_module_names | _GONE | {
    "absl", "apex", "cv2", "gin", "google", "gym", "h5py", "horovod", "jax", "keras",
    "keras_applications", "keras_contrib", "keras_preprocessing", "lasagne", "magenta",
    "matplotlib", "mesh_tensorflow", "mpi4py", "mxnet", "nltk", "numpy", "pandas", "PIL",
    "prettytensor", "pytest", "scipy", "six", "skimage", "sklearn", "sonnet", "stable_baselines",
    "tensor2tensor", "tensorboard", "tensorboardX", "tensorflow", "tensorflow_addons",
    "tensorflow_datasets", "tensorflow_estimator", "tensorflow_fold", "tensorflow_gan",
    "tensorflow_hub", "tensorflow_model_optimization", "tensorflow_probability", "tensorflow_text",
    "tensorlayer", "tensorpack", "tf_slim", "tflearn", "theano", "torch", "torchvision", "tqdm",
    "trfl", "yaml", "zmq",
}  # fmt: skip
"""Names of the standard library and of what TensorFlow programs install."""

BUILT_IN: Final[frozenset[str]] = frozenset({"builtins", "gc", "itertools", "marshal", "posix", "sys", "time"})
"""Modules that are part of every Python, which no file can stand for."""
