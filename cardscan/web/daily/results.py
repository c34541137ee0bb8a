"""Results: four goals, the months as columns, the groups as a table, one sentence of advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.book.daily.advice import advice
from cardscan.web.daily.charts import HEIGHT, WIDTH, columns, share

if TYPE_CHECKING:
    from starlette.responses import Response

    from cardscan.book import Book
    from cardscan.settings import Settings
    from cardscan.web.asking import Ask
    from cardscan.web.rendering import Pages

_CHARTS = (("new", "New people"), ("given", "Given"))


def show(book: Book, ask: Ask, pages: Pages, settings: Settings) -> Response:
    """Show what the last twelve months brought."""
    results = book.daily.results
    months = results.months()
    charts = [
        (title, columns([(month.name[2:], getattr(month, name)) for month in months]))
        for name, title in _CHARTS
    ]
    return pages.page(
        "results.html",
        ask,
        goals=[(goal, share(goal.reached, goal.number)) for goal in book.daily.goals.all()],
        months=months,
        together=results.together(months),
        charts=charts,
        width=WIDTH,
        height=HEIGHT,
        groups=results.groups(target=settings.target_tags),
        weeks=results.weeks(),
        sentence=advice(book.daily, book.daily.dealings.today(), months),
    )
