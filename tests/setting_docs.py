"""What the settings say of themselves: `docs/settings.md` and `scopelint.schema.json`. `python -m tests.setting_docs` renews them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from scopelint.settings import KEYS
from scopelint.settings.schema import get_schema

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "settings.md"
SCHEMA: Final = ROOT / "scopelint.schema.json"
TEXT: Final = ROOT / "docs" / "settings.head.md"
"""What stands above the list of keys, written by hand."""

EXAMPLES: Final[dict[str, str]] = {
    "extend": '"../pyproject.toml"',
    "required-version": '">=0.1.0.dev0"',
    "src": '["research", "research/slim"]',
    "stubs": '["stubs"]',
    "follow-imports": '"skip"',
    "exclude": '["third_party/", "*_pb2.py"]',
    "extend-exclude": '["third_party/"]',
    "force-exclude": "true",
    "respect-gitignore": "false",
    "select": '["TFS1", "name-scope-ignored"]',
    "extend-select": '["TFS902"]',
    "ignore": '["TFS201"]',
    "per-file-ignores": '{ "tests/" = ["TFS1"], "!models/" = ["TFS2"] }',
    "extend-per-file-ignores": '{ "legacy/*.py" = ["ALL"] }',
    "preview": "true",
    "certainty": '"possible"',
    "fixable": '["TFS2"]',
    "unfixable": '["TFS101"]',
    "unsafe-fixes": "true",
    "baseline": '"scopelint-baseline.json"',
    "assume": '{ FLAGS = { mode = "train", layers = 3 }, args.reuse = true, build_model.is_training = false }',
    "entry-points": '["models/net.py::build", "models/net.py::Net.loss"]',
    "limits": "{ steps = 20_000_000, unroll = 5_000 }",
    "target-version": '"1.15"',
    "python2": "true",
    "cache-dir": '".cache/scopelint"',
}


def page() -> str:
    """The page of all settings."""
    properties = get_schema()["properties"]
    parts = [TEXT.read_text(encoding="utf-8")]
    for key in KEYS:
        said = properties[key]
        parts.append(f"### `{key}`\n\n{said['description']}\n\n")
        for inner, what in said.get("properties", {}).items():
            parts.append(f"- `{inner}`: {what['description']}\n")
        if said.get("properties"):
            parts.append("\n")
        parts.append(f"{_default(said)}\n\n```toml\n{key} = {EXAMPLES[key]}\n```\n\n")
    return "".join(parts).rstrip() + "\n"


def _default(said: dict[str, Any]) -> str:
    allowed = f"One of {', '.join(f'`{json.dumps(value)}`' for value in said['enum'])}. " if "enum" in said else ""
    default = said.get("default")
    return f"{allowed}Default: `{json.dumps(default)}`." if default not in (None, {}) else f"{allowed}Not set by default."


def schema() -> str:
    """The schema as a file."""
    return json.dumps(get_schema(), indent=2) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    SCHEMA.write_text(schema(), encoding="utf-8")
