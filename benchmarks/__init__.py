"""How fast scopelint is, beside bare libcst and its peers: `python -m benchmarks --help`."""
