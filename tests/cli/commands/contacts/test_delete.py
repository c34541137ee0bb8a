"""`cardscan delete` as a user runs it, and its way back."""

from pathlib import Path

from cardscan.errors import ExitCode
from tests.support.commands import cardscan, run, said


def test_a_deleted_contact_is_out_of_the_lists_and_comes_back(folder: Path) -> None:
    result = cardscan("delete", "bilal", "--book", folder)
    assert result.returncode == ExitCode.OK
    assert "3 Bilal Haddad: deleted; `cardscan delete 3 --undo` brings it back" in result.stderr
    assert "Bilal" not in said("list", "--book", folder)
    assert run("delete", "3", "--book", folder).returncode == ExitCode.USAGE
    assert "3 Bilal Haddad: is back" in run("delete", "3", "--undo", "--book", folder).stderr
    assert "3 Bilal Haddad: is in the book" in run("delete", "3", "--undo", "--book", folder).stderr
    assert said("find", "bilal", "--book", folder).startswith("3\t")
