"""Python 2 files: what `--python2` reads, what it means there, and that every finding and variable stands where the file has it."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from scopelint.reading.python2.translate import translate
from tests.test_cli import check, here, run, write

__all__ = ["here"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("print", "print"),
        ("print a, 'b'", "0,    a, 'b'"),
        ("if a: print b,; c()", "if a: 0,    b,; c()"),
        ("print >>f, a", "0,      f, a"),
        ("print (a) % b", "print (a) % b"),
        ("from __future__ import print_function\nprint", "from __future__ import print_function\nprint"),
        ("print = 3", "print = 3"),
        ("exec 'a' in b, c", "exec( 'a' ,  b, c)"),
        ("exec(a) in b", "exec((a) ,  b)"),
        ("exec(a)", "exec(a)"),
        ("raise E", "raise E"),
        ("raise E, a", "raise E( a)"),
        ("raise E, a, t", "raise E( a).with_traceback( t)"),
        ("try: a\nexcept E, e: b", "try: a\nexcept E as e: b"),
        ("try: a\nexcept (E, F), e: b", "try: a\nexcept (E, F) as e: b"),
        ("try: a\nexcept (E, F): b", "try: a\nexcept (E, F): b"),
        ("try: a\nexcept E, self.e: b", "try: a\nexcept E: b"),
        ("a = `b` + `c, d`", "a = repr(b) + repr(c, d)"),
        ("a <> b", "a != b"),
        ("a = 0777, 10L, 0xFFL, 0, 00, 0.5, 08.5", "a = 0o777, 10 , 0xFF , 0, 00, 0.5, 08.5"),
        ("a = 7L.__index__()", "a = 7 .__index__()"),
        (r"a = ur'\d', b'x', u'y', r'z'", r"a = r'\d', 'x', u'y', r'z'"),
        ("f(async=async)", "f(async_=async_)"),
        ("def f(a, (b, c)=d, (e, (g,))=h): return b", "def f(a, _tuple0=d, _tuple1=h): (b, c) = _tuple0; (e, (g,)) = _tuple1; return b"),
        ("def f((a, b)):\n  if a:\n    c", "def f(_tuple0):\n  (a, b) = _tuple0\n  if a:\n    c"),
        ("f(lambda (a, b), c: a(c), d)", "f(lambda _tuple0, c: (lambda a, b: a(c))(*_tuple0), d)"),
        ("[lambda (a, b): {a: b} for c in 1, 2 if c]", "[lambda _tuple0: (lambda a, b: {a: b})(*_tuple0) for c in ( 1, 2) if c]"),
        ("[a in b, c]", "[a in b, c]"),
        ("if a:\n\tb\n        c", "if a:\n        b\n        c"),
        ("a = '''\n\tprint b <> `c`'''  # print d <> e", "a = '''\n\tprint b <> `c`'''  # print d <> e"),
    ],
)
def test_translation(old: str, new: str) -> None:
    translation = translate(old)
    assert translation.text == new
    ast.parse(new)
    assert translation.place(len(new)) == len(old)


def test_places_of_what_stays_are_those_of_the_original() -> None:
    text = "if a <> 0777: x = `b`; tf.one(); raise E, y; tf.two()\nexcept_, e = (lambda (a, b): tf.three()), tf.four()\n"
    translation = translate(text)
    for name in ("tf.one", "tf.two", "tf.three", "tf.four"):
        assert translation.place(translation.text.index(name)) == text.index(name)


PROGRAM = """import tensorflow as tf

SIZES = {'b': 5, 'a': 010}

def layer(i, (rows, columns)):
	with tf.variable_scope(u'layer' + `i`):
		print "layer", i; return tf.get_variable('w', [rows / 2, columns])

try:
    raise ValueError, "no"
except ValueError, e: tf.get_variable('caught', [1]); tf.get_variable('caught', [1])

for i in xrange(5 / 2):
    layer(i, (SIZES['b'], SIZES.has_key('a') and SIZES['a']))
names = map(lambda (k, v): k + str(v), sorted(SIZES.iteritems()))
tf.get_variable(names[0] + SIZES.keys()[0] * 0, [1])
"""


class TestProgram:
    def test_names_shapes_and_places(self, here: Path) -> None:
        write(main=PROGRAM)
        document = json.loads(run("names", "--python2", "--format", "json").stdout)
        found = [(v["name"], v["outcome"], v["shape"], v["line"], v["column"], v["end_column"]) for v in document["variables"]]
        assert found == [
            ("caught", "create", [1], 11, 23, 53),
            ("caught", "error", [1], 11, 55, 85),
            ("layer0/w", "create", [2, 8], 7, 28, 69),
            ("layer1/w", "create", [2, 8], 7, 28, 69),
            ("a8", "create", [1], 16, 1, 53),
        ]
        for _, _, _, line, column, end in found:
            assert PROGRAM.splitlines()[line - 1][column - 1 : end - 1].startswith("tf.get_variable(")

    def test_without_it_the_finding_says_what_to_do(self, here: Path) -> None:
        write(main=PROGRAM)
        (found,) = check()
        assert (found["code"], found["location"]["row"]) == ("TFS901", 3)
        assert "`--python2`" in found["help"]
        assert [one["code"] for one in check("--python2")] == ["TFS101"]
        Path("scopelint.toml").write_text("python2 = true\n")
        assert [one["code"] for one in check()] == ["TFS101"]

    def test_that_is_neither(self, here: Path) -> None:
        write(main="import tensorflow as tf\nprint `1`, 'é'\nx = = 3\n")
        (found,) = check("--python2")
        assert (found["location"]["row"], found["location"]["column"]) == (3, 5)
        assert "not valid Python 2 either" in found["message"]

    def test_python_3_stays_python_3(self, here: Path) -> None:
        write(main='import tensorflow as tf\ntf.get_variable(f"{3 / 2}", [1])\n')
        assert json.loads(run("names", "--python2", "--format", "json").stdout)["variables"][0]["name"] == "1.5"

    def test_division_that_is_imported_from_the_future(self, here: Path) -> None:
        write(main='from __future__ import division\nimport tensorflow as tf\nprint "x"\ntf.get_variable("a%s" % (3 / 2), [1])\n')
        assert json.loads(run("names", "--python2", "--format", "json").stdout)["variables"][0]["name"] == "a1.5"

    def test_division_of_tensors_and_objects(self, here: Path) -> None:
        write(
            main="import tensorflow as tf\nclass A(object):\n    def __div__(self, other): return 'by%d' % other\n"
            "print 'x'\nx = tf.placeholder(tf.float32, [2]) / 2.0\ny = x\ny /= 2.0\n"
            "tf.get_variable(x.op.name + '_' + y.op.name + A() / 3, [1])\n"
        )
        assert json.loads(run("names", "--python2", "--format", "json").stdout)["variables"][0]["name"] == "div_div_1by3"

    def test_a_file_that_python_3_can_read_may_divide_sizes(self, here: Path) -> None:
        write(main="import tensorflow as tf\nx = tf.placeholder(tf.float32, [2, 6])\ntf.get_variable('w', [x.get_shape()[1] / 2])\n")
        assert [one["code"] for one in check()] == ["TFS119"]
        assert check("--python2") == []
        variables = json.loads(run("names", "--python2", "--format", "json").stdout)["variables"]
        assert [(one["name"], one["shape"]) for one in variables] == [("w", [3])]

    def test_what_is_kept_between_runs_is_kept_apart(self, here: Path) -> None:
        write(main=PROGRAM)
        for _ in range(2):
            assert [one["code"] for one in check("--python2", "--cache-dir", "kept")] == ["TFS101"]
            assert [one["code"] for one in check("--cache-dir", "kept")] == ["TFS901"]
            assert [one["name"] for one in json.loads(run("names", "--format", "json", "--cache-dir", "kept").stdout)["variables"]] == []
