"""The user's own messages of these tests are no real user's."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_messages(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("config")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    return folder
