"""The language server: findings while typing, hover, inlay hints, first creations, quick fixes, in any editor that speaks LSP.

Flows in: messages of the language server protocol on standard input. Flows out: messages on standard output. Needs pygls (the extra `lsp`),
which is imported when the server starts. The analysis runs in a thread of its own: no answer waits for it.
"""

from __future__ import annotations

__all__ = ["serve"]


def serve() -> None:
    """Serve on standard input and output until the editor ends the session."""
    from scopelint.server.features import make_server

    make_server().start_io()
