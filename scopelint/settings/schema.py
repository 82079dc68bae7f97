"""The JSON Schema of the settings, for editors and for `validate-pyproject`, which finds it by the entry point of that name.

Flows in: the keys. Flows out: one schema. The file `scopelint.schema.json` in the repository is this, written out.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from scopelint.settings.keys import Settings

ID: Final = "urn:scopelint:settings"


def get_schema(tool_name: str = "scopelint") -> dict[str, Any]:
    """What `[tool.scopelint]` may hold, in draft 7.

    Args:
        tool_name: the table that it is asked for, by `validate-pyproject`.
    """
    (_, definitions) = msgspec.json.schema_components([Settings], ref_template="#/definitions/{name}")
    found: dict[str, Any] = _plain(definitions, definitions)["Settings"]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": ID,
        "title": f"Settings of {tool_name}",
        "description": "What [tool.scopelint] in pyproject.toml, scopelint.toml or .scopelint.toml may say.",
        "type": "object",
        "additionalProperties": False,
        "properties": found["properties"],
    }


def _plain(node: Any, definitions: dict[str, Any]) -> Any:
    """The schema without references and with defaults that TOML could write."""
    if isinstance(node, list):
        return [_plain(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    reference = node.get("$ref")
    if reference is not None:
        rest = {key: value for key, value in node.items() if key != "$ref"}
        return _plain({**definitions[reference.rpartition("/")[2]], **rest}, definitions)
    optional = node.get("anyOf")
    if isinstance(optional, list) and {"type": "null"} in optional:
        (known,) = [one for one in optional if one != {"type": "null"}]
        node = {**known, **{key: value for key, value in node.items() if key != "anyOf"}}
    return {
        key: _plain(value, definitions) for key, value in node.items() if key != "title" and not (key == "default" and _is_empty(value))
    }


def _is_empty(default: Any) -> bool:
    return default is None or (isinstance(default, dict) and all(value is None for value in default.values()))


def description(key: str) -> str:
    """What a key means."""
    return str(get_schema()["properties"][key].get("description", ""))
