"""The families of TensorFlow's library.

In: nothing. Out: `FAMILIES`.
"""

from __future__ import annotations

from typing import Final

from .core import CONTRIB, FRAMEWORK, LAYERS, METRICS, NORMALIZATION
from .keras_optimizers import KERAS, MODELS, OPT, TRAIN
from .rare import RARE
from .recurrent import CONTRIB_RNN, LEGACY, RNN, SEQ2SEQ
from .slim import CONTRIB_LAYERS, SLIM
from .values import VALUES

FAMILIES: Final = (
    LAYERS,
    NORMALIZATION,
    RNN,
    CONTRIB_RNN,
    CONTRIB_LAYERS,
    SLIM,
    KERAS,
    MODELS,
    TRAIN,
    OPT,
    SEQ2SEQ,
    LEGACY,
    METRICS,
    FRAMEWORK,
    CONTRIB,
    VALUES,
    RARE,
)
