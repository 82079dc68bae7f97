"""What becomes of a rewrite: the edits of a text, or nothing where the text does not fit."""

from __future__ import annotations

import pytest

from scopelint import fix
from scopelint.fix import Buffer
from scopelint.model import Applicability, Change, Diagnostic, Repair, Rewrite, Severity, Site
from scopelint.reading import parse

IMPORT = "import tensorflow as tf"


def after(
    text: str, change: Change, argument: str = "", position: int | None = None, new: str = "", callees: tuple[str, ...] = ()
) -> str | None:
    """The text with the first call of `variable_scope` rewritten; None if there is no fix."""
    if "tf." in text and "import" not in text:
        newline = next((end for end in ("\r\n", "\r") if end in text), "\n")
        result = after(IMPORT + newline + text, change, argument, position, new, callees)
        return None if result is None else result.removeprefix(IMPORT + newline)
    start = text.index("variable_scope(")
    while start and (text[start - 1].isalnum() or text[start - 1] in "._"):
        start -= 1
    end = _closing(text, text.index("(", start)) + 1
    site = Site("m.py", Buffer(text).span(start, end))
    return applied(text, Rewrite(site, change, argument, position, new, callees))


def applied(text: str, *rewrites: Rewrite) -> str | None:
    repair = Repair("mend it", Applicability.UNSAFE, rewrites)
    d = Diagnostic("TFS101", "a-rule", Severity.ERROR, "message", rewrites[0].site, repair=repair)
    (found,) = fix.proposed([d], lambda path: text)
    if found.fix is None:
        return None
    assert found.fix.message == "mend it"
    result = Buffer(text).edited(found.fix.edits)
    assert fix.rewritten(text.encode(), "m.py", found.fix.edits) == result.encode()
    assert not isinstance(parse.parse(result.encode(), "m.py"), parse.ParseFailure), result
    return result


def _closing(text: str, at: int) -> int:
    depth = 0
    for offset in range(at, len(text)):
        depth += {"(": 1, ")": -1}.get(text[offset], 0)
        if not depth:
            return offset
    raise ValueError(text)


def reuse(text: str) -> str | None:
    return after(text, Change.SET, "reuse", 8, "{module}.AUTO_REUSE", ("variable_scope",))


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ('tf.variable_scope("a")', 'tf.variable_scope("a", reuse=tf.AUTO_REUSE)'),
        ("tf.variable_scope()", "tf.variable_scope(reuse=tf.AUTO_REUSE)"),
        ('tf.variable_scope("a", reuse=True)', 'tf.variable_scope("a", reuse=tf.AUTO_REUSE)'),
        ('tf.variable_scope("a", reuse=(True), dtype=d)', 'tf.variable_scope("a", reuse=tf.AUTO_REUSE, dtype=d)'),
        ('tf.variable_scope("a", reuse = not (x, y))', 'tf.variable_scope("a", reuse = tf.AUTO_REUSE)'),
        ("tf.variable_scope(a, b, c, d, e, f, g, h, True)", "tf.variable_scope(a, b, c, d, e, f, g, h, tf.AUTO_REUSE)"),
        ('tf.variable_scope("a",)', 'tf.variable_scope("a", reuse=tf.AUTO_REUSE,)'),
        ('tf.variable_scope(("a"))', 'tf.variable_scope(("a"), reuse=tf.AUTO_REUSE)'),
        ('tf.variable_scope("é𝒳")', 'tf.variable_scope("é𝒳", reuse=tf.AUTO_REUSE)'),
        ('é = 1; tf.variable_scope("a" "b")', 'é = 1; tf.variable_scope("a" "b", reuse=tf.AUTO_REUSE)'),
        ('tf.variable_scope(f"{a(1, 2)}, {b!r:>{w}}")', 'tf.variable_scope(f"{a(1, 2)}, {b!r:>{w}}", reuse=tf.AUTO_REUSE)'),
        ('tf.variable_scope("a", values=[x, y])', 'tf.variable_scope("a", values=[x, y], reuse=tf.AUTO_REUSE)'),
        ("tf.variable_scope(lambda x, y: x)", "tf.variable_scope(lambda x, y: x, reuse=tf.AUTO_REUSE)"),
        ('tf.compat.v1.variable_scope("a")', 'tf.compat.v1.variable_scope("a", reuse=tf.compat.v1.AUTO_REUSE)'),
        ('tf.variable_scope(\n    "a"\n)', 'tf.variable_scope(\n    "a",\n    reuse=tf.AUTO_REUSE\n)'),
        ('tf.variable_scope(\n    "a",\n)', 'tf.variable_scope(\n    "a",\n    reuse=tf.AUTO_REUSE,\n)'),
        ('tf.variable_scope(\n    "a",  # it\n)', 'tf.variable_scope(\n    "a",  # it\n    reuse=tf.AUTO_REUSE,\n)'),
        ('tf.variable_scope(\n    "a"  # it\n)', 'tf.variable_scope(\n    "a",  # it\n    reuse=tf.AUTO_REUSE\n)'),
        ('tf.variable_scope(\n    "a")', 'tf.variable_scope(\n    "a",\n    reuse=tf.AUTO_REUSE)'),
        ('tf.variable_scope("a",\n  values=x)', 'tf.variable_scope("a",\n  values=x,\n  reuse=tf.AUTO_REUSE)'),
        ('tf.variable_scope("a",\r\n  values=x)', 'tf.variable_scope("a",\r\n  values=x,\r\n  reuse=tf.AUTO_REUSE)'),
        ('tf.variable_scope("a",\r  values=x)', 'tf.variable_scope("a",\r  values=x,\r  reuse=tf.AUTO_REUSE)'),
        ('\f\ntf.variable_scope("a")', '\f\ntf.variable_scope("a", reuse=tf.AUTO_REUSE)'),
        ("import tensorflow as t\nvariable_scope(a)", "import tensorflow as t\nvariable_scope(a, reuse=t.AUTO_REUSE)"),
        ("import tensorflow.compat.v1 as t\nvariable_scope(a)", "import tensorflow.compat.v1 as t\nvariable_scope(a, reuse=t.AUTO_REUSE)"),
        ("from tensorflow.compat import v1\nvariable_scope(a)", "from tensorflow.compat import v1\nvariable_scope(a, reuse=v1.AUTO_REUSE)"),
        ("variable_scope(a)", None),
        ("tf.variable_scope(*a)", None),
        ("tf.variable_scope(a, **b)", None),
        ("tf.variable_scope(a for a in b)", None),
        ("get().variable_scope(a)", None),
        ("import other\nother.variable_scope(a)", None),
        ("import tensorflow\ntensorflow.variable_scope(a)", "import tensorflow\ntensorflow.variable_scope(a, reuse=tensorflow.AUTO_REUSE)"),
        (
            "from tensorflow.python.ops import variable_scope as vs\nvs.variable_scope(a)",
            "from tensorflow.python.ops import variable_scope as vs\nvs.variable_scope(a, reuse=vs.AUTO_REUSE)",
        ),
        (
            "try:\n  import tensorflow.compat.v1 as tf\nexcept ImportError:\n  tf = None\nvariable_scope(a)",
            "try:\n  import tensorflow.compat.v1 as tf\nexcept ImportError:\n  tf = None\nvariable_scope(a, reuse=tf.AUTO_REUSE)",
        ),
    ],
)
def test_set(before: str, expected: str | None) -> None:
    assert reuse(before) == expected


def test_other_callee_is_left_alone() -> None:
    assert after("tf.variable_scope(a)", Change.SET, "reuse", 8, "True", ("name_scope",)) is None


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("tf.variable_scope(a, reuse=False)", "tf.variable_scope(a)"),
        ("tf.variable_scope(a, reuse=False, dtype=d)", "tf.variable_scope(a, dtype=d)"),
        ("tf.variable_scope(reuse=False, name_or_scope=a)", "tf.variable_scope(name_or_scope=a)"),
        ("tf.variable_scope(reuse=False)", "tf.variable_scope()"),
        ("tf.variable_scope(a, reuse=False,)", "tf.variable_scope(a,)"),
        ("tf.variable_scope(\n    a,\n    reuse=False,\n    dtype=d,\n)", "tf.variable_scope(\n    a,\n    dtype=d,\n)"),
        ("tf.variable_scope(\n    a,  # it\n    reuse=False)", "tf.variable_scope(\n    a,  # it\n    )"),
        ("tf.variable_scope(\n    a,\n    reuse=False,  # why\n)", "tf.variable_scope(\n    a,  # why\n)"),
        ("tf.variable_scope(a,\n    reuse=False)", "tf.variable_scope(a)"),
        ("tf.variable_scope(a)", None),
    ],
)
def test_drop(before: str, expected: str | None) -> None:
    assert after(before, Change.DROP, "reuse") == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("tf.variable_scope([x], 'n', 'd')", "tf.variable_scope('n', 'd', [x])"),
        ("tf.variable_scope([x, y], 'n')", "tf.variable_scope('n', values=[x, y])"),
        ("tf.variable_scope([x], 'n', default_name='d')", "tf.variable_scope('n', values=[x], default_name='d')"),
        ("tf.variable_scope([x],  # v\n  'n', 'd', i)", "tf.variable_scope('n',  # v\n  'd', [x], i)"),
        ("tf.variable_scope(values=[x], name='n')", None),
        ("tf.variable_scope(*a)", None),
    ],
)
def test_order(before: str, expected: str | None) -> None:
    assert after(before, Change.ORDER, "name default_name values", None, "1 2 0") == expected


def test_callee() -> None:
    assert after("tf . variable_scope(a)", Change.CALLEE, new="name_scope") is None, "the place is not that of the call"
    assert after("tf.variable_scope(a)", Change.CALLEE, new="name_scope") == "tf.name_scope(a)"
    assert after("get().variable_scope(a)", Change.CALLEE, new="name_scope") is None, "the place is not that of the call"
    assert after("variable_scope(a)", Change.CALLEE, new="name_scope") is None


def test_rename() -> None:
    assert after("tf.variable_scope(name='a', b=1)", Change.RENAME, "name", new="scope") == "tf.variable_scope(scope='a', b=1)"
    assert after("tf.variable_scope('a', b=1)", Change.RENAME, "name", new="scope") is None
    assert after("tf.variable_scope(**a)", Change.RENAME, "name", new="scope") is None


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("tf.variable_scope('a')\nf()\n", "with tf.variable_scope('a'):\n    f()\n"),
        ("s = tf.variable_scope('a')  # s\nf(s)\n", "with tf.variable_scope('a') as s:  # s\n    f(s)\n"),
        (
            "def f():\n  tf.variable_scope(\n      'a')\n  # x\n\n  s = '''\n  y'''\n  g(\n1)\nh()\n",
            "def f():\n  with tf.variable_scope(\n      'a'):\n    # x\n\n    s = '''\n  y'''\n    g(\n  1)\nh()\n",
        ),
        ("if a:\n\ttf.variable_scope('a')\n\tf()\n", "if a:\n\twith tf.variable_scope('a'):\n\t\tf()\n"),
        ("tf.variable_scope('a')\r\nf()\r\n", "with tf.variable_scope('a'):\r\n    f()\r\n"),
        ("tf.variable_scope('a')\n", None),
        ("if a:\n  tf.variable_scope('a')\nf()\n", None),
        ("tf.variable_scope('a'); f()\ng()\n", None),
        ("if a: tf.variable_scope('a'); f()\n", None),
        ("a.s = tf.variable_scope('a')\nf()\n", None),
        ("g(tf.variable_scope('a'))\nf()\n", None),
    ],
)
def test_enter(before: str, expected: str | None) -> None:
    assert after(before, Change.ENTER) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (
            "import tensorflow as tf\nx = f(variable_scope(a))  # x",
            "import tensorflow as tf\nwith tf.S:\n    x = f(variable_scope(a))  # x",
        ),
        (
            "import tensorflow as tf\nif a:\n  return [\n    g.variable_scope(a)\n    for _ in b]\n",
            "import tensorflow as tf\nif a:\n  with tf.S:\n    return [\n      g.variable_scope(a)\n      for _ in b]\n",
        ),
        ("import tensorflow as tf\nx = 1; variable_scope(a)", None),
        ("import tensorflow as tf\nfor x in variable_scope(a):\n  y\n", None),
        ("x = g.variable_scope(a)", None),
    ],
)
def test_wrap(before: str, expected: str | None) -> None:
    assert after(before, Change.WRAP, new="{module}.S") == expected


@pytest.mark.parametrize(
    ("before", "comment", "expected"),
    [
        ("a = 1  # noqa\nb\n", "# noqa", "a = 1\nb\n"),
        ("a = 1\n  # noqa\nb\n", "# noqa", "a = 1\nb\n"),
        ("a = 1\r\n# noqa\r\nb\r\n", "# noqa", "a = 1\r\nb\r\n"),
        ("a  # noqa  # type: ignore\n", "# noqa", "a  # type: ignore\n"),
        ("a = 1  # noqa", "# noqa", "a = 1"),
    ],
)
def test_delete(before: str, comment: str, expected: str) -> None:
    start = before.index(comment)
    site = Site("m.py", Buffer(before).span(start, start + len(comment)))
    assert applied(before, Rewrite(site, Change.DELETE)) == expected


def test_all_rewrites_or_none() -> None:
    text = "import tensorflow as tf; tf.variable_scope(a)"
    site = Site("m.py", Buffer(text).span(25, len(text)))
    good, bad = Rewrite(site, Change.CALLEE, text="name_scope"), Rewrite(site, Change.DROP, "reuse")
    assert applied(text, good) == "import tensorflow as tf; tf.name_scope(a)"
    assert applied(text, good, bad) is None
    assert applied(text, good, Rewrite(Site("other.py", site.span), Change.CALLEE, text="x")) is None


def test_file_that_cannot_be_read() -> None:
    rewrite = Rewrite(Site("m.py", Buffer("f()").span(0, 3)), Change.CALLEE, text="g")
    d = Diagnostic("TFS101", "a-rule", Severity.ERROR, "m", rewrite.site, repair=Repair("mend it", Applicability.SAFE, (rewrite,)))
    assert fix.proposed([d], lambda path: None)[0].fix is None
    assert fix.proposed([d], lambda path: "f((")[0].fix is None
