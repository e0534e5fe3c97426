"""The terminal that every test of the command line types into."""

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal


@pytest.fixture
def ceiba(capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return a terminal in an empty folder, where nobody has chosen a language."""
    monkeypatch.delenv("CEIBA_LANG", raising=False)
    monkeypatch.delenv("CEIBA_DEBUG", raising=False)
    return Terminal(capsysbinary, tmp_path)
