"""`fire.Fire`: the command line calls a function; parameters without default come from there."""

import _scopelint


def Fire(component=None, command=None, name=None, serialize=None):
    if component is not None and not isinstance(component, (dict, type)) and callable(component):
        _scopelint.call_with_defaults(component)
