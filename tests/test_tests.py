"""Tests are found where a newcomer looks: that of fields/online/urls.py is fields/online/test_urls.py."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests import ROOT

PACKAGE, TESTS = ROOT / "cardscan", ROOT / "tests"

ELSEWHERE = {
    "__init__.py": "test_pipeline.py",
    "book/care/imports/items.py": "book/care/imports/test_vcards.py",
    "book/care/imports/tables/headings.py": "book/care/imports/tables/test_columns.py",
    "asked/countries.py": "cli/parsing/test_parser.py",
    "asked/hints.py": "cli/parsing/test_parser.py",
    "asked/languages.py": "cli/parsing/test_parser.py",
    "book/daily/calendars.py": "cli/commands/daily/test_calendar.py",
    "book/daily/letters.py": "cli/commands/daily/test_due.py",
    "book/daily/timeline.py": "web/contacts/test_timeline.py",
    "book/daybook.py": "book/daily/test_goals.py",
    "book/outcomes.py": "book/acts/test_receiving.py",
    "book/dealings/follow_ups.py": "book/daily/test_dealing.py",
    "book/dealings/log.py": "book/daily/test_dealing.py",
    "book/dealings/wants.py": "book/daily/test_dealing.py",
    "book/file/access.py": "book/file/test_connection.py",
    "book/tables/suspicions.py": "book/acts/test_duplicates.py",
    "caldav/task_list.py": "caldav/test_push.py",
    "carddav/address_book.py": "carddav/test_push.py",
    "cli/__init__.py": "cli/test_run.py",
    "cli/commands/daily/columns.py": "cli/commands/daily/test_due.py",
    "cli/commands/helping.py": "cli/parsing/test_parser.py",
    "cli/installing.py": "cli/commands/test_check.py",
    "cli/options.py": "cli/test_run.py",
    "cli/output/blocks.py": "cli/output/test_target.py",
    "cli/output/lines.py": "cli/output/test_target.py",
    "cli/output/replacing.py": "cli/output/test_target.py",
    "cli/output/written.py": "cli/output/test_target.py",
    "cli/parsing/moments.py": "cli/commands/test_export.py",
    "cli/place.py": "cli/commands/test_book.py",
    "cli/progress.py": "cli/output/test_stdout.py",
    "cli/scanning/copying.py": "inbox/test_copying.py",
    "dav/answers.py": "dav/test_client.py",
    "dav/collection.py": "carddav/test_push.py",
    "dav/errors.py": "dav/test_client.py",
    "dav/kind.py": "dav/test_discovery.py",
    "dav/outcomes.py": "carddav/test_push.py",
    "export/checks/of_csv.py": "export/checks/test_importers.py",
    "export/checks/of_vcards.py": "export/checks/test_importers.py",
    "export/formats/csv_rows.py": "export/formats/test_google_csv.py",
    "export/formats/vcard_versions.py": "export/formats/test_vcard.py",
    "inbox/commit.py": "inbox/test_watch.py",
    "inbox/jobs.py": "inbox/test_watch.py",
    "payload/proposals.py": "payload/test_vcard.py",
    "picture/decoder.py": "picture/test_apart.py",
    "web/daily/charts.py": "web/daily/test_results.py",
    "web/adding/routes.py": "web/adding/test_page.py",
    "web/app.py": "web/test_security.py",
    "web/around/surroundings.py": "web/adding/test_page.py",
    "web/programs/sent.py": "web/programs/test_api.py",
    "web/rendering.py": "web/test_security.py",
    "web/daily/line.py": "web/daily/test_today.py",
}
"""Modules that are tested through those that use them, and the tests that do it."""


def test_every_module_with_behaviour_has_a_test_of_its_name() -> None:
    untested = [
        module.relative_to(PACKAGE).as_posix()
        for module in _modules_with_behaviour()
        if not _test_of(module).exists()
    ]
    assert untested == sorted(ELSEWHERE)


def test_the_tests_that_stand_in_are_there() -> None:
    assert [test for test in ELSEWHERE.values() if not (TESTS / test).exists()] == []


def _modules_with_behaviour() -> Iterator[Path]:
    for module in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        if any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in ast.walk(tree)):
            yield module


def _test_of(module: Path) -> Path:
    folder = TESTS / module.parent.relative_to(PACKAGE)
    name = module.parent.name if module.name == "__init__.py" else module.stem
    return folder / f"test_{name}.py"
