"""The fresh machine: what it is told of this one, and that nothing is deleted through a mount."""

from pathlib import Path

import pytest

from scripts import machine_settings
from scripts.chroot import inside, mounts_in, remove


def test_what_is_mounted_is_seen(tmp_path: Path) -> None:
    assert Path("/proc") in mounts_in(Path("/"))
    assert mounts_in(tmp_path) == []


def test_a_system_without_mounts_is_deleted(tmp_path: Path) -> None:
    (tmp_path / "system" / "etc").mkdir(parents=True)
    remove(tmp_path / "system")
    assert not (tmp_path / "system").exists()


def test_a_system_is_told_of_proxies_and_certificates_and_of_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = tmp_path / "authority.pem"
    authority.write_text("of our own")
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example/simple")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    monkeypatch.setenv("A_SECRET", "of nobody's business")
    machine_settings.environment.cache_clear()
    told = inside(tmp_path, ["true"])
    assert {
        "https_proxy=http://proxy.example:3128",
        "PIP_INDEX_URL=https://index.example/simple",
        f"SSL_CERT_FILE={authority}",
    } <= set(told)
    assert not any(word.startswith("A_SECRET") for word in told)
    assert str(authority) in machine_settings.files()
    machine_settings.environment.cache_clear()
