"""Settings that work through to the interpreter: assumed values, entry points, limits, the version of TensorFlow."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import DUPLICATE, check, here, run, write

__all__ = ["here"]


def names(*arguments: str) -> list[str]:
    document: dict[str, Any] = json.loads(run("names", "--format", "json", *arguments).stdout)
    return [variable["name"] for variable in document["variables"]]


FLAGS = """
import tensorflow as tf

flags = tf.app.flags
flags.DEFINE_integer("layers", 1, "")
flags.DEFINE_string("scope", None, "")
flags.DEFINE_list("sizes", ["3"], "")
flags.mark_flag_as_required("scope")

def main(_):
    with tf.variable_scope(flags.FLAGS.scope):
        for i in range(flags.FLAGS.layers):
            tf.get_variable("w%d" % i, [len(flags.FLAGS.sizes)])

tf.app.run(main)
"""

ARGUMENTS = """
import argparse
import tensorflow as tf

parser = argparse.ArgumentParser()
parser.add_argument("mode")
parser.add_argument("--num-layers", type=int, default=1)
parser.add_argument("--deep", action="store_true")
args = parser.parse_args()

for i in range(args.num_layers):
    tf.get_variable("%s%d" % (args.mode, i), [1])
if args.deep:
    tf.get_variable("deep", [1])
"""

CLICK = """
import click
import tensorflow as tf

@click.command()
@click.option("--width", default=1)
@click.argument("name")
def main(width, name):
    tf.get_variable(name, [width])

main()
"""

UNCALLED = """
import tensorflow as tf

class Net:
    def __init__(self, depth):
        self.depth = depth

    def build(self, prefix="p"):
        for i in range(self.depth):
            tf.get_variable("%s%d" % (prefix, i), [1])

def build(training, name):
    tf.get_variable(name, [1])
    if training:
        tf.get_variable("moving", [1])
"""


class TestAssume:
    def test_flags(self, here: Path) -> None:
        write(main=FLAGS)
        assert names() == ["{FLAGS.scope}/w0"] or "{" in names()[0]
        Path("scopelint.toml").write_text('[assume.FLAGS]\nscope = "net"\nlayers = 2\n')
        assert names() == ["net/w0", "net/w1"]

    def test_flag_has_the_type_of_its_definition(self, here: Path) -> None:
        write(main=FLAGS)
        Path("scopelint.toml").write_text('assume = { FLAGS = { scope = "net", layers = "1", sizes = "4,5" } }\n')
        (variable,) = json.loads(run("names", "--format", "json").stdout)["variables"]
        assert (variable["name"], variable["shape"]) == ("net/w0", [2])

    def test_arguments(self, here: Path) -> None:
        write(main=ARGUMENTS)
        assert names()[0] != "train0"
        Path("scopelint.toml").write_text('[assume.args]\nmode = "train"\nnum_layers = 2\ndeep = true\n')
        assert names() == ["train0", "train1", "deep"]

    def test_arguments_of_click(self, here: Path) -> None:
        write(main=CLICK)
        Path("scopelint.toml").write_text('[assume.args]\nname = "w"\nwidth = 7\n')
        (variable,) = json.loads(run("names", "--format", "json").stdout)["variables"]
        assert (variable["name"], variable["shape"]) == ("w", [7])

    def test_parameters_of_functions_that_nothing_calls(self, here: Path) -> None:
        write(main=UNCALLED)
        Path("scopelint.toml").write_text(
            'assume.build = { name = "w", training = false }\nassume.Net.__init__.depth = 2\nassume.Net.build.prefix = "h"\n'
        )
        assert sorted(names()) == ["h0", "h1", "w"]


class TestEntryPoints:
    def test_function_and_method_are_run_though_something_calls_them(self, here: Path) -> None:
        write(main=UNCALLED + '\nbuild(False, "v")\nNet(1).build()\n')
        assert names() == ["v", "p0"]
        Path("scopelint.toml").write_text(
            'entry-points = ["main.py::build", "main.py::Net.build"]\nassume.build = { name = "w", training = true }\n'
            "assume.Net.__init__.depth = 1\n"
        )
        document = json.loads(run("names", "--format", "json").stdout)["variables"]
        assert [(v["entry"], v["name"]) for v in document if "::" in v["entry"]][:2] == [
            ("main.py::build", "w"),
            ("main.py::build", "moving"),
        ]
        assert "main.py::Net.build" in {v["entry"] for v in document}

    def test_that_is_not_there(self, here: Path) -> None:
        write(main=UNCALLED, other=DUPLICATE)
        Path("scopelint.toml").write_text('entry-points = ["main.py::nothing"]\n')
        result = run("check")
        assert result.exit_code == 2
        assert "main.py: `entry-points`: no function or method is called `nothing`" in result.stderr
        assert run("check", "other.py").exit_code == 1

    def test_that_is_none(self, here: Path) -> None:
        write(main=UNCALLED)
        Path("scopelint.toml").write_text('entry-points = ["main.build"]\n')
        result = run("check")
        assert result.exit_code == 2
        assert "`path/to/file.py::function` is wanted, not `main.build`" in result.stderr


def test_limits(here: Path) -> None:
    write(main='import tensorflow as tf\nfor i in range(50):\n    tf.get_variable("w%d" % i, [1])\n')
    assert len(names()) == 50
    assert len(names("--config", "limits.unroll = 5")) < 50
    (cut,) = check("--select", "TFS902", "--config", "limits.steps = 20")
    assert "more than 20 steps" in cut["message"]


def test_limit_for_what_nothing_calls(here: Path) -> None:
    many = "for i in range(50):\n            tf.get_variable('{}%d' % i, [1])"
    methods = "".join(f"    def {name}(self):\n        {many.format(name)}\n" for name in "ab")
    write(main=f"import tensorflow as tf\nclass Model:\n{methods}    def c(self):\n        tf.get_variable('c', [1])\n")
    assert len(names()) == 101
    few = names("--config", "limits.uncalled = 100")
    assert len(few) < 101
    assert "c" in few
    (cut,) = check("--select", "TFS902", "--config", "limits.uncalled = 100")
    assert "limits.uncalled (100)" in cut["message"]
    Path("scopelint.toml").write_text('entry-points = ["main.py::Model.a"]\nlimits.uncalled = 100\n')
    assert sum(name.startswith("a") for name in names()) >= 50


@pytest.mark.parametrize(("version", "expected"), [("1.15", ["new"]), ("0.12", []), ("1.0.1", ["old"])])
def test_version_of_tensorflow(here: Path, version: str, expected: list[str]) -> None:
    write(
        main="import tensorflow as tf\nif tf.__version__.startswith('1.15') and tf.VERSION == '1.15.0':\n"
        '    tf.get_variable("new", [1])\nelse:\n    tf.get_variable("old", [1])\n'
    )
    if not expected:
        assert run("names", "--config", f'target-version = "{version}"').exit_code == 2
        return
    assert names("--config", f'target-version = "{version}"') == expected


@pytest.mark.parametrize(("version", "shape", "refused"), [("1.15", "", False), ("1.15", ", input_shape=(2,)", True), ("2.15", "", True)])
def test_version_that_refuses_layers_of_one_name(here: Path, version: str, shape: str, refused: bool) -> None:
    write(
        main="import tensorflow.compat.v1 as tf\ntf.disable_v2_behavior()\nlayers = tf.keras.layers\n"
        f"net = tf.keras.Sequential([layers.Dense(2, name='d'{shape}), layers.Dense(2, name='d')])\nnet(tf.zeros([2, 2]))\n"
    )
    version = f'target-version = "{version}"'
    assert [finding["code"] for finding in check("--config", version)] == ["TFS119"] * refused
    if not refused:
        assert names("--config", version) == [f"sequential/{layer}/{kind}" for layer in ("d", "d_1") for kind in ("kernel", "bias")]


@pytest.mark.parametrize(("version", "switch", "found"), [
    ("1.15", "", []),
    ("2.4", "", ["TFS401"]),
    ("2.4", "tf.disable_v2_behavior()", []),
    ("1.15", "tf.enable_v2_behavior()", ["TFS401"]),
])  # fmt: skip
def test_version_that_executes_eagerly(here: Path, version: str, switch: str, found: list[str]) -> None:
    again = 'with tf.variable_scope("a", reuse=tf.AUTO_REUSE):\n    tf.get_variable("w", [1])\n'
    write(main=f"import tensorflow.compat.v1 as tf\n{switch}\n{again}{again}")
    assert [finding["code"] for finding in check("--config", f'target-version = "{version}"')] == found


class TestStubs:
    """Stubs of an in-house library that lies outside of the project."""

    PROGRAM = "import tensorflow as tf\nfrom house.layers import dense\n\nwith tf.variable_scope('net'):\n    dense(3)\n    dense(3)\n"
    STUB = (
        "import tensorflow as tf\n\ndef dense(units):\n    with tf.variable_scope('dense'):\n        return tf.get_variable('w', [units])\n"
    )

    def test_calls_of_the_library_stand_for_what_its_stub_does(self, here: Path) -> None:
        write(main=self.PROGRAM)
        Path("stubs/house").mkdir(parents=True)
        Path("stubs/house/__init__.py").touch()
        Path("stubs/house/layers.py").write_text(self.STUB)
        assert names("main.py") == []
        Path("scopelint.toml").write_text('stubs = ["stubs"]\n')
        document: dict[str, Any] = json.loads(run("names", "--format", "json", "main.py").stdout)
        found = [(v["name"], v["outcome"], v["shape"], v["path"], v["line"]) for v in document["variables"]]
        assert found == [("net/dense/w", "create", [3], "main.py", 5), ("net/dense/w", "error", [3], "main.py", 6)]
        Path("stubs/house/layers.py").write_text(self.STUB.replace("'w'", "'kernel'"))
        assert names("main.py") == ["net/dense/kernel", "net/dense/kernel"], "what was kept of the last run holds no more"

    def test_that_cannot_be_read(self, here: Path) -> None:
        write(main=self.PROGRAM)
        Path("stubs/house").mkdir(parents=True)
        Path("stubs/house/__init__.py").touch()
        Path("stubs/house/layers.py").write_text("def dense(:\n")
        found = check("main.py", "--select", "TFS902", "--config", 'stubs = ["stubs"]')
        assert ("stubs/house/layers.py", 1) in {(one["filename"], one["location"]["row"]) for one in found}
