"""What is run of the functions and classes that nothing reached: what can lead to TensorFlow, however far away, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from scopelint.inventory import Inventory
from scopelint.runner import Request, names

NET = """
def net(x):
    return tf.get_variable("w", [3]) * x
"""
LEADING = {
    "by a call": "def use(x):\n    return net(x)\n",
    "by a call of a call": "def use(x):\n    return between(x)\n\n\ndef between(x):\n    return net(x)\n",
    "through a method": (
        "class Holder:\n    def build(self, x):\n        return net(x)\n\n\ndef use(holder, x):\n    return holder.build(x)\n"
    ),
    "through a table": "TABLE = {'net': net}\n\n\ndef use(kind, x):\n    return TABLE['net'](x)\n",
    "through a default": "def use(x, builder=net):\n    return builder(x)\n",
    "by a name in a text": ("import sys\n\n\ndef use(x):\n    return getattr(sys.modules[__name__], 'net')(x)\n"),
    "by a computed name": "def use(x):\n    return globals()['n' + 'et'](x)\n",
    "through an operator": (
        "class Layer:\n    def __call__(self, x):\n        return net(x)\n\n\nLAYER = Layer()\n\n\ndef use(x):\n    return LAYER(x)\n"
    ),
    "through a property": (
        "class Model:\n    @property\n    def output(self):\n        return net(1.0)\n\n\ndef use():\n    return Model().output\n"
    ),
    "through a partial": ("import functools\n\nBUILD = functools.partial(net, 1.0)\n\n\ndef use():\n    return BUILD()\n"),
    "through a base class": (
        "class Base:\n    def __init__(self):\n        self.w = net(1.0)\n\n\n"
        "class Model(Base):\n    pass\n\n\n"
        "def use():\n    return Model()\n"
    ),
}


QUIET = {
    "files": "def use(path):\n    with tf.gfile.Open(path) as file:\n        return lost(file)\n",
    "a helper": "def use(path):\n    return helper(path)\n\n\ndef helper(path):\n    return lost(path)\n",
    "records": ("def use(x):\n    return lost(tf.train.Example(features=tf.train.Features(feature={'x': x})))\n"),
    "arrays": "import numpy as np\n\n\ndef use(x):\n    return lost(np.array(x, dtype=np.float32))\n",
}
"""Each calls a name that nothing defines, which an analysis of it would tell."""


def inventory(folder: Path, text: str) -> Inventory:
    (folder / "program.py").write_text(f"import tensorflow as tf\n{text}")
    return names(Request(paths=("program.py",), cwd=folder, isolated=True)).inventory


@pytest.mark.parametrize("way", LEADING)
def test_whatever_leads_to_tensorflow_is_run(tmp_path: Path, way: str) -> None:
    found = inventory(tmp_path, f"{NET}\n\n{LEADING[way]}")
    assert {variable.name for variable in found.variables} == {"w"}
    assert {variable.entry for variable in found.variables} != {"program.py::net"}, "net alone was run, and none of its callers"


@pytest.mark.parametrize("way", QUIET)
def test_what_leads_nowhere_is_not_run(tmp_path: Path, way: str) -> None:
    assert inventory(tmp_path, QUIET[way]).gaps == ()
    leading = inventory(tmp_path, QUIET[way].replace("lost(", "lost(net(1.0), ") + NET)
    assert any("lost" in gap.reason for gap in leading.gaps)


def test_what_leads_to_code_unseen_is_run_and_told(tmp_path: Path) -> None:
    (gap,) = inventory(tmp_path, "import unseen_layers\n\n\ndef use(x):\n    return unseen_layers.dense(x)\n").gaps
    assert "unseen_layers" in gap.reason


@pytest.mark.parametrize("own", ["type(self)", "self.__class__"])
def test_a_method_that_makes_another_of_its_own_class_is_run(tmp_path: Path, own: str) -> None:
    model = f"class Model:\n    def __init__(self):\n        self.w = net(1.0)\n\n    def twin(self):\n        return {own}()\n"
    found = inventory(tmp_path, f"{NET}\n\n{model}")
    assert [variable.outcome.value for variable in found.variables] == ["create", "error"]
