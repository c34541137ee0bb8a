from random import Random
from typing import Literal, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from cardscan.vcards.lines import ContentLine, lines_of
from cardscan.vcards.meaning import Said, facts_together
from cardscan.vcards.merging import Merge, Side, merged
from tests.support.vcard_texts import any_lines, card, edited

Card: TypeAlias = tuple[ContentLine, ...]


def merge(base: str, ours: str, theirs: str, side: Side | Literal[""] = "") -> Merge:
    one, two, three = (lines_of(card(text.splitlines())) for text in (base, ours, theirs))
    return merged(one, two, three, side)


def told(result: Merge) -> list[str]:
    """What is between the name and the end."""
    return [line.text for line in result.lines][5:-1]


def test_what_each_side_changed_is_joined_and_all_else_stays_to_the_letter() -> None:
    base = "TITLE:A\nTEL;TYPE=WORK:+4930123456\nCATEGORIES:x,y"
    ours = "TITLE:B\nTEL;TYPE=WORK:+4930123457\nCATEGORIES:x,y,z\nEMAIL;TYPE=WORK:a@b.example"
    theirs = (
        "X-Foo;p=1:1\\;2\nitem1.TEL;type=VOICE,work:030 123456\nTITLE;LANGUAGE=de:A\n"
        "item1.X-ABLabel:_$!<Work>!$_\n"
        "BDAY:1980-01-02\nCATEGORIES:x"
    )
    result = merge(base, ours, theirs)
    assert result.conflicts == ()
    assert told(result) == [
        "X-Foo;p=1:1\\;2", "item1.TEL;TYPE=VOICE,work:+4930123457", "TITLE;LANGUAGE=de:B",
        "item1.X-ABLabel:_$!<Work>!$_", "BDAY:1980-01-02", "CATEGORIES:x,z", "EMAIL;TYPE=WORK:a@b.example",
    ]  # fmt: skip


def test_only_the_same_changed_to_two_meanings_is_a_conflict() -> None:
    result = merge("TITLE:A\nNOTE:n", "TITLE:B\nNOTE:n", "TITLE:C\nNOTE:m")
    assert (result.conflicts, told(result)) == (("TITLE",), ["TITLE:C", "NOTE:m"])
    assert merge("TITLE:A", "TITLE:B", "TITLE:B").conflicts == ()
    assert merge("TITLE:A", "", "TITLE:B").conflicts == ("TITLE",)
    assert merge("TITLE:A", "TITLE:B", "").conflicts == ("TITLE",)
    assert merge("", "TITLE:B", "TITLE:C").conflicts == ("TITLE",)
    assert merge("BDAY:1980-05-06", "BDAY:19800506", "BDAY;VALUE=date:1980-05-06T00:00:00Z").conflicts == ()


def test_a_side_settles_conflicts_and_nothing_else() -> None:
    base, ours = "TITLE:A\nTEL:1234567", "TITLE:B\nTEL:1234567"
    more = ["TEL:1234567", "TEL:7654321", "BDAY:19800101"]
    theirs = "\n".join(["TITLE:C", *more])
    assert told(merge(base, ours, theirs, "ours")) == ["TITLE:B", *more]
    assert told(merge(base, ours, theirs, "theirs")) == ["TITLE:C", *more]


def test_values_of_which_there_are_several_are_no_conflict_unless_one_is_called_two_things() -> None:
    assert set(told(merge("TEL:1234567", "TEL:1234568", "TEL:1234569"))) == {"TEL:1234568", "TEL:1234569"}
    work, home, cell = (f"TEL;TYPE={word}:1234567" for word in ("WORK", "HOME", "CELL"))
    assert merge(work, home, cell).conflicts == ("TEL",)
    assert told(merge(work, home, cell, "ours")) == [home]
    assert merge(work, "", home).conflicts == ("TEL",)
    assert told(merge(work, "TEL:7654321", home, "theirs")) == [home, "TEL:7654321"]
    assert told(merge(work, "TEL:7654321", home, "ours")) == ["TEL:7654321"]
    assert told(merge(work, home, f"{work}\nX-A:1")) == [home, "X-A:1"]


def test_home_stays_home_where_we_only_suppose_work() -> None:
    assert told(merge("", "EMAIL;TYPE=WORK:a@b.example", "EMAIL;TYPE=HOME:a@b.example")) == [
        "EMAIL;TYPE=HOME:a@b.example"
    ]


def test_a_second_title_is_not_taken_for_the_first() -> None:
    assert told(merge("TITLE:A", "TITLE:B", "TITLE:A\nTITLE:X")) == ["TITLE:B", "TITLE:X"]


def test_a_label_goes_with_its_value_and_a_new_one_gets_a_group_of_its_own() -> None:
    base = "item1.TEL:1234567\nitem1.X-ABLabel:Boat"
    ours = f"{base}\nitem1.EMAIL:a@b.example\nitem2.EMAIL:c@d.example\nitem2.X-ABLabel:Club"
    result = told(merge(base, ours, f"{base}\nitem2.URL:https://x.example\nitem2.X-ABLabel:Mine"))
    assert result[-3:] == ["EMAIL:a@b.example", "item3.EMAIL:c@d.example", "item3.X-ABLabel:Club"]
    assert told(merge(base, "", f"{base}\nNOTE:n")) == ["NOTE:n"]


def changed_apart(seed: int) -> tuple[Card, Card, Card]:
    chance = Random(seed)
    base = any_lines(chance)
    sides = (base, edited(chance, base), edited(chance, base))
    one, two, three = (lines_of(card(lines)) for lines in sides)
    return one, two, three


def meanings(*cards: Card) -> list[set[Said]]:
    return [{fact.said for fact in facts} for facts in facts_together(*cards)]


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**9))
def test_every_value_of_either_side_is_there_or_in_a_conflict(seed: int) -> None:
    cards = changed_apart(seed)
    result = merged(*cards)
    base, ours, theirs, there = meanings(*cards, result.lines)
    for mine, other in ((ours, theirs), (theirs, ours)):
        for said in mine - there:
            called_otherwise = any(fact[:2] == said[:2] for fact in there)
            assert said[0] in result.conflicts or (said in base and said not in other) or called_otherwise
    assert there <= ours | theirs


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9))
def test_a_merge_is_stable_and_keeps_what_nobody_touched(seed: int) -> None:
    base, ours, theirs = changed_apart(seed)
    assert merged(base, base, theirs).lines == theirs
    assert merged(base, theirs, theirs).lines == theirs
    once = merged(base, ours, theirs, "ours").lines
    assert merged(base, ours, once, "ours").lines == once
    before, after = meanings(ours, merged(base, ours, base).lines)
    assert before == after
