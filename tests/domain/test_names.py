"""Strings with unknown parts: text, patterns, equality and what may be equal."""

from __future__ import annotations

import re

import pytest

from scopelint.domain.names import Hole, SymStr, Text, join, may_equal, pattern_of, precedes

LAYER = Hole("layer", "layer", r"\d+")
NAME = Hole("name", "name")


def test_neighbouring_literals_are_one_part() -> None:
    assert join(["a", "/", "b"]) == "a/b"
    assert join(["h", LAYER, "", "/", "w"]) == SymStr(("h", LAYER, "/w"))
    assert join([]) == ""


def test_holes_are_shown_by_their_source() -> None:
    assert str(join(["model/h", LAYER, "/attn/w"])) == "model/h{layer}/attn/w"


def test_the_pattern_matches_whole_names_only() -> None:
    pattern = pattern_of(join(["a.b/h", LAYER, "/w"]))
    assert pattern is not None
    assert re.fullmatch(pattern, "a.b/h12/w")
    assert not re.fullmatch(pattern, "axb/h12/w")
    assert not re.fullmatch(pattern, "a.b/h/w")
    assert pattern_of("known") is None


def test_strings_are_equal_when_their_holes_are() -> None:
    assert join(["h", Hole("layer", "another source")]) == join(["h", LAYER])
    assert join(["h", NAME]) != join(["h", LAYER])


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("a", "a", True),
        ("a", "b", False),
        (join(["h", LAYER]), "h3", True),
        (join(["h", LAYER]), "hx", False),
        (join([NAME, "/w"]), join(["a/", LAYER]), True),
        (join([NAME, "/w"]), join([NAME, "/b"]), False),
        (join(["a/", NAME]), join(["b/", NAME]), False),
    ],
)
def test_what_may_be_equal(left: Text, right: Text, expected: bool) -> None:
    assert may_equal(left, right) is expected
    assert may_equal(right, left) is expected


def test_addresses_of_objects_differ() -> None:
    def at(key: int) -> Text:
        return join(["<f at ", Hole(("address", key), "address", "0x[0-9a-f]+", unique=True), ">"])

    assert may_equal(at(1), at(1))
    assert not may_equal(at(1), at(2))
    assert may_equal(at(1), join(["<f at ", Hole("x", "x"), ">"]))
    assert may_equal(at(1), "<f at 0x7f00>")
    assert not may_equal(at(1), "<f at home>")


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("a", "b", True),
        ("b", "a", False),
        ("a", "ab", True),
        ("a", "a", False),
        (["h", LAYER, "/a"], ["h", LAYER, "/b"], True),
        (["h", LAYER, "/b"], ["h", LAYER, "/a"], False),
        (["h", LAYER, "/a"], ["h", LAYER, "/a"], False),
        (["h", LAYER], ["h", LAYER, "/a"], True),
        (["a", LAYER], ["b", NAME], True),
        (["h", LAYER], ["h", NAME], None),
        (["h", LAYER, "a"], ["h", LAYER, "ab", NAME], True),
        (["h", LAYER, "a", NAME], ["h", LAYER, "ab"], None),
        ("h", ["h", LAYER], None),
    ],
)
def test_the_order_of_texts_where_known_parts_decide_it(left: list[str | Hole], right: list[str | Hole], expected: bool | None) -> None:
    assert precedes(join(left), join(right)) is expected
