"""The scope machine's answers to short sequences that show one behaviour of TensorFlow each."""

from __future__ import annotations

import pytest

from . import ours
from .compare import difference
from .quirks import QUIRKS, Quirk, answers


@pytest.mark.parametrize("quirk", QUIRKS, ids=lambda quirk: quirk.name)
def test_the_machine_answers_as_written(quirk: Quirk) -> None:
    assert answers(ours.run(quirk.sequence)) == quirk.answers


@pytest.mark.tensorflow
@pytest.mark.parametrize("quirk", QUIRKS, ids=lambda quirk: quirk.name)
def test_tensorflow_answers_as_written(quirk: Quirk) -> None:
    from . import theirs

    record = theirs.run(quirk.sequence)
    assert answers(record) == quirk.answers
    assert difference(ours.run(quirk.sequence), record) is None
