"""`python -m scopelint` and the `scopelint` command."""

from __future__ import annotations

from scopelint.cli import main

if __name__ == "__main__":
    main(prog_name="scopelint")
