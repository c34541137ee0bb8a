"""Which files are two sides of a card."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.sides import may_be_a_side, pair_sides


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        (["w_front.jpg", "w_back.jpg"], [("w_front.jpg", "w_back.jpg")]),
        (["w_back.jpg", "w_front.jpg"], [("w_front.jpg", "w_back.jpg")]),
        (["w-FRONT.JPG", "W-back.png"], [("w-FRONT.JPG", "W-back.png")]),
        (["w_a.jpg", "w_b.heic"], [("w_a.jpg", "w_b.heic")]),
        (["w-a.jpg", "w-b.jpg"], [("w-a.jpg", "w-b.jpg")]),
        (["w_1.jpg", "w_2.jpg"], [("w_1.jpg", "w_2.jpg")]),
        (["w-2.jpg", "x.jpg", "w-1.jpg"], [("w-1.jpg", "w-2.jpg"), ("x.jpg",)]),
        (["w_vorne.jpg", "w_hinten.jpg"], [("w_vorne.jpg", "w_hinten.jpg")]),
        (["w Vorderseite.jpg", "w Ru\u0308ckseite.jpg"], [("w Vorderseite.jpg", "w Ru\u0308ckseite.jpg")]),
        (["w-recto.tif", "w-verso.tif"], [("w-recto.tif", "w-verso.tif")]),
        (["w_anverso.jpg", "w_reverso.jpg"], [("w_anverso.jpg", "w_reverso.jpg")]),
        (["名刺_表.jpg", "名刺_裏.jpg"], [("名刺_表.jpg", "名刺_裏.jpg")]),
        (["weber/front.jpg", "weber/back.jpg"], [("weber/front.jpg", "weber/back.jpg")]),
        (["./w_a.jpg", "w_b.jpg"], [("./w_a.jpg", "w_b.jpg")]),
    ],
)
def test_two_sides_are_known_by_their_names(names: list[str], groups: list[tuple[str, ...]]) -> None:
    assert list(pair_sides(names)) == groups


@pytest.mark.parametrize(
    "names",
    [
        ["w_front.jpg"],
        ["w_front.jpg", "x_back.jpg"],
        ["w_front.jpg", "w-back.jpg"],
        ["in/w_front.jpg", "out/w_back.jpg"],
        ["w_front.jpg", "w_front.png", "w_back.jpg"],
        ["w_front.jpg", "w_b.jpg"],
        ["w_a.jpg", "w_2.jpg"],
        [f"IMG_{number}.jpg" for number in range(1, 10)],
        ["IMG_0.jpg", "IMG_1.jpg", "IMG_2.jpg"],
        ["IMG_1.jpg", "IMG_2.jpg", "IMG_17.jpg"],
        ["IMG_01.jpg", "IMG_02.jpg"],
        ["IMG_11.jpg", "IMG_12.jpg"],
        ["card.jpg", "card_1.jpg", "card_2.jpg"],
        ["w_a.jpg", "w_b.jpg", "w_c.jpg"],
        ["1.jpg", "2.jpg"],
        ["horsefront.jpg", "horseback.jpg"],
        ["-"],
    ],
)
def test_series_and_strangers_stay_apart(names: list[str]) -> None:
    assert list(pair_sides(names)) == [(name,) for name in names]


def test_paths_are_paired_as_names_are() -> None:
    front, back = Path("in/w_front.jpg"), Path("in/w_back.jpg")
    assert pair_sides([back, front]) == ((front, back),)


FILE_NAMES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "in/", "IMG", "in/w"]),
    st.sampled_from(["", "_", "-", " "]),
    st.sampled_from(["", "a", "b", "c", "1", "2", "3", "01", "front", "BACK", "verso", "rückseite"]),
    st.sampled_from(["", ".jpg", ".PNG"]),
)


@given(st.lists(FILE_NAMES))
def test_every_path_comes_back_exactly_once(names: list[str]) -> None:
    groups = pair_sides(names)
    assert sorted(name for group in groups for name in group) == sorted(names)
    assert {len(group) for group in groups} <= {1, 2}


@given(st.sets(FILE_NAMES), st.randoms())
def test_pairs_do_not_depend_on_the_order(names: set[str], random: object) -> None:
    shuffled = sorted(names)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert set(pair_sides(shuffled)) == set(pair_sides(sorted(names)))


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("w_front.jpg", True),
        ("in/w-2.png", True),
        ("w.jpg", False),
        ("horsefront.jpg", False),
        ("IMG_17.jpg", False),
    ],
)
def test_a_file_waits_for_another_only_where_its_name_may_be_a_side_s(name: str, *, may: bool) -> None:
    assert may_be_a_side(name) is may
