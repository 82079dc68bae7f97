"""Where the stub of a name lies that TensorFlow keeps in a crowded namespace.

Flows in: canonical names (`tensorflow.Session`). Flows out: the name in a stub module of its own
(`tensorflow._session.Session`), so that a program which touches `tf.nn` does not load every stub below it.
A stub module whose name is public (`tensorflow.metrics`) needs no entry here. Knows no syntax.
"""

from __future__ import annotations

from typing import Final

_MODULES: Final = {
    "tensorflow._session": "tensorflow: Session InteractiveSession get_default_session",
    "tensorflow._template": "tensorflow: make_template",
    "tensorflow.nn._rnn": """tensorflow.nn: dynamic_rnn bidirectional_dynamic_rnn raw_rnn
        tensorflow.nn: static_rnn static_bidirectional_rnn static_state_saving_rnn rnn bidirectional_rnn""",
    "tensorflow.train._optimizer": "tensorflow.train: Optimizer",
    "tensorflow.train._optimizers": """tensorflow.train: GradientDescentOptimizer MomentumOptimizer AdamOptimizer
        tensorflow.train: RMSPropOptimizer AdagradOptimizer AdagradDAOptimizer AdadeltaOptimizer FtrlOptimizer
        tensorflow.train: ProximalAdagradOptimizer ProximalGradientDescentOptimizer""",
    "tensorflow.train._averages": "tensorflow.train: ExponentialMovingAverage assign_moving_average weighted_moving_average",
    "tensorflow.train._global_step": """tensorflow.train: global_step get_global_step create_global_step
        tensorflow.train: get_or_create_global_step assert_global_step""",
}
"""Stub module -> lines of `namespace: names`."""


def _homes() -> dict[str, str]:
    found: dict[str, str] = {}
    for module, text in _MODULES.items():
        for line in text.splitlines():
            namespace, _, names = line.strip().partition(": ")
            found.update((f"{namespace}.{name}", f"{module}.{name}") for name in names.split())
    return found


HOMES: Final = _homes()
"""Canonical name -> the same thing in its stub module."""
