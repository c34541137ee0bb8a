"""Where one line of print says two things: "Name | Title", "Title, Department", "Title, Company"."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cardscan.fields.layout.offices import office_before
from cardscan.fields.layout.persons import is_part_of_the_world, is_person, is_whole_name, may_be_a_person
from cardscan.fields.lexicon import words
from cardscan.fields.lexicon.lists import printed
from cardscan.fields.lexicon.meaning import is_known_or_like
from cardscan.fields.lexicon.native import is_native_name
from cardscan.fields.lexicon.tails import tail_of
from cardscan.fields.lexicon.vietnamese import is_vietnamese_name
from cardscan.text import is_cjk

if TYPE_CHECKING:
    from collections.abc import Sequence

# a stroke or bullet with text on both sides always parts, and so does a wide gap
_MARK = re.compile(r"\s*[|‖•·●▪■◆∙｜]+\s*|\s{3,}|\s+(?://|~)\s+")
_SIGNS = re.compile(r"[\d,;:/–—-]")
_PIECE = re.compile(r"\S+")
_MOST_NAMES = 5
_COLON = re.compile(r"\s*[:：]\s*")
_NATIVE, _LATIN = r"(?P<native>[(（]?[^\x00-\u2fff][^A-Za-z]*)", r"(?P<latin>[A-Za-z][^\u3000-\uffff]*?)"
_SCRIPTS = (re.compile(rf"{_LATIN}[\s/]*{_NATIVE}"), re.compile(rf"{_NATIVE}[\s/]+{_LATIN}"))
_NATIVE_PIECE = re.compile(r"[^\s/／]+")
AND = re.compile(r"\s+(?:&|\+|and|und|et|y|e|och|og|en|i)\s+", re.IGNORECASE)
_LICENCE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ/. -]{1,9}(?:n[.º°o]*)?[ :]*\d[\d./-]{3,}[\w-]*")
_BEFORE_UNITS = tuple(",-–—")
_COMMA = re.compile(r"\s*[,;:/]\s+|\s+[-–—]\s+|,(?=[^\W\d_])")


@lru_cache(maxsize=4096)
def cuts(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of text that part two statements.

    >>> cuts("Anna Weber | Painter"), cuts("Anna Weber, Managing Director")
    (((10, 13),), ((10, 12),))
    >>> cuts("Anna Weber, MBA"), cuts("Weber, Maier & Partner")
    ((), ())
    """
    found = [mark.span() for mark in _MARK.finditer(text)]
    found += [mark.span() for mark in _COMMA.finditer(text) if _begins_anew(text[mark.end() :])]
    found.sort()
    edges = [0, *(edge for cut in found for edge in cut), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        begun = start
        for comma in _COMMA.finditer(text, start, end):
            before, after = text[begun : comma.start()], text[comma.end() : end]
            if _part(before, after) or (comma[0].strip() in _BEFORE_UNITS and _is_title_of(before, after)):
                found.append(comma.span())
                begun = comma.end()
        found += (
            _title_of_a_name(text, start, end)
            or _beside_a_native_name(text, start, end)
            or _title_beside_a_name(text, start, end)
            or _between_scripts(text, start, end)
            or _between_people(text, start, end)
        )
        found += _between_native_kinds(text, start, end)
    return tuple(sorted(set(found)))


def _begins_anew(text: str) -> bool:
    """Tell whether a text begins with an office's label, or with an owner's: "Inh. Karin Sommer"."""
    return bool(office_before(text)) or (text[:1].isupper() and _owns(text.split(" ")[0]))


def _beside_a_native_name(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spaces in text[start:end] between a native name and its title or its Latin form.

    Family and given name may be set apart.
    """
    pieces = [(piece.start(), piece.end()) for piece in _PIECE.finditer(text, start, end)]
    for count, number in itertools.product((2, 1), range(len(pieces))):
        mine = pieces[number : number + count]
        if len(mine) < count or not is_native_name("".join(text[a:b] for a, b in mine)):
            continue
        first, last = mine[0][0], mine[-1][1]
        found = []
        if number and _names_the_same(text[start:first].strip()):
            found.append((pieces[number - 1][1], first))
        if number + count < len(pieces):
            found += _behind(text, last, pieces[number + count :], end)
        return found
    return []


def _behind(text: str, last: int, rest: Sequence[tuple[int, int]], end: int) -> list[tuple[int, int]]:
    """Return the cuts behind a native name: before its title or Latin form, and between the two."""
    latin = next((at for at, (a, b) in enumerate(rest) if not is_cjk(text[a:b])), 0)
    if latin and is_person(text[rest[latin][0] : end]):
        titled = _names_the_same(text[rest[0][0] : rest[latin - 1][1]])
        return [(last, rest[0][0]), (rest[latin - 1][1], rest[latin][0])] if titled else []
    return [(last, rest[0][0])] if _names_the_same(text[rest[0][0] : end].strip()) else []


def _title_of_a_name(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the colon in text[start:end] between a title and a name, as in "Proprietor: Anna Weber"."""
    colon = _COLON.search(text, start, end)
    if not colon:
        return []
    title, name = text[start : colon.start()].strip(), text[colon.end() : end].strip()
    titled = words.share("titles", title) == 1.0 or tail_of(title) == "title" or _owns(title)
    alone = name.isalpha() and name[0].isupper() and words.is_given(name)
    named = alone or may_be_a_person(name) or is_native_name("".join(name.split()))
    return [colon.span()] if titled and named else []


def _between_scripts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the space in text[start:end] between a title or company and the same in native letters."""
    for pattern in _SCRIPTS:
        if both := pattern.fullmatch(text, start, end):
            latin, native = both["latin"], both["native"]
            titled = words.share("titles", latin) >= 0.5 or _ends_in("titles", latin)
            titles = tail_of(native) == "title" and titled
            if titles or all(words.phrases("legal_forms", name) for name in (latin, native)):
                left, right = sorted((both.span("latin"), both.span("native")))
                return [(left[1], right[0])]
    return []


def _between_native_kinds(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return what stands in text[start:end] between a unit and a title, or a company and its unit or branch.

    Their endings in native letters tell them: "営業課 主任", "영업팀 / 과장", "アオ株式会社 名古屋支店".
    """
    if not is_cjk(text[start:end]):
        return []
    pieces = [piece.span() for piece in _NATIVE_PIECE.finditer(text, start, end)]
    kinds = [tail_of(text[a:b]) for a, b in pieces]
    return [
        (left[1], right[0])
        for (left, right), (first, second) in zip(
            itertools.pairwise(pieces), itertools.pairwise(kinds), strict=True
        )
        if (first and second and first != second)
        or (first == "title" and words.is_family(text[slice(*right)]))
    ]


def _title_beside_a_name(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the space in text[start:end] between a title and a name, as in "CEO Anna Weber"."""
    pieces = [] if _SIGNS.search(text, start, end) else list(_PIECE.finditer(text, start, end))
    for left, right in itertools.pairwise(pieces):
        before, after = text[start : left.end()], text[right.start() : end]
        for title, name in ((before, after), (after, before)):
            named = not name[0].islower() and (is_person(name) or is_vietnamese_name(name))
            named = named or (title is before and _owns(title) and _is_written_as_a_name(name))
            if named and _is_title_only(title) and not _is_one_title(before, after):
                return [(left.end(), right.start())]
    return []


def _owns(title: str) -> bool:
    """Tell whether a title stands before owners' names only: "Prop. Anna Weber", "Inh. Anna Weber"."""
    return " ".join(words.split_words(title)) in printed("units")["owner"]


def _is_written_as_a_name(text: str) -> bool:
    pieces = text.split()
    return 2 <= len(pieces) <= _MOST_NAMES and all(piece[0].isupper() for piece in pieces)


def _is_one_title(before: str, after: str) -> bool:
    """Tell whether a title runs over the cut: "Bilingual Loan" and "Officer"."""
    whole = words.phrases("titles", f"{before} {after}")
    return len(whole) < len((*words.phrases("titles", before), *words.phrases("titles", after))) or any(
        " " in phrase and phrase not in f"{before} ".casefold() and phrase not in after.casefold()
        for phrase in whole
    )


def _between_people(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the "and" in text[start:end] between two people's names: "Anna Weber & Ben Fischer"."""
    return [
        joint.span()
        for joint in AND.finditer(text, start, end)
        if is_whole_name(text[start : joint.start()]) and is_whole_name(text[joint.end() : end])
    ]


def _is_title_only(text: str) -> bool:
    """Tell whether a text is a title through and through, and none of its words a name or address of one."""
    others = ("given_names", "family_names", "name_prefixes", "name_suffixes")
    named = any(word in words.words(kind) for word in words.split_words(text) for kind in others)
    return not named and words.share("titles", text) == 1.0


def _names_the_same(text: str) -> bool:
    """Tell whether a text beside a native name is a title in native letters, or a name in Latin ones."""
    if not is_cjk(text):
        return is_person(text) or _is_latin_form(text)
    return bool(words.phrases("titles", text)) or tail_of(text) == "title"


def _is_latin_form(text: str) -> bool:
    """Tell whether a text beside a native name is a name, though its words may be a street's.

    >>> _is_latin_form("Vivian W.Y. Lau"), _is_latin_form("Seo-yeon Park, PhD"), _is_latin_form("Hotel Park")
    (True, True, False)
    """
    name, _, degrees = text.partition(",")
    pieces, folded = name.split(), words.split_words(name)
    named = len(pieces) > 1 and any(map(words.is_family, (folded[0], folded[-1])))
    others = ("titles", "companies", "legal_forms", "departments")
    foreign = any(map(str.isdigit, name)) or any(words.phrases(kind, name) for kind in others)
    written = all(piece[0].isupper() for piece in pieces) and len(pieces) <= _MOST_NAMES
    return named and written and not foreign and (not degrees or _is_degree(degrees))


def _part(before: str, after: str) -> bool:
    """Tell whether two statements stand on both sides.

    They are a name and its title, a title and its department or company, or a company and its address.
    """
    if _is_company(before) and _begins_address(after) and not words.phrases("legal_forms", after.split()[0]):
        return True
    if is_person(before) and _is_of_a_person(after):
        return True
    firm = _ends_in("legal_forms", before) and not re.search(r"\d", before)
    if _is_licence(after) and (firm or words.phrases("titles", before)):
        return True
    if words.share("titles", after) >= 0.5:
        return words.share("titles", after) == 1.0 and _ends_as_a_unit(before)
    if words.share("titles", before) == 1.0 and is_person(after):
        return True
    if _ends_in("titles", before) and (_ends_in("companies", after) or _ends_in("legal_forms", after)):
        return True
    if words.share("titles", before) >= 0.5 and _begins_as_a_unit(after):
        return True
    if words.share("titles", before) == 1.0:
        folded, known = words.split_words(after), words.phrases("departments", after)
        edges = bool(known) and (known[-1].endswith(folded[-1]) or known[0].startswith(folded[0]))
        return _ends_as_a_unit(after) or edges
    return False


def _ends_as_a_unit(text: str) -> bool:
    folded = " ".join(words.split_words(text)).rstrip(" 0123456789")
    return folded.endswith(tuple(f" {word}" for word in printed("units")["unit last"]))


def _is_of_a_person(text: str) -> bool:
    """Tell whether a text behind a name is that person's title: most of it, its first words or its last one.

    >>> _is_of_a_person("Partner, Tax & Audit"), _is_of_a_person("Parts & Service Manager")
    (True, True)
    """
    if _is_degree(text) or words.phrases("legal_forms", text):
        return False
    first, last = _COMMA.split(text, maxsplit=1)[0], words.split_words(text)[-1:]
    headed = words.share("titles", first) == 1.0 or any(is_known_or_like("titles", word) for word in last)
    return headed or words.share("titles", text) >= 0.5


def _is_title_of(before: str, after: str) -> bool:
    """Tell whether a text is a title through and through, and another, of several words, holds none.

    Where somebody has that title, "Sales Manager - South Africa", is of the title.
    """
    titled = words.share("titles", before) == 1.0 and not words.phrases("titles", after)
    folded = words.split_words(after)
    place = any(words.share(kind, after) == 1.0 for kind in ("countries", "regions", "towns"))
    return titled and len(folded) > 1 and not (place or is_part_of_the_world(folded) or _is_degree(after))


def _is_licence(text: str) -> bool:
    """Tell whether a text is a short word in capitals and a number: "CRO/SP 84.271"."""
    return _LICENCE.fullmatch(text) is not None


def _begins_as_a_unit(text: str) -> bool:
    whole = " ".join(words.split_words(text))
    return any(whole.startswith(f"{word} ") for word in printed("units")["unit first"] if " " in word)


def _is_company(text: str) -> bool:
    """Tell whether a text ends as companies' names do, and holds nothing of an address."""
    named = _ends_in("legal_forms", text) or _ends_in("companies", text)
    return named and not re.search(r"\d", text) and not words.phrases("streets", text)


def _begins_address(text: str) -> bool:
    """Tell whether a street with its number, or a town with its postal code, comes first in the text."""
    first = _COMMA.split(text, maxsplit=1)[0]
    numbered = re.search(r"\d", first)
    known = any(words.phrases(kind, first) for kind in ("streets", "towns"))
    return bool(numbered and re.search(r"[^\W\d_]{3}", text)) or (known and bool(re.search(r"\d{3}", text)))


def _ends_in(kind: str, text: str) -> bool:
    folded, known = words.split_words(text), words.phrases(kind, text)
    return len(folded) > 1 and bool(known) and known[-1].endswith(folded[-1])


def _is_degree(text: str) -> bool:
    return words.share("name_suffixes", text) == 1.0
