"""Scripts that begin with the same import: it is run once for several of them, and none notices anything of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from scopelint import runner
from scopelint.interp.beginning import Beginning
from scopelint.runs.beginnings import Beginnings

FIXTURES = Path(__file__).parent.parent / "fixtures"

PACKAGE = {
    "nets/__init__.py": "from nets import counting, layers\nfrom nets.missing import nothing\n",
    "nets/counting.py": """
import tensorflow as tf

made = []
count = 0
options = {"prefix": "net"}
squares = []
for i in range(400):
    squares.append(i * i)


def numbered():
    global count
    count += 1
    made.append(count)
    return "%s_%d_%d" % (options["prefix"], count, len(made))


class Layer:
    depth = 1
    known = {}

    def __init__(self):
        self.__class__.depth += 1
        Layer.known[numbered()] = self

    @classmethod
    def weights(cls):
        return [tf.get_variable("w%d_%s" % (cls.depth, name), [2]) for name in sorted(Layer.known)]
""",
    "nets/layers.py": """
import tensorflow as tf
from nets import counting


def layer(x):
    with tf.variable_scope(counting.numbered()):
        return tf.layers.dense(x, 3)


def never(x):
    with tf.variable_scope("never"):
        tf.get_variable("v", [1])
        tf.get_variable("v", [1])
""",
    "nets/extra.py": "from nets import counting\ncounting.options['prefix'] = 'extra'\ncounting.extra = True\n",
}
USE = "import sys\nimport tensorflow as tf\nfrom nets import counting, layers\n"
SCRIPTS = {
    "a_counts.py": USE + "x = layers.layer(tf.zeros([1, 2]))\nx = layers.layer(x)\ntf.get_variable('w', [1])\n",
    "b_changes.py": USE + "counting.options = {'prefix': 'b'}\ncounting.made.append(7)\nlayers.layer(tf.zeros([1, 2]))\n"
    "layers.layer = None\ntf.get_variable('w', [1])\n\n\ndef left(x):\n    tf.get_variable('u', [1])\n    tf.get_variable('u', [1])\n",
    "c_tests.py": USE + "if len(sys.argv) > 1:\n    import nets.extra\n    counting.options['more'] = 1\n"
    "x = layers.layer(tf.zeros([1, 2]))\nif hasattr(counting, 'extra'):\n    tf.get_variable('extra', [1])\n",
    "d_as_ever.py": USE + "x = layers.layer(tf.zeros([1, 2]))\nif hasattr(counting, 'extra'):\n    tf.get_variable('extra', [1])\n"
    "if 'more' in counting.options:\n    tf.get_variable('more', [1])\n",
    "e_fails.py": USE + "with tf.variable_scope('e'):\n    tf.get_variable('w', [1])\n    tf.get_variable('w', [1])\nraise ValueError\n",
    "f_classes.py": USE + "for i in range(3):\n    counting.Layer()\ncounting.Layer.weights()\n\n\n"
    "class Own(counting.Layer):\n    def build(self, x):\n"
    "        return layers.layer(x)\n",
    "g_classes.py": USE + "counting.Layer()\ncounting.Layer.weights()\ntf.layers.dense = None\n",
    "h_last.py": USE + "print(counting.Layer.__subclasses__())\n"
    "for one in counting.Layer.__subclasses__():\n    tf.get_variable(one.__name__, [1])\n"
    "tf.layers.dense(layers.layer(tf.zeros([1, 2])), 1)\n",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in (PACKAGE | SCRIPTS).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def lent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The scripts that have gone on from what an import had left."""
    paths: list[str] = []
    lend = Beginning.lend

    def noted(self: Beginning, library: object, path: str) -> object:
        paths.append(path)
        return lend(self, library, path)  # type: ignore[arg-type]

    monkeypatch.setattr(Beginning, "lend", noted)
    return paths


def told(folder: Path, *paths: str, cache: bool = False) -> list[object]:
    """What becomes of each entry, whole."""
    analysis = runner.check(runner.Request(paths or (".",), folder, isolated=True, cache=cache, jobs=1)).analysis
    return [(trace.entry, [str(event) for event in trace.events]) for trace in analysis.traces]


def each_for_itself(monkeypatch: pytest.MonkeyPatch, folder: Path, *paths: str) -> list[object]:
    with monkeypatch.context() as patch:
        patch.setattr(Beginnings, "of", lambda *_: None)
        return told(folder, *paths)


def test_what_scripts_tell_together_is_what_they_tell_alone(project: Path, lent: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    together = told(project)
    assert set(SCRIPTS) - {"a_counts.py"} <= set(lent)
    assert lent.count("b_changes.py") == 2  # once more for its function that nothing calls
    assert together == each_for_itself(monkeypatch, project)
    assert "net_2_2" in str(together)


def test_a_script_that_takes_longer_than_the_import_keeps_what_it_has_done(
    project: Path, lent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "for i in range(900):\n    counting.made.append(i)\n"
    (project / "b_changes.py").write_text(SCRIPTS["b_changes.py"].replace("layers.layer = None\n", long))
    together = told(project)
    assert lent.count("b_changes.py") == 1
    assert "c_tests.py" in lent
    assert together == each_for_itself(monkeypatch, project)


@pytest.mark.parametrize(
    "text",
    [
        "import tensorflow as tf\ntf.get_variable('at_import', [1])\n",
        "import sys\nif len(sys.argv) > 1:\n    raise ValueError\n",
        "import tensorflow as tf\ntf.get_variable('v', [1])\ntf.get_variable('v', [1])\n",
    ],
    ids=["makes variables", "may end", "fails"],
)
def test_an_import_that_tells_something_is_not_shared(project: Path, lent: list[str], monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    (project / "nets" / "__init__.py").write_text(PACKAGE["nets/__init__.py"] + text)
    together = told(project)
    assert not lent
    assert together == each_for_itself(monkeypatch, project)


def test_packages_within_packages(project: Path, lent: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What the outer package imports is there for all; a package that it leaves alone is imported for those that begin with it."""
    inner = {
        "nets/deep/__init__.py": "from nets import counting\ncounting.options['prefix'] = 'deep'\n",
        "nets/deep/one.py": "from nets.deep import two\nfrom nets import layers\nimport tensorflow as tf\nlayers.layer(tf.zeros([1, 2]))\n",
        "nets/deep/two.py": "from nets.deep import three\nimport tensorflow as tf\ntf.get_variable('two', [1])\n",
        "nets/deep/three.py": "import tensorflow as tf\nimport nets.deep\nfrom nets import layers\nlayers.layer(tf.zeros([1, 2]))\n",
        "nets/flat/__init__.py": "",
        "nets/flat/four.py": "from nets.flat import five\nfrom nets import layers\nimport tensorflow as tf\n"
        "layers.layer(tf.zeros([1, 2]))\n",
        "nets/flat/five.py": "from nets.flat import four\n",
    }
    for name, text in inner.items():
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text(text)
    together = told(project)
    assert {name for name in inner if "__init__" not in name} - {"nets/deep/one.py"} <= set(lent)
    assert together == each_for_itself(monkeypatch, project)
    assert "deep_1_1" in str(together)


def test_a_crash_over_one_script_is_nothing_to_the_next(project: Path, monkeypatch: pytest.MonkeyPatch, lent: list[str]) -> None:
    alone = each_for_itself(monkeypatch, project, "d_as_ever.py")
    with monkeypatch.context() as patch:
        patch.setattr("scopelint.interp.interpreter.Interpreter.throw", lambda *_: 1 / 0)
        together = told(project, "a_counts.py", "c_tests.py", "e_fails.py", "d_as_ever.py")
    assert [entry for entry in together if entry in alone] == alone


def test_answers_that_are_kept_hang_on_what_the_import_has_read(project: Path, lent: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCOPELINT_NO_CACHE", "")
    told(project, cache=True)
    lent.clear()
    told(project, cache=True)
    assert not lent
    (project / "nets" / "counting.py").write_text(PACKAGE["nets/counting.py"].replace('"net"', '"other"'))
    changed = told(project, cache=True)
    assert "d_as_ever.py" in lent
    assert "other_1_1" in str(changed)
    assert changed == told(project)


def test_fixtures(monkeypatch: pytest.MonkeyPatch, lent: list[str]) -> None:
    """Programs of all kinds, each of which goes on from its first import, and runs once more from there for what is left."""
    alone = each_for_itself(monkeypatch, FIXTURES / "imports")
    monkeypatch.setattr("scopelint.runs.beginnings._ALONE", 0)
    assert told(FIXTURES / "imports") == alone
    assert len(lent) > 20
