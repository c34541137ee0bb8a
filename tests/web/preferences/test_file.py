"""The settings file, as a page changes it."""

from pathlib import Path

import pytest

from cardscan.errors import OutputError, UsageError
from cardscan.settings import Settings, load_settings
from cardscan.web.preferences.file import save_settings


def test_what_is_saved_is_loaded_and_the_rest_of_the_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "cardscan" / "cardscan.toml"
    save_settings(file, {"region": "DE", "small_letters": True, "lang": ""})
    assert load_settings({}, {}, file) == Settings(region="DE", small_letters=True)
    assert file.read_text() == 'region = "DE"\nsmall_letters = true\n'
    file.write_text('# mine\nthreads = 3 # few\nregion = "AT"\nlang = "deu"\n')
    save_settings(file, {"region": "JP", "lang": "", "export_format": "vcf"})
    assert file.read_text() == '# mine\nthreads = 3 # few\nregion = "JP"\nexport_format = "vcf"\n'


def test_a_value_over_several_lines_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "cardscan.toml"
    file.write_text('region = """\\\n  DE"""\nthreads = 2\n')
    save_settings(file, {"region": "AT"})
    assert load_settings({}, {}, file) == Settings(region="AT", threads=2)


def test_a_file_that_is_no_settings_file_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "cardscan.toml"
    file.write_text("region =")
    with pytest.raises(UsageError):
        save_settings(file, {"region": "AT"})
    assert file.read_text() == "region ="
    (tmp_path / "folder").mkdir()
    with pytest.raises((OutputError, UsageError)):
        save_settings(tmp_path / "folder", {"region": "AT"})
