from cardscan.vcards.laying_out import completed, laid_out
from cardscan.vcards.lines import lines_of
from cardscan.vcards.meaning import facts_of


def test_the_time_of_change_is_ours_where_anything_changes() -> None:
    theirs, ours = lines_of("BEGIN:VCARD\nREV:1\nTITLE:A\nEND:VCARD"), lines_of("REV:2\nTITLE:B")
    there, here = facts_of(theirs), facts_of(ours)
    assert laid_out(theirs, ours, there, {}, ()) == theirs
    changed = laid_out(theirs, ours, there, {id(there[0]): here[0]}, ())
    assert [line.text for line in changed] == ["BEGIN:VCARD", "REV:2", "TITLE:B", "END:VCARD"]
    without = lines_of("BEGIN:VCARD\nTITLE:A\nEND:VCARD")
    gone = laid_out(without, ours, facts_of(without), {}, here[:1])
    assert [line.text for line in gone] == ["BEGIN:VCARD", "TITLE:A", "TITLE:B", "REV:2", "END:VCARD"]


def test_a_line_that_says_nothing_makes_room() -> None:
    theirs, ours = lines_of("BEGIN:VCARD\nN:;;;;\nFN: \nTEL:1\nEND:VCARD"), lines_of("N:A;;;;\nFN:A")
    filled = laid_out(theirs, ours, facts_of(theirs), {}, facts_of(ours))
    assert [line.text for line in filled] == ["BEGIN:VCARD", "N:A;;;;", "FN:A", "TEL:1", "END:VCARD"]


def test_what_every_card_must_have_is_added() -> None:
    ours = lines_of("BEGIN:VCARD\nVERSION:3.0\nUID:1\nN:A;;;;\nFN:A\nTEL:1\nEND:VCARD")
    assert [line.text for line in completed(lines_of("BEGIN:VCARD\nN:;;\nTEL:2\nEND:VCARD"), ours)] == [
        "BEGIN:VCARD", "VERSION:3.0", "UID:1", "N:A;;;;", "FN:A", "TEL:2", "END:VCARD",
    ]  # fmt: skip
    assert completed(ours, ours) == ours
