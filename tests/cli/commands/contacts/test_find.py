"""`cardscan find` as a user runs it."""

from pathlib import Path

from cardscan.errors import ExitCode
from tests.support.commands import run, said


def test_found_contacts_are_listed_a_line_each(folder: Path) -> None:
    assert said("find", "hadd", "--book", folder).splitlines() == [
        "3\tBilal Haddad\t\t\tbilal@haddad.example"
    ]
    assert said("find", "tea", "--book", folder) == "\t".join(
        (
            "1",
            "Dr. Anna Maria Weber, MBA",
            "Müller & Söhne GmbH; Co.",
            "+49 30 12345678",
            "anna@weber.example\n",
        )
    )


def test_nothing_found_is_no_error(folder: Path) -> None:
    result = run("find", "nobody", "--book", folder)
    assert (result.returncode, result.stdout) == (ExitCode.OK, "")
    assert "no contact has 'nobody'" in result.stderr


def test_what_is_shown_of_many_is_told(folder: Path) -> None:
    result = run("find", "weber", "--limit", "1", "--book", folder)
    assert len(result.stdout.splitlines()) == 1
    assert "--limit shows more" in result.stderr
    assert run("find", "weber", "--limit", "0", "--book", folder).returncode == ExitCode.USAGE
