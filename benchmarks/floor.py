"""The floor of a cold run: what `libcst.parse_module` takes for the files that mention TensorFlow's scopes or layers.

Run as `python -m benchmarks.floor FOLDER...`; prints how many files and lines that are.
"""

from __future__ import annotations

import sys
from pathlib import Path

import libcst

from scopelint.resolve import mentions_scopes


def main(folders: list[str]) -> None:
    lines = files = 0
    for folder in folders:
        for file in sorted(Path(folder).rglob("*.py")):
            source = file.read_bytes()
            if not mentions_scopes(source):
                continue
            files += 1
            lines += source.count(b"\n")
            try:
                libcst.parse_module(source)
            except (libcst.ParserSyntaxError, UnicodeDecodeError):
                continue
    sys.stdout.write(f"{files} {lines}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
