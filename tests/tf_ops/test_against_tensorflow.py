"""Every call of the catalogue gives what TensorFlow gives: names taken, shape, dtype, name of the result."""

from __future__ import annotations

import pytest

from tests.tf_ops.environment import calls

pytestmark = pytest.mark.tensorflow

DEPENDS_ON_COLLECTIONS = {"tf.summary.merge_all()"}
"""What these do depends on what the graph has collected before."""

MAY_NOT_KNOW = 0.11
"""The share of calls of which the model need not know everything (names of inner ops, rare results)."""


@pytest.mark.parametrize("call", [c for c in calls() if c not in DEPENDS_ON_COLLECTIONS])
def test_the_model_is_right(call: str) -> None:
    from tests.tf_ops.compare import compare

    found = compare(call)
    assert not found.error, found.error
    assert not found.wrong, found.wrong


def test_the_model_knows_most() -> None:
    from tests.tf_ops.compare import compare

    found = [compare(call) for call in calls()]
    names = [c.call for c in found if "names" in c.unknown]
    shapes = [c.call for c in found if set(c.unknown) & {"shape", "dimension", "result"}]
    assert set(names) <= DEPENDS_ON_COLLECTIONS, names
    assert len(shapes) <= MAY_NOT_KNOW * len(found), shapes
