"""`tf.contrib.training.HParams`.

Behaves as tensorflow/contrib/training/python/training/hparam.py of TensorFlow 1.15.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_ASSIGNMENT: Final = re.compile(r"\s*([A-Za-z][\w.]*)\s*(?:\[\s*(\d+)\s*\]\s*)?=\s*(\[.*?\]|[^,\[]*)\s*(?:,|$)")
"""One `name=value`, `name[0]=value` or `name=[value,value]` of `HParams.parse`."""


class HParams:
    """Hyperparameters as attributes. Each has the type of its first value, which later values must have."""

    def __init__(self, hparam_def: None = None, model_structure: Any = None, **kwargs: Any) -> None:
        self._hparam_types: dict[str, tuple[type, bool]] = {}
        self._model_structure = model_structure
        for name, value in kwargs.items():
            self.add_hparam(name, value)

    def add_hparam(self, name: str, value: Any) -> None:
        """Adds a hyperparameter; its name must be new.

        Raises:
            ValueError: the name is taken, or the value is an empty list.
        """
        if getattr(self, name, None) is not None:
            raise ValueError(f"Hyperparameter name is reserved: {name}")
        if isinstance(value, (list, tuple)):
            if not value:
                raise ValueError(f"Multi-valued hyperparameters cannot be empty: {name}")
            self._hparam_types[name] = (type(value[0]), True)
        else:
            self._hparam_types[name] = (type(value), False)
        setattr(self, name, value)

    def set_hparam(self, name: str, value: Any) -> None:
        """Gives a known hyperparameter a new value, cast to its type.

        Raises:
            ValueError: one value for a list, a list for one value, or a value of another type.
        """
        kind, is_list = self._hparam_types[name]
        if isinstance(value, list):
            if not is_list:
                raise ValueError(f"Must not pass a list for single-valued parameter: {name}")
            setattr(self, name, [_cast(name, kind, item) for item in value])
        else:
            if is_list:
                raise ValueError(f"Must pass a list for multi-valued parameter: {name}.")
            setattr(self, name, _cast(name, kind, value))

    def del_hparam(self, name: str) -> None:
        """Removes a hyperparameter, if it is there."""
        if hasattr(self, name):
            delattr(self, name)
            del self._hparam_types[name]

    def parse(self, values: str) -> HParams:
        """Overrides hyperparameters from a string such as "units=64,rates=[0.1,0.2]".

        Raises:
            ValueError: the string cannot be read, or names an unknown hyperparameter.
        """
        for name, value in parse_values(values, {key: kind for key, (kind, _) in self._hparam_types.items()}).items():
            self.set_hparam(name, self._with_items(name, value) if isinstance(value, dict) else value)
        return self

    def _with_items(self, name: str, items: Mapping[int, Any]) -> list[Any]:
        values = list(getattr(self, name))
        for index, item in items.items():
            values[index] = item
        return values

    def override_from_dict(self, values_dict: Mapping[str, Any]) -> HParams:
        """Overrides hyperparameters from a mapping."""
        for name, value in values_dict.items():
            self.set_hparam(name, value)
        return self

    def set_from_map(self, values_map: Mapping[str, Any]) -> HParams:
        """The older name of `override_from_dict`."""
        return self.override_from_dict(values_map)

    def parse_json(self, values_json: str) -> HParams:
        """Overrides hyperparameters from a JSON object."""
        return self.override_from_dict(json.loads(values_json))

    def values(self) -> dict[str, Any]:
        """The hyperparameters as a dictionary."""
        return {name: getattr(self, name) for name in self._hparam_types}

    def to_json(self, indent: int | None = None, separators: Any = None, sort_keys: bool = False) -> str:
        """The hyperparameters as JSON; functions are left out."""
        plain = {name: value for name, value in self.values().items() if not callable(value)}
        return json.dumps(plain, indent=indent, separators=separators, sort_keys=sort_keys)

    def get(self, key: str, default: Any = None) -> Any:
        """The value of `key`, or `default` when it is unknown."""
        return getattr(self, key) if key in self._hparam_types else default

    def get_model_structure(self) -> Any:
        """What `set_model_structure` was given."""
        return self._model_structure

    def set_model_structure(self, model_structure: Any) -> None:
        """Keeps a value beside the hyperparameters."""
        self._model_structure = model_structure

    def __contains__(self, key: str) -> bool:
        return key in self._hparam_types

    def __str__(self) -> str:
        return str(sorted(self.values().items()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self})"


def parse_values(values: str, type_map: Mapping[str, type]) -> dict[str, Any]:
    """Reads "a=1,b=[x,y],c[0]=2" with the types given.

    Returns:
        For each name its value, its list, or for indexed assignments a dictionary from index to value.

    Raises:
        ValueError: the text cannot be read, a name is unknown, or a value has not its type.
    """
    result: dict[str, Any] = {}
    position = 0
    while position < len(values):
        match = _ASSIGNMENT.match(values, position)
        if match is None:
            raise ValueError(f"Malformed hyperparameter value: {values[position:]}")
        position = match.end()
        name, index, text = match.groups()
        if name not in type_map:
            raise ValueError(f"Unknown hyperparameter type for {name}")
        kind = type_map[name]
        if text.startswith("["):
            result[name] = [_read(name, kind, item) for item in text[1:-1].replace(",", " ").split()]
        elif index is not None:
            result.setdefault(name, {})[int(index)] = _read(name, kind, text)
        else:
            result[name] = _read(name, kind, text)
    return result


def _read(name: str, kind: type, text: str) -> Any:
    text = text.strip()
    try:
        if kind is bool:
            return {"true": True, "false": False, "1": True, "0": False}[text.lower()]
        return kind(text)
    except (KeyError, ValueError):
        raise ValueError(f"Could not parse hparam of type {kind.__name__!r} with value {text!r} for {name}.") from None


def _cast(name: str, kind: type, value: Any) -> Any:
    problem = f"Could not cast hparam {name!r} of type {kind.__name__!r} from value {value!r}"
    if issubclass(kind, type(None)) or value is None:
        return value
    if issubclass(kind, (str, bytes)) != isinstance(value, (str, bytes)):
        raise ValueError(problem)
    if issubclass(kind, bool) != isinstance(value, bool):
        raise ValueError(problem)
    if issubclass(kind, int) and isinstance(value, float):
        raise ValueError(problem)
    try:
        convert: Callable[[Any], Any] = kind
        return convert(value)
    except TypeError:
        return value
