"""Programs that Python or TensorFlow refuse in odd ways: scopelint comes to its end, says where it stopped, and goes on."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final

import pytest

from scopelint.runner import Request, check

PROGRAMS: Final = {
    "recursion without an end, twice in a call": """
def tree(x, depth, path):
    with tf.variable_scope(path):
        h = x * tf.get_variable("g", [2])
        return tree(h, depth - 1, "l") + tree(h, depth - 1, "r")
tree(tf.placeholder(tf.float32, [None, 2]), 2, "root")
""",
    "a format that does not fit": """
tf.get_variable("n{:0{w}d}".format(7, w=[]), [1])
class Odd(object):
    def __format__(self, spec):
        return sys.argv[1]
tf.get_variable(f"{Odd()}_{Odd():>3}", [1])
""",
    "a custom getter that gives an argument twice": """
def getter(getter, name, *args, **kwargs):
    return getter(name + "_inner", [3], **kwargs)
tf.get_variable("w", [1], custom_getter=getter)
""",
    "a keyword that tf.get_local_variable does not have": """
tf.get_local_variable("local", [1], filters=3)
""",
    "what cannot be sliced, and names that are no texts": """
print({"a": 1}[1:2], slice())
tf.py_func(lambda x: x, [1.0], tf.float32, name=tf.zeros([1]))
tf.queue.PriorityQueue(10, tf.float32, []).dequeue(name=("a",))
""",
    "an error on a path that has a graph of its own": """
if sys.argv[1]:
    tf.Graph().as_default().__enter__()
if sys.argv[2]:
    raise ValueError("not so")
""",
    "methods of containers that get something else": """
for given in (sys.argv[1], sys.argv[1:] or (1, 2), {1: 2} if sys.argv[2:] else None):
    list.sort(given)
    list.append(given, 1)
    list.__len__(given)
    dict.get(given, 1)
    dict.update(given, {1: 2})
    dict.__setitem__(given, 1, 2)
    set.add(given, 1)
    str.format(given, 1)
    list.push(given, 2)
    list.__add__(given, [1])
list.sort()
""",
    "named tuples with odd fields": """
import collections
collections.namedtuple("Open", ["x", len(sys.argv)])(1, 2)
collections.namedtuple("Number", ["x", 3])
collections.namedtuple("Few", "x", defaults=[1, 2])
Pair = collections.namedtuple("Pair", "x y")
Pair._make(sys.argv[1])
Pair.__new__.__defaults__ = (1, 2, 3)
tf.get_variable("pair_%d" % Pair(5).y, [1])
""",
    "results that are kept on too many paths": """
import functools
@functools.lru_cache()
def kept(x):
    return kept(x + 1) if len(sys.argv) > x and x < 300 else x
for i in range(300):
    if sys.argv[i]:
        kept(i)
    elif sys.argv[i + 1]:
        kept.cache_clear()
tf.get_variable("kept%d" % kept(400), [1])
""",
    "an eager program whose graph stack is not the same on all paths": """
tf.enable_eager_execution()
if sys.argv[1]:
    tf.Graph().as_default().__enter__()
with tf.name_scope("n"):
    pass
""",
    "sizes that are none": """
x = tf.placeholder(tf.float32, [None, 4, 4, 3])
tf.keras.layers.Cropping2D(("a", ()))(x)
tf.keras.layers.ZeroPadding2D({})(x)
tf.contrib.layers.conv3d_transpose(x, (1, 2), -1, len(sys.argv))
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_program_is_followed_to_its_end(name: str, tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(f"import sys\nimport tensorflow as tf\n{PROGRAMS[name]}\ntf.get_variable('last', 3.5)\n")
    checked = check(Request(paths=("program.py",), cwd=tmp_path, isolated=True, said={"extend-select": ["TFS902"]}))
    assert checked.problems == ()
    found = [(finding.code, finding.message) for finding in checked.diagnostics]
    assert any("last" in message or "3.5" in message for _, message in found), found


def test_where_the_system_grants_no_threads_a_generator_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = threading.Thread.start

    def refused(thread: threading.Thread) -> None:
        if "coroutines" in str(getattr(thread, "_target", "")) or "Coroutine" in str(getattr(thread, "_target", "")):
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", refused)
    text = "import tensorflow as tf\ndef count():\n    yield 1\n    yield 2\ng = count()\nnext(g)\ng.close()\n"
    (tmp_path / "program.py").write_text(text + "print(next(g))\ntf.get_variable('last', 3.5)\n")
    checked = check(Request(paths=("program.py",), cwd=tmp_path, isolated=True, said={"extend-select": ["TFS902"]}))
    assert checked.problems == ()
    found = [finding.message for finding in checked.diagnostics]
    assert any("no more threads" in message for message in found), found
    assert any("last" in message or "3.5" in message for message in found), found


SCOPES_ON_TOO_MANY_PATHS: Final = {
    "a scope object that is another one on each of many paths": """
scope = tf.variable_scope("a")
for i in range(14):
    if sys.argv[i + 50] == "a%d" % i:
        scope.__enter__()
    elif sys.argv[i + 80]:
        scope = tf.variable_scope("y%d" % i)
del scope
""",
    "a graph that is entered in one way or another": """
for i in range(14):
    if sys.argv[i]:
        tf.Graph().as_default().__enter__()
""",
}


@pytest.mark.parametrize("name", SCOPES_ON_TOO_MANY_PATHS)
def test_where_nobody_knows_which_scope_is_open_the_analysis_says_so(name: str, tmp_path: Path) -> None:
    text = f"import sys\nimport tensorflow as tf\n{SCOPES_ON_TOO_MANY_PATHS[name]}\n"
    (tmp_path / "program.py").write_text(text + "with tf.name_scope('n'):\n    tf.get_variable('last', 3.5)\n")
    checked = check(Request(paths=("program.py",), cwd=tmp_path, isolated=True, said={"select": ["TFS902"]}))
    assert checked.problems == ()
    assert ["too many" in finding.message for finding in checked.diagnostics] == [True]
