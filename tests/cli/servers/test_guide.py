"""The browser is led to a secret address, and nobody else sees it."""

import stat
from pathlib import Path

import pytest

from cardscan.cli.servers.guide import Guide

ADDRESS = "http://127.0.0.1:4711/enter/s3cret"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home, and a browser that notes what it was called with."""
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/called"\n')
    browser.chmod(0o755)
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr("webbrowser._tryorder", None)  # what it knows of the environment, it keeps
    monkeypatch.setenv("BROWSER", str(browser))
    return tmp_path / "home"


def test_the_browser_is_called_with_a_private_file_that_leads_on(home: Path) -> None:
    with Guide() as guide:
        guide.lead(ADDRESS)
        [file] = home.glob("*/*")
        assert (home.parent / "called").read_text() == f"{file.as_uri()}\n"
        assert f"url={ADDRESS}" in file.read_text()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
        guide.arrived()
        assert list(home.iterdir()) == []


def test_the_file_is_gone_at_the_end_whatever_happened(home: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Guide() as guide:
        guide.lead(ADDRESS)
        raise KeyboardInterrupt
    assert list(home.iterdir()) == []


def test_without_a_home_nothing_is_opened(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(home / "nowhere"))
    with Guide() as guide:
        guide.lead(ADDRESS)
    assert not (home.parent / "called").exists()
