"""TensorFlow's library: samples of the matrix, against TensorFlow 1.15's recorded answers and against the oracle.

All of it: `python -m tests.tf_library`, and with `--v1` where there is a TensorFlow 1.15.
"""

from __future__ import annotations

import pytest

from tests.fuzz.difference import difference, heard
from tests.oracle import Oracle

from . import compare, coverage, document, matrix, written
from .calls import Family


def _families(*, served: bool) -> list[object]:
    return [pytest.param(family, id=family.name) for family in matrix.all_families() if family.served is served]


@pytest.mark.parametrize("family", _families(served=False))
def test_as_recorded_under_tensorflow_1(family: Family) -> None:
    kept = compare.recorded()
    programs = matrix.sample(family, matrix.KEPT)
    assert [p.name for p in programs if p.name not in kept] == [], "record again"
    found = [compare.differs(p.text, kept[p.name]) for p in programs]
    assert [str(one) for one in found if one is not None] == []


@pytest.mark.parametrize("name", written.programs())
def test_program_as_under_tensorflow_1(name: str) -> None:
    found = compare.differs(written.programs()[name], written.answers()[name])
    assert found is None, str(found)


def test_no_record_is_left_over() -> None:
    names = {p.name for family in matrix.all_families() if not family.served for p in matrix.sample(family, matrix.KEPT)}
    assert set(compare.recorded()) == names
    assert set(written.answers()) == set(written.programs())


def test_the_page_names_what_is_not_known() -> None:
    page = document.PAGE.read_text(encoding="utf-8").splitlines()
    listed = {cells[1].strip(): cells[4].split() for cells in (line.split("|") for line in page) if len(cells) == 6}
    missing = [row.module for row in coverage.rows() if row.cut and listed.get(row.module) != list(row.cut)]
    assert missing == [], "python -m tests.tf_library --document"


@pytest.mark.tensorflow
@pytest.mark.parametrize("family", _families(served=True))
def test_as_the_oracle_says(family: Family) -> None:
    programs = matrix.sample(family, matrix.KEPT)
    with Oracle(jobs=2) as oracle:
        results = list(oracle.run_sources([p.text for p in programs]))
    found = [difference(p.text, result, heard(p.text)) for p, result in zip(programs, results, strict=True)]
    assert [str(one) for one in found if one is not None] == []
