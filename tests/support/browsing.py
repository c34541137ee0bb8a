"""A real browser on the real program: `cardscan review` in a process of its own, Chromium beside it."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from scripts.oracles import NODE_MODULES
from tests import ROOT

ARTIFACTS = ROOT / "tests" / "artifacts"
AXE = NODE_MODULES / "axe-core" / "axe.min.js"
DESK, PHONE = (1280, 860), (360, 740)
_ADDRESS = re.compile(r"http://[0-9.]+:[0-9]+")


@contextmanager
def serving(
    book: Path, *more: str, program: Sequence[str] = (sys.executable, "-m", "cardscan")
) -> Iterator[str]:
    """Run `cardscan review` on the book; yield its address."""
    command = [*program, "review", "--no-browser", "--port", "0", "--book", str(book)]
    process = subprocess.Popen([*command, *more], stderr=subprocess.PIPE, text=True, env=dict(os.environ))
    assert process.stderr is not None
    try:
        line = process.stderr.readline()
        found = _ADDRESS.search(line)
        if not found:
            process.terminate()
            raise AssertionError(line + process.stderr.read())
        yield found[0]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)
        process.stderr.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a headless Chromium of the system's."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "the tests need chromium; on Debian: apt-get install chromium"
    with sync_playwright() as playwright:
        # the sandbox needs rights that containers lack; the pages are our own
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visitor:
    """A person at a browser, whose key presses are counted and whose console must stay silent."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        *,
        size: tuple[int, int] = DESK,
        dark: bool = False,
        scripts: bool = True,
    ) -> None:
        self.address = address
        self.presses = 0
        self.complaints: list[str] = []
        self._context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            base_url=address,
        )
        self._context.set_default_timeout(10_000)
        self.page: Page = self._context.new_page()
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._only_here)

    def open(self, path: str) -> None:
        self.page.goto(path)

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.presses += 1
            self.page.keyboard.press(key)

    def press_and_wait(self, key: str) -> None:
        """Press a key that leads to another page."""
        with self.page.expect_navigation(wait_until="load"):
            self.press(key)

    def keep(self, name: str) -> None:
        """Keep a screenshot."""
        ARTIFACTS.mkdir(exist_ok=True)
        self.page.screenshot(path=ARTIFACTS / f"{name}.png")

    def faults(self) -> list[str]:
        """Return what axe-core finds on the page that is serious."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run().then((result) => result.violations)")
        return [
            f"{fault['id']}: {node['html'][:200]}"
            for fault in found
            if fault["impact"] in ("serious", "critical")
            for node in fault["nodes"]
        ]

    def close(self) -> None:
        self._context.close()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _only_here(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        if not url.startswith((self.address, "blob:")):
            self.complaints.append(f"outside request: {url}")
