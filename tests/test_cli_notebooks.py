"""`scopelint check` and `names` on notebooks, as users meet them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scopelint.model import ParseFailure
from scopelint.reading import notebooks
from tests.test_cli import CLEAN, DUPLICATE, check, here, run, write

__all__ = ["here"]


class TestNotebooks:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ('{"cells": [], "n": ' + "1" * 5000 + "}", "exceeds the limit"),
            ('{"cells": [{"cell_type": "code", "source": ["x = 1", 2]}]}', "the source of cell 1 is no text"),
            ('{"cells": [{"cell_type": "markdown"}, {"cell_type": "code", "source": {}}]}', "the source of cell 2 is no text"),
        ],
    )
    def test_json_that_is_none(self, here: Path, text: str, said: str) -> None:
        Path("n.ipynb").write_text(text)
        write(clean=CLEAN)
        (found,) = check()
        assert found["code"] == "TFS901"
        assert said in found["message"]

    def write(self, *cells: tuple[str, str], name: str = "nb.ipynb", **metadata: Any) -> None:
        document = {
            "cells": [{"cell_type": kind, "metadata": {}, "source": text.splitlines(keepends=True)} for kind, text in cells],
            "metadata": metadata,
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        Path(name).write_text(json.dumps(document, indent=1, ensure_ascii=False))

    def test_lines_of_the_json(self) -> None:
        """What a line says may stand elsewhere, too: in an output, in the line before."""
        output = {"output_type": "stream", "text": ["x = 1\n", "y\n"]}
        sources: list[str | list[str]] = ["", ["x = 1\n", "x = 1\n", "\n", "y"], "a\nb\n", ["c\nd", "\n"], [], ["x = 1\n", "é\n"]]
        cells = [{"cell_type": "code", "outputs": [output], "source": source} for source in sources]
        text = json.dumps({"cells": cells}, indent=1)
        notebook = notebooks.read(text.encode(), "n.ipynb")
        assert not isinstance(notebook, ParseFailure)
        lines = text.split("\n")
        said = zip(notebook.text.split("\n"), notebook.raw, strict=False)
        seen = [(line, lines[row - 1].strip().strip(',"')) for line, row in said if line]
        assert seen == [
            ("x = 1", "x = 1\\n"), ("x = 1", "x = 1\\n"), ("y", "y"), ("a", 'source": "a\\nb\\n'), ("b", 'source": "a\\nb\\n'),
            ("c", "c\\nd"), ("d", "c\\nd"), ("x = 1", "x = 1\\n"), ("é", "\\u00e9\\n"),
        ]  # fmt: skip
        sources_begin = [number for number, line in enumerate(lines, 1) if '"source"' in line]
        assert notebook.raw[1:4] == tuple(sources_begin[1] + at for at in (1, 2, 3)), "not in what the cell has printed"

    def test_cells_in_order_and_places_by_cell(self, here: Path) -> None:
        self.write(
            ("markdown", "# Title é"),
            ("code", "%matplotlib inline\nimport tensorflow as tf\n!pip install x"),
            ("code", 'tf.get_variable("w", [1])'),
            ("markdown", "x"),
            ("code", '%%time\n\ntf.get_variable("w", [1])'),
        )
        result = run("check", "--output-format", "concise")
        assert result.stdout.startswith("nb.ipynb:cell 5:3:1: TFS101 ")
        (found,) = check()
        assert (found["cell"], found["location"]) == (5, {"row": 3, "column": 1})
        assert (found["related"][0]["cell"], found["related"][0]["location"]["row"]) == (3, 1)
        assert "it was created at line 1 of cell 3, and reuse is off" in found["message"]
        text = run("check").stdout
        assert '3 | tf.get_variable("w", [1])' in text
        line = json.loads(run("check", "--output-format", "gitlab").stdout)[0]["location"]["lines"]["begin"]
        assert Path("nb.ipynb").read_text().splitlines()[line - 1].strip().startswith('"tf.get_variable')

    def test_finding_in_a_module_that_names_a_cell(self, here: Path) -> None:
        Path("helper.py").write_text('import tensorflow as tf\n\n\ndef make():\n    tf.get_variable("w", [1])\n')
        self.write(("code", "import helper\nimport tensorflow as tf"), ("code", 'tf.get_variable("w", [1])\nhelper.make()'))
        (found,) = check("nb.ipynb", "helper.py")
        assert found["filename"] == "helper.py"
        assert "it was created at nb.ipynb:cell 2:1, and reuse is off" in found["message"]

    def test_names_by_cell(self, here: Path) -> None:
        self.write(("markdown", "# Title"), ("code", "import tensorflow as tf"), ("code", '%time\ntf.get_variable("w", [1])'))
        assert run("names").stdout.splitlines()[1].split() == ["w", "create", "tf.get_variable", "cell", "3:2:1"]
        (found,) = json.loads(run("names", "--format", "json").stdout)["variables"]
        assert (found["cell"], found["line"], found["end_line"]) == (3, 2, 2)
        self.write(("code", "x = 1"), ("code", "\ny = (1"), name="bad.ipynb")
        assert "bad.ipynb:cell 2:2:5: not analysed: " in run("names", "bad.ipynb").stderr

    @pytest.mark.parametrize(
        "magic", ["%%bash\nfor x in *; do echo; done", "%%html\n<b>", "!ls {x}", "%cd ..", "y = !ls", "tf.Graph?", "!a \\\n  -b \\\n c"]
    )
    def test_magics(self, here: Path, magic: str) -> None:
        self.write(("code", magic), ("code", DUPLICATE))
        (found,) = check()
        assert (found["cell"], found["location"]["row"]) == (2, 5)

    @pytest.mark.parametrize(("cell", "found"), [("cd ../", []), ("\nmatplotlib inline", []), ("cd ../\nx = 1", [1]), ("cd = 1 2", [1])])
    def test_magic_without_its_sign_is_known_alone_in_a_cell(self, here: Path, cell: str, found: list[int]) -> None:
        self.write(("code", cell), ("code", "x = 1"))
        assert [one["cell"] for one in check("nb.ipynb", "--exit-zero") if one["code"] == "TFS901"] == found

    def test_other_languages_and_broken_ones(self, here: Path) -> None:
        self.write(("code", "x <- 1"), language_info={"name": "R"})
        assert check() == []
        Path("bad.ipynb").write_text("{\n  oh")
        (found,) = check()
        assert (found["code"], found["filename"], found["location"]["row"]) == ("TFS901", "bad.ipynb", 2)

    def test_cell_that_is_not_python(self, here: Path) -> None:
        self.write(("code", "x = 1"), ("code", "y = 2\nprint 'old'"))
        (found,) = check("nb.ipynb", "--exit-zero")
        assert (found["code"], found["cell"], found["location"]["row"]) == ("TFS901", 2, 2)

    @pytest.mark.parametrize("flags", [("--no-cache",), ("--cache-dir", "kept"), ("--no-cache", "--jobs", "2")])
    def test_unfinished_cells(self, here: Path, flags: tuple[str, ...]) -> None:
        """They are told, each at its line, and the others are analysed without them; twice, for the sake of the cache."""
        cells = [("code", "import tensorflow as tf\nsizes = [1]"), ("code", "# yours:\nhidden = \nrate = 1"), ("markdown", "# Model")]
        cells += [("code", "def f(:\n  pass"), ("code", 'for _ in "ab":\n  tf.get_variable("w", sizes)\nprint(hidden, rate)')]
        self.write(*cells)
        self.write(*cells, name="other.ipynb")
        for _ in range(2):
            found = [(f["filename"], f["code"], f["cell"], f["location"]["row"]) for f in check(*flags)]
            wanted = [("TFS901", 2, 2), ("TFS901", 4, 1), ("TFS105", 5, 2)]
            assert found == [(name, *one) for name in ("nb.ipynb", "other.ipynb") for one in wanted]
        assert "Not analysed: 4 notebook cells that could not be read" in run("check", *flags).stderr
        assert run("check", *flags).exit_code == 1
        assert run("names", *flags).stdout.splitlines()[1].split() == ["w", "create", "tf.get_variable", "cell", "5:2:3"]

    def test_what_an_unfinished_cell_gives_a_name_to_is_not_known(self, here: Path) -> None:
        """`hidden` is no longer the tensor of the graph that has been reset."""
        first = ("code", "import tensorflow as tf\nhidden, rate = tf.zeros([2, 3]), 1")
        middle = ("code", "with tf.variable_scope('net') as scope:\n    hidden = encoder(...\nsum(1,")
        last = ("code", "tf.matmul(hidden, tf.get_variable('w', [3, rate]))")
        self.write(first, ("code", "tf.reset_default_graph()"), middle, last)
        assert [(f["code"], f["cell"]) for f in check("nb.ipynb", "--exit-zero")] == [("TFS901", 3)]
        self.write(first, ("code", "tf.reset_default_graph()"), last)
        assert [(f["code"], f["cell"]) for f in check("nb.ipynb", "--exit-zero")] == [("TFS119", 3)]

    def test_unsaved_notebook(self, here: Path) -> None:
        self.write(("code", DUPLICATE))
        text = Path("nb.ipynb").read_bytes()
        Path("nb.ipynb").unlink()
        result = run("check", "--output-format", "concise", "--stdin-filename", "nb.ipynb", "-", stdin=text)
        assert result.stdout.startswith("nb.ipynb:cell 1:5:5: TFS101")
