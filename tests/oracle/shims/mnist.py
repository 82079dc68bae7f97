"""`tensorflow.examples.tutorials.mnist.input_data`, with a hundred made-up digits.

Tutorials load this data set before they build their graph; which digits they get decides no variable.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np

_EXAMPLES: Final = 100
_SIDE: Final = 28
_CLASSES: Final = 10


@dataclass
class DataSet:
    """Images and labels, and a position in them."""

    images: Any
    labels: Any
    epochs_completed: int = 0
    _position: int = 0

    @property
    def num_examples(self) -> int:
        return len(self.images)

    def next_batch(self, batch_size: int, fake_data: bool = False, shuffle: bool = True) -> tuple[Any, Any]:
        """The next examples, from the start again after the last."""
        chosen = np.arange(self._position, self._position + batch_size) % self.num_examples
        self.epochs_completed += (self._position + batch_size) // self.num_examples
        self._position = (self._position + batch_size) % self.num_examples
        return self.images[chosen], self.labels[chosen]


class Datasets(NamedTuple):
    """The three parts."""

    train: DataSet
    validation: DataSet
    test: DataSet


def read_data_sets(train_dir: str, fake_data: bool = False, one_hot: bool = False, reshape: bool = True, **_: Any) -> Datasets:
    """The data set; reads nothing. Its arguments are those of TensorFlow 1."""
    return Datasets(*(_part(seed, one_hot, reshape) for seed in range(3)))


def _part(seed: int, one_hot: bool, reshape: bool) -> DataSet:
    random = np.random.RandomState(seed)
    shape = (_EXAMPLES, _SIDE * _SIDE) if reshape else (_EXAMPLES, _SIDE, _SIDE, 1)
    labels = random.randint(0, _CLASSES, _EXAMPLES).astype(np.uint8)
    images = random.random_sample(shape).astype(np.float32)
    return DataSet(images, np.eye(_CLASSES)[labels] if one_hot else labels)
