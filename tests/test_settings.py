"""Settings: defaults, then the file, the environment, the flags."""

import tempfile
from dataclasses import fields
from pathlib import Path

import pytest

from cardscan.errors import UsageError
from cardscan.settings import Settings, load_settings
from tests.support.privileges import as_an_ordinary_user


def test_a_country_s_letters_may_be_small(tmp_path: Path) -> None:
    file = tmp_path / "cardscan.toml"
    file.write_text('region = "fr"\n', encoding="utf-8")
    assert load_settings({}, {}, file).region == "FR"
    assert load_settings({"region": "de"}, {"CARDSCAN_REGION": "at"}, file).region == "DE"


def test_later_sources_win(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('region = "DE"\nthreads = 3\npdf_dpi = 200\n', encoding="utf-8")
    environ = {"CARDSCAN_THREADS": "2", "CARDSCAN_PDF_DPI": "150", "HOME": "/"}
    settings = load_settings({"pdf_dpi": 100}, environ, file)
    assert (settings.region, settings.threads, settings.pdf_dpi) == ("DE", 2, 100)
    assert load_settings({}, {}, tmp_path / "missing.toml") == Settings()


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_every_setting_is_a_variable_of_the_environment(name: str) -> None:
    assert getattr(load_settings({}, {f"CARDSCAN_{name.upper()}": "1"}), name) in ("1", 1, 1.0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("threads = [", "cannot be read as TOML"),
        ('threads = "many"', "threads must be of type int"),
        ("colour = 1", "there is no setting 'colour'"),
    ],
)
def test_what_cannot_be_understood_is_said_with_its_file(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said) as caught:
        load_settings({}, {}, file)
    assert str(file) in str(caught.value)


def test_a_folder_of_settings_that_is_closed_to_the_user_is_said() -> None:
    folder = Path(tempfile.mkdtemp())  # not tmp_path, whose parents are closed to other users
    folder.chmod(0)

    def check() -> None:
        with pytest.raises(UsageError, match=r"settings\.toml: may not be read"):
            load_settings({}, {}, folder / "settings.toml")

    try:
        as_an_ordinary_user(check)
    finally:
        folder.rmdir()


def test_a_variable_and_a_flag_say_where_they_are_wrong() -> None:
    with pytest.raises(UsageError, match="the environment: pdf_dpi"):
        load_settings({}, {"CARDSCAN_PDF_DPI": "fine"})
    with pytest.raises(UsageError, match="the command line: pdf_dpi"):
        load_settings({"pdf_dpi": "fine"}, {})


def test_megabytes_are_decimal() -> None:
    assert Settings(max_megabytes=1.5).max_bytes == 1_500_000


@pytest.mark.parametrize(("said", "meant"), [("true", True), ("0", False), ("off", False), ("1", True)])
def test_a_flag_is_said_in_words(said: str, meant: bool) -> None:
    assert load_settings({}, {"CARDSCAN_SMALL_LETTERS": said}).small_letters is meant
    with pytest.raises(UsageError):
        load_settings({}, {"CARDSCAN_SMALL_LETTERS": f"not {said}"})


def test_an_offer_that_nobody_remembers_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "cardscan.toml"
    file.write_text(f'offer = "{"x" * 140}"')
    assert len(load_settings({}, {}, file).offer) == 140
    file.write_text(f'offer = "{"x" * 141}"')
    with pytest.raises(UsageError, match=r"cardscan\.toml: offer has 141 signs"):
        load_settings({}, {}, file)


def test_follow_ups_may_be_left_out() -> None:
    assert load_settings({}, {"CARDSCAN_FOLLOW_UP_DAYS": "-1"}).follow_up_days == -1
    with pytest.raises(UsageError, match="at least -1"):
        load_settings({"follow_up_days": -2}, {})


def test_lists_are_told_apart_by_commas() -> None:
    settings = Settings(target=" hot lead, ,client,", influencers="tax adviser")
    assert settings.target_tags == ("hot lead", "client")
    assert settings.influencer_words == ("tax adviser",)
