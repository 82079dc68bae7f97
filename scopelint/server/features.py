"""The language server's features on pygls: what is asked is answered from the last snapshot of the file.

Flows in: requests of the protocol. Flows out: answers, and diagnostics whenever the worker has some.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from lsprotocol import types as lsp
from pygls import uris
from pygls.lsp.server import LanguageServer

import scopelint
from scopelint import home
from scopelint.fix.marking import marked
from scopelint.model import Applicability, Diagnostic, Severity, Site, Span
from scopelint.reading.parse import split_lines
from scopelint.rules import registry
from scopelint.server import answers, positions
from scopelint.server.worker import Snapshot, Worker

SOURCE: Final = "scopelint"
_SEVERITIES: Final = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}


class Server(LanguageServer):
    """The server, with what it knows of each file."""

    def __init__(self) -> None:
        super().__init__(SOURCE, scopelint.__version__)
        self.snapshots: dict[str, Snapshot] = {}
        self.worker = Worker(self._told)
        self._uris: dict[Path, str] = {}
        """The open files, as the editor calls them."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._said: set[str] = set()

    @property
    def encoding(self) -> str:
        """What the editor counts columns in."""
        found = self.workspace.position_encoding
        return str(getattr(found, "value", found) or positions.UTF16)

    def begin(self) -> None:
        """The editor is ready."""
        self._loop = asyncio.get_running_loop()
        root = self.workspace.root_path
        self.worker.start(Path(root) if root else Path.cwd())

    def change(self, uri: str, *, others: bool = False) -> None:
        """A file was opened, changed or saved."""
        path = uris.to_fs_path(uri)
        if path is not None:
            self._uris[Path(path)] = uri
            self.worker.change(Path(path), self.workspace.get_text_document(uri).source, others=others)

    def close(self, uri: str) -> None:
        """A file was closed: it has no findings any more."""
        path = uris.to_fs_path(uri)
        if path is not None:
            self.worker.close(Path(path))
            self._uris.pop(Path(path), None)
        self.snapshots.pop(uri, None)
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    def _told(self, file: Path, snapshot: Snapshot) -> None:
        """In the worker's thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._publish, file, snapshot)

    def _publish(self, file: Path, snapshot: Snapshot) -> None:
        uri = self._uris.get(file)
        if uri is None:
            return  # closed while it was analysed
        if snapshot.problem is not None:
            if snapshot.problem not in self._said:
                self._said.add(snapshot.problem)
                self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, f"scopelint: {snapshot.problem}"))
            return
        self.snapshots[uri] = snapshot
        found = [self._diagnostic(d, snapshot) for d in snapshot.diagnostics]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found))
        capabilities = self.client_capabilities.workspace
        if capabilities is not None and capabilities.inlay_hint is not None and capabilities.inlay_hint.refresh_support:
            self.workspace_inlay_hint_refresh(None, lambda answer: None)

    def _diagnostic(self, d: Diagnostic, snapshot: Snapshot) -> lsp.Diagnostic:
        related = [lsp.DiagnosticRelatedInformation(self.location(one.site, snapshot), one.message) for one in d.related]
        message = d.message if d.help is None else f"{d.message}\nHelp: {d.help}."
        page = home.address(registry.rule(d.code).meta.url)
        return lsp.Diagnostic(
            self.range(d.site.span, split_lines(snapshot.text)),
            message,
            severity=_SEVERITIES[d.severity],
            code=d.code,
            code_description=None if page is None else lsp.CodeDescription(page),
            source=SOURCE,
            related_information=related,
        )

    def range(self, span: Span, lines: list[str]) -> lsp.Range:
        """A stretch of a file as the editor counts it."""
        start = positions.to_client(lines, span.line, span.column, self.encoding)
        end = positions.to_client(lines, span.end_line, span.end_column, self.encoding)
        return lsp.Range(lsp.Position(*start), lsp.Position(*end))

    def location(self, site: Site, snapshot: Snapshot) -> lsp.Location:
        """A place in any file."""
        file = snapshot.cwd / site.path
        uri = self._uris.get(file) or uris.from_fs_path(str(file)) or ""
        return lsp.Location(uri, self.range(site.span, self._lines(file, site, snapshot)))

    def _lines(self, file: Path, site: Site, snapshot: Snapshot) -> list[str]:
        if site.path == snapshot.name:
            return split_lines(snapshot.text)
        try:
            return split_lines(file.read_text(encoding="utf-8", errors="replace"))
        except OSError:
            return []

    def place(self, uri: str, position: lsp.Position) -> tuple[Snapshot, int, int] | None:
        """The snapshot that knows a file, and a place in it as scopelint counts."""
        snapshot = self.snapshots.get(uri)
        if snapshot is None:
            return None
        return snapshot, *positions.from_client(split_lines(snapshot.text), position.line, position.character, self.encoding)


def make_server() -> Server:
    """A server with all its features, not yet started."""
    server = Server()

    @server.feature(lsp.INITIALIZED)
    async def initialized(params: lsp.InitializedParams) -> None:
        server.begin()

    @server.feature(lsp.SHUTDOWN)
    def shutdown(params: None) -> None:
        server.worker.end()

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        server.change(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        server.change(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        server.change(params.text_document.uri, others=True)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.close(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        place = server.place(params.text_document.uri, params.position)
        found = None if place is None else answers.hover(*place)
        if place is None or found is None:
            return None
        text, span = found
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text), server.range(span, split_lines(place[0].text)))

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def definition(params: lsp.DefinitionParams) -> lsp.Location | None:
        place = server.place(params.text_document.uri, params.position)
        site = None if place is None else answers.first_creation(*place)
        return None if place is None or site is None else server.location(site, place[0])

    @server.feature(lsp.TEXT_DOCUMENT_INLAY_HINT)
    def inlay_hints(params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
        snapshot = server.snapshots.get(params.text_document.uri)
        if snapshot is None:
            return []
        lines = split_lines(snapshot.text)
        asked = params.range
        return [
            lsp.InlayHint(lsp.Position(*positions.to_client(lines, hint.line, hint.column, server.encoding)), hint.text, tooltip=hint.tip)
            for hint in answers.hints(snapshot)
            if asked.start.line <= hint.line - 1 <= asked.end.line
        ]

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix]))
    def code_actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        snapshot = server.snapshots.get(params.text_document.uri)
        if (
            snapshot is None
            or not snapshot.is_program
            or snapshot.text != server.workspace.get_text_document(params.text_document.uri).source
        ):
            return []  # an edit made for another text would do harm
        return _actions(server, snapshot, params)

    return server


def _actions(server: Server, snapshot: Snapshot, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """For each finding in the range: its fix, and a comment that suppresses it."""
    lines = split_lines(snapshot.text)
    uri = params.text_document.uri
    actions: list[lsp.CodeAction] = []
    for d in snapshot.diagnostics:
        place = server.range(d.site.span, lines)
        if place.end.line < params.range.start.line or place.start.line > params.range.end.line:
            continue
        told = [one for one in params.context.diagnostics if one.code == d.code and one.range == place]
        if d.fix is not None and d.fix.applicability is not Applicability.DISPLAY:
            edits = [lsp.TextEdit(server.range(edit.span, lines), edit.content) for edit in d.fix.edits]
            actions.append(_action(f"{d.code}: {d.fix.message}", uri, edits, told, preferred=d.fix.applicability is Applicability.SAFE))
        comments = [lsp.TextEdit(server.range(edit.span, lines), edit.content) for edit in marked([d], lines)]
        actions.append(_action(f"{d.code}: ignore it in this line", uri, comments, told, preferred=False))
    return actions


def _action(title: str, uri: str, edits: list[lsp.TextEdit], told: list[lsp.Diagnostic], *, preferred: bool) -> lsp.CodeAction:
    return lsp.CodeAction(
        title,
        kind=lsp.CodeActionKind.QuickFix,
        diagnostics=told,
        is_preferred=preferred,
        edit=lsp.WorkspaceEdit({uri: edits}),
    )
