"""The language server: through a real client library over stdio, and its parts by themselves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from editor import Editor
from lsprotocol import types

HARBOUR = """# A tanker on fire

The tanker 🚢 lay within 5 miles of the harbour.

Twelve kilometres from the harbour, the tanker waited.
"""


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """One session for the whole module, in a folder that is the top of a repository."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / ".git").mkdir()
    session = Editor(folder, "--stdio")
    yield session
    code, errors = session.leave()
    assert (code, errors) == (0, "")


def test_a_finding_stands_at_its_doubtful_side_and_names_the_other(editor: Editor) -> None:
    uri, (found,) = editor.put(editor.folder / "news/at sea, 100%.md", HARBOUR)
    assert (found.code, found.severity, found.source) == ("CC103", types.DiagnosticSeverity.Error, "claimcheck")
    line = HARBOUR.splitlines()[2].encode("utf-16-le")
    assert line[2 * found.range.start.character : 2 * found.range.end.character].decode("utf-16-le") == "within 5 miles"
    assert "at most 8.05 kilometres against 12 kilometres" in found.message
    (other,) = found.related_information or ()
    assert other.location.uri == uri
    assert (other.location.range.start, other.location.range.end) == (types.Position(4, 0), types.Position(4, 17))
    assert "Twelve kilometres" in other.message
    assert found.data
    editor.close(uri)
    editor.until(lambda: not editor.said[uri].diagnostics)


def test_typing_is_followed(editor: Editor) -> None:
    uri, found = editor.put(editor.folder / "typed.md", HARBOUR)
    assert len(found) == 1
    editor.edit(uri, 2, ((4, 0), (4, 6), "Six"), ((0, 2), (0, 2), "🚢🚢 "))
    assert editor.diagnostics(uri, 2) == []
    editor.edit(uri, 3, ((4, 0), (4, 3), "Forty"))
    editor.edit(uri, 4, ((4, 0), (4, 5), "Thirty"))
    (found_now,) = editor.diagnostics(uri, 4)
    assert "30 kilometres" in found_now.message
    editor.close(uri)
