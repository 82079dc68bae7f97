"""`slim.model_analyzer` (contrib/slim/python/slim/model_analyzer.py): sizes, printed."""

import _scopelint


def tensor_description(var):
    return _scopelint.unknown("a description", kind=str)


def analyze_ops(graph, print_info=False):
    return _scopelint.unknown("a size")


def analyze_vars(variables, print_info=False):
    return sum(_scopelint.num_elements(v) for v in variables), _scopelint.unknown("a size")
