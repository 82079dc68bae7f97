"""The language server, as an editor meets it: a real client of the protocol over the standard streams of a real process."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from scopelint.model import Site, Span
from scopelint.server import answers, positions
from scopelint.server.worker import Snapshot, Worker, analysed

T = TypeVar("T")

MODEL = """import tensorflow as tf

def layer(x):  # 😀
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        return tf.get_variable("w", [1])

layer(1)
layer(2)
with tf.variable_scope("other"):
    "😀é"; tf.get_variable("v", [2, 3]); tf.get_variable("v", [2, 3])
"""


def snapshot(folder: Path, text: str = MODEL) -> Snapshot:
    return analysed(folder / "model.py", {folder / "model.py": text}, folder)


class TestAnswers:
    def test_hints(self, tmp_path: Path) -> None:
        found = [(hint.line, hint.column, hint.text) for hint in answers.hints(snapshot(tmp_path))]
        assert found == [(5, 41, " ⟶ net/w"), (10, 39, " ⟶ other/v")]

    def test_hint_of_several_names(self, tmp_path: Path) -> None:
        text = 'import tensorflow as tf\nfor i in range(3):\n    tf.get_variable("w%d" % i, [1])\n'
        (hint,) = answers.hints(snapshot(tmp_path, text))
        assert (hint.text, hint.tip) == (" ⟶ w0 (+2)", "w0\nw1\nw2")

    def test_hover(self, tmp_path: Path) -> None:
        found = answers.hover(snapshot(tmp_path), 5, 20)
        assert found is not None
        assert found[0].splitlines() == [
            "**`net/w`** float32[1]",
            "",
            "- created at model.py:5:16 (tf.get_variable, called from model.py:7:1)",
            "- shared at model.py:5:16 (tf.get_variable, called from model.py:8:1)",
        ]
        assert answers.hover(snapshot(tmp_path), 1, 1) is None

    def test_hover_over_a_call_that_leads_to_variables(self, tmp_path: Path) -> None:
        found = answers.hover(snapshot(tmp_path), 8, 2)
        assert found is not None
        assert (found[0].splitlines()[0], found[1]) == ("**`net/w`** float32[1]", Span(8, 1, 8, 9))
        assert answers.first_creation(snapshot(tmp_path), 8, 2) == Site("model.py", Span(5, 16, 5, 41))

    def test_unsaved_texts_of_other_files_count(self, tmp_path: Path) -> None:
        (tmp_path / "scopelint.toml").write_text("")
        (tmp_path / "names.py").write_text('NAME = "saved"\n')
        texts = {
            tmp_path / "model.py": "import tensorflow as tf\nfrom names import NAME\ntf.get_variable(NAME, [1])\n",
            tmp_path / "names.py": 'NAME = "unsaved"\n',
        }
        (variable,) = analysed(tmp_path / "model.py", texts, tmp_path).variables
        assert variable.name == "unsaved"

    def test_settings_that_cannot_be_used(self, tmp_path: Path) -> None:
        (tmp_path / "scopelint.toml").write_text("oh = 1\n")
        assert "unknown key `oh`" in str(snapshot(tmp_path).problem)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_columns_there_and_back(encoding: str) -> None:
    line = "aé😀b"
    units = {"utf-8": [0, 1, 3, 7, 8], "utf-16": [0, 1, 2, 4, 5], "utf-32": [0, 1, 2, 3, 4]}[encoding]
    for column, unit in enumerate(units, 1):
        assert positions.to_client([line], 1, column, encoding) == (0, unit)
        assert positions.from_client([line], 0, unit, encoding) == (1, column)


def test_only_the_last_of_several_changes_is_analysed(tmp_path: Path) -> None:
    told: list[Snapshot] = []
    worker = Worker(lambda file, found: told.append(found), delay=0.05)
    worker.start(tmp_path)
    for number in range(20):
        worker.change(tmp_path / "model.py", f"x = {number}\n")
    deadline = 100
    while not told and deadline:
        asyncio.run(asyncio.sleep(0.05))
        deadline -= 1
    worker.end()
    assert [one.text for one in told] == ["x = 19\n"]


def test_notebook_has_findings_at_the_lines_of_its_json(tmp_path: Path) -> None:
    source = ["import tensorflow as tf\n", "tf.get_variable('w', [1])\n", "tf.get_variable('w', [1])\n"]
    cells = [{"cell_type": "markdown", "source": ["# a\n"]}, {"cell_type": "code", "source": source}]
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}, indent=1)
    file = tmp_path / "n.ipynb"
    found = analysed(file, {file: text}, tmp_path)
    (d,) = found.diagnostics
    lines = text.split("\n")
    last = max(number for number, line in enumerate(lines, 1) if "'w'" in line)
    assert d.site.span == Span(last, 1, last, len(lines[last - 1]) + 1)
    assert d.related[0].site.span.line == last - 1
    assert (found.is_program, found.variables) == (False, ())


pygls = pytest.importorskip("pygls")


class Editor:
    """A client: what it was told, and how to wait for more."""

    lsp: Any
    client: Any

    def __init__(self, folder: Path) -> None:
        from lsprotocol import types as lsp
        from pygls.lsp import client as clients

        self.lsp = lsp
        self.folder = folder
        self.uri = (folder / "model.py").as_uri()
        self.client = clients.LanguageClient("editor", "1")
        self.told: asyncio.Queue[Any] = asyncio.Queue()
        self.messages: list[str] = []

        def diagnostics(params: Any) -> None:
            self.told.put_nowait(params)

        def message(params: Any) -> None:
            self.messages.append(params.message)

        self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(diagnostics)
        self.client.feature(lsp.WINDOW_SHOW_MESSAGE)(message)

    async def start(self, text: str) -> None:
        lsp = self.lsp
        await self.client.start_io(sys.executable, "-m", "scopelint", "server")
        await self.client.initialize_async(lsp.InitializeParams(lsp.ClientCapabilities(), root_uri=self.folder.as_uri()))
        self.client.initialized(lsp.InitializedParams())
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(self.uri, "python", 1, text)))

    async def change(self, text: str) -> None:
        lsp = self.lsp
        document = lsp.VersionedTextDocumentIdentifier(2, self.uri)
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))

    async def diagnostics(self) -> Any:
        return await asyncio.wait_for(self.told.get(), 30)

    async def stop(self) -> None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()


def session(folder: Path, use: Callable[[Editor], Awaitable[T]], text: str = MODEL) -> T:
    async def run() -> T:
        editor = Editor(folder)
        try:
            await editor.start(text)
            return await use(editor)
        finally:
            await asyncio.wait_for(editor.stop(), 30)

    return asyncio.run(run())


def test_session(tmp_path: Path) -> None:
    """One process serves everything in turn: starting it is what takes time. The folder's name is one that a URI has to escape."""
    folder = tmp_path / "100% größer"
    folder.mkdir()

    async def use(editor: Editor) -> None:
        lsp, client = editor.lsp, editor.client
        document = lsp.TextDocumentIdentifier(editor.uri)
        told = await editor.diagnostics()
        (found,) = told.diagnostics
        assert (found.code, found.source, found.severity) == ("TFS101", "scopelint", lsp.DiagnosticSeverity.Error)
        assert (found.range.start.line, found.range.start.character) == (9, 41), "in UTF-16 units: one more than characters"
        assert found.related_information[0].location.range.start == lsp.Position(9, 11)
        hints = await client.text_document_inlay_hint_async(
            lsp.InlayHintParams(document, lsp.Range(lsp.Position(0, 0), lsp.Position(99, 0)))
        )
        assert [(hint.label, hint.position.line, hint.position.character) for hint in hints] == [
            (" ⟶ net/w", 4, 40),
            (" ⟶ other/v", 9, 39),
        ]
        hover = await client.text_document_hover_async(lsp.HoverParams(document, lsp.Position(4, 20)))
        assert "**`net/w`**" in hover.contents.value
        assert "shared at model.py:5:16" in hover.contents.value
        place = await client.text_document_definition_async(lsp.DefinitionParams(document, lsp.Position(9, 45)))
        assert (place.uri, place.range.start) == (editor.uri, lsp.Position(9, 11))
        actions = await client.text_document_code_action_async(lsp.CodeActionParams(document, found.range, lsp.CodeActionContext([found])))
        edits = next(action.edit.changes[editor.uri] for action in actions if "ignore" in action.title)
        assert edits[0].new_text == "  # noqa: TFS101"
        await editor.change(MODEL.replace('("v", [2, 3])\n', '("u", [2, 3])\n'))
        assert not (await editor.diagnostics()).diagnostics
        client.text_document_did_close(lsp.DidCloseTextDocumentParams(document))
        assert not (await editor.diagnostics()).diagnostics
        assert not editor.messages

    session(folder, use)


def test_settings_with_a_mistake_are_told_in_a_message(tmp_path: Path) -> None:
    (tmp_path / "scopelint.toml").write_text("oh = 1\n")

    async def use(editor: Editor) -> None:
        for _ in range(300):
            if editor.messages:
                break
            await asyncio.sleep(0.1)
        assert "unknown key `oh`" in editor.messages[0]

    session(tmp_path, use)
