"""Every page at each size, light and dark: it fits, all can use it, nothing moves, one thing comes first.

The pages of five minutes a day have tests of their own in daily/.
"""

from dataclasses import replace

import pytest
from playwright.sync_api import Route

from cardscan.book import Book, Imported
from cardscan.model import Contact, Email, Phone
from tests.support.browsing import Visit, Visitor
from tests.support.fictional import ANNA, BEN
from tests.support.reviewing import add_card

_SIZES = {"desk": (1280, 860), "tablet": (768, 1024), "phone": (390, 844)}
_LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
_MANY = replace(
    ANNA,
    family_name=f"Oberhuber-{_LONG}",
    organization=f"{_LONG} mbH & Co. KG",
    title=f"Head of {_LONG}",
    phones=tuple(Phone(f"+4940123456{n:02}", f"040 123456{n:02}") for n in range(16)),
    emails=tuple(Email(f"post{n}@{'a' * 60}.example") for n in range(10)),
    note=_LONG * 3,
)
_DOUBTS = ("full_name", "title", "organization", "department", *(f"phones[{n}]" for n in range(16)),
           *(f"emails[{n}]" for n in range(10)))  # fmt: skip
"""Thirty of them."""
_FIRST = """() => {
  const probe = document.createElement("i");
  probe.style.background = "var(--accent)";
  document.body.append(probe);
  const accent = getComputedStyle(probe).backgroundColor;
  probe.remove();
  const seen = [...document.querySelectorAll("main .primary")].filter((button) => button.checkVisibility());
  return seen.filter((button) => getComputedStyle(button).backgroundColor === accent).length;
}"""
"""How many buttons the eye takes for the one to be pressed."""
_MOVED = """() => new Promise((done) => {
  const [{ domInteractive }] = performance.getEntriesByType("navigation");
  const at = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" ");
  const moved = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput || entry.startTime <= domInteractive) continue;
      for (const { node, previousRect, currentRect } of entry.sources) {
        moved.push(`${node?.outerHTML ?? node?.nodeValue}: ${at(previousRect)} to ${at(currentRect)}`);
      }
      if (!entry.sources.length) moved.push(`${entry.value}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(moved), 200);
})"""
"""What has moved since the page was there, while its pictures came and its scripts ran."""

sizes = pytest.mark.parametrize("size", _SIZES.values(), ids=_SIZES)
schemes = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


def look(visitor: Visitor, path: str) -> None:
    """Open a page, and hold it to what holds for all."""
    page = visitor.page
    visitor.open(path)
    page.wait_for_load_state("networkidle")
    size = page.viewport_size
    assert size
    name = path.strip("/").partition("?")[0] or "add"
    visitor.keep(f"every-{name}-{size['width']}")
    assert page.evaluate(_MOVED) == [], path
    assert visitor.faults() == [], path
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
    assert page.evaluate(_FIRST) == (0 if path == "/nothing" else 1), path


@pytest.mark.long
@sizes
@schemes
def test_every_page(visit: Visit, book: Book, size: tuple[int, int], *, dark: bool) -> None:
    many = add_card(book, _MANY, *_DOUBTS, event=f"Fair of {_LONG[:60]}")
    ben, other = (
        add_card(book, BEN),
        add_card(book, replace(BEN, title="Broker", emails=()), "title", file="b"),
    )
    book.tag(many, _LONG)
    book.note(many, _LONG * 3)
    book.import_contacts(
        Imported(f"u{n}", Contact(family_name=f"Number{n:02}", emails=(Email(f"{n}@x.example"),)))
        for n in range(40)
    )
    visitor = visit("/", size=size, dark=dark)
    pair = f"/duplicates?a={ben}&b={other}"
    card, contact = f"/card?uid={many}", f"/contact?uid={many}"
    for path in ("/", "/check", card, pair, "/contacts", contact, "/export", "/settings", "/programs",
                 "/nothing"):  # fmt: skip
        visitor.complaints.clear()
        look(visitor, path)
    visitor.complaints.clear()  # the last page is one that is missing


@pytest.mark.long
@sizes
@schemes
def test_every_page_of_an_empty_book(visit: Visit, size: tuple[int, int], *, dark: bool) -> None:
    visitor = visit("/", size=size, dark=dark)
    for path in ("/", "/check", "/duplicates", "/contacts", "/export", "/settings"):
        look(visitor, path)


@pytest.mark.long
@sizes
def test_what_has_come_of_a_card_s_page_stays_where_it_is_when_the_rest_comes(
    visit: Visit, book: Book, size: tuple[int, int]
) -> None:
    uid = add_card(book, ANNA, "title")
    visitor = visit("/", size=size)

    def half(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().partition('name="title"')[0])

    def places() -> dict[str, tuple[float, float]]:
        nodes = visitor.page.locator("#contact > *, .pictures > *").all()
        boxes = {node.inner_text(): node.bounding_box() for node in nodes if node.is_visible()}
        return {text: (box["x"], box["y"]) for text, box in boxes.items() if box}

    visitor.page.route("**/card?*", half)
    visitor.open(f"/card?uid={uid}")
    before = places()
    visitor.page.unroute_all()
    visitor.open(f"/card?uid={uid}")
    after = places()
    stayed = before.keys() & after.keys()  # but for the field that was cut
    assert len(stayed) > 1
    assert {text: before[text] for text in stayed} == {text: after[text] for text in stayed}
    visitor.complaints.clear()  # half a script
