"""Makes `import tensorflow` give TensorFlow 1, in this process.

In: an installed tensorflow 2.15 and tf_slim. Out: `sys.modules` and `sys.meta_path` changed so that
programs find what they found in TensorFlow 1.15:

- `facade.py`: `tensorflow`, `tensorflow.compat.v1` and their submodules;
- `contrib.py`: the tree of `tf.contrib`, from tf_slim and TensorFlow's own classes;
- `hparam.py`, `embedding.py`, `rnn_cells.py`, `rnn_drivers.py`: the pieces of `tf.contrib` that no installed package has;
- `mnist.py`: the data set of the tutorials;
- `absent.py`: stand-ins for other libraries that are not installed, for those who ask for them;
- `repairs.py`: what newer libraries took away from code of TensorFlow 1's time.
"""

from __future__ import annotations

import importlib
import warnings


def install() -> None:
    """Imports TensorFlow with version 2 behaviour off, and puts TensorFlow 1 in its place."""
    warnings.simplefilter("ignore")
    tensorflow = importlib.import_module("tensorflow")
    tensorflow.compat.v1.logging.set_verbosity(tensorflow.compat.v1.logging.FATAL)
    tensorflow.compat.v1.disable_v2_behavior()
    # In this order: contrib is built from what the repairs have made whole.
    importlib.import_module(f"{__name__}.repairs").install()
    contrib = importlib.import_module(f"{__name__}.contrib")
    facade = importlib.import_module(f"{__name__}.facade")
    facade.install(contrib.build())
