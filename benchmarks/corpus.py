"""The programs that are measured: packages from PyPI, pinned, none of them kept in the repository.

Flows in: a folder. Flows out: the Python files of the packages, in folders of that folder. `pip download` fetches what is missing.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Final

SMALL: Final = ("trfl==1.2.0",)
"""Enough to see a large change, in half a minute."""

WHOLE: Final = (*SMALL, "dm-sonnet==1.36", "tensor2tensor==1.15.7", "tensorpack==0.11", "stable-baselines==2.10.2", "tf-slim==1.1.0")


def fetch(packages: tuple[str, ...], folder: Path) -> list[Path]:
    """The folders of the packages, downloaded where they are missing.

    Raises:
        subprocess.CalledProcessError: pip cannot get a package; it has said why.
    """
    return [_fetched(package, folder / package) for package in packages]


def _fetched(package: str, folder: Path) -> Path:
    if folder.is_dir():
        return folder
    with tempfile.TemporaryDirectory() as temporary:
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--dest", temporary]
        subprocess.run([*command, "--only-binary", ":all:", package], check=True)
        (wheel,) = Path(temporary).glob("*.whl")
        unpacked = folder.with_name(f"{folder.name}.new")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(unpacked, [name for name in archive.namelist() if name.endswith(".py")])
    unpacked.rename(folder)
    return folder
