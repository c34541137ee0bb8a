"""A real browser: Chromium, and a person at it."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from scripts.oracles import NODE_MODULES
from tests import ROOT

ARTIFACTS = ROOT / "tests" / "artifacts"
AXE = NODE_MODULES / "axe-core" / "axe.min.js"
DESK, PHONE = (1280, 860), (360, 740)


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
    """A person at a browser, whose key presses are counted and whose console must stay silent.

    `enter` is an address that lets the browser in, where the page at `address` asks for that.
    """

    def __init__(
        self,
        browser: Browser,
        address: str,
        *,
        enter: str = "",
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
        self._context.set_default_timeout(30_000)  # of a busy machine
        self.page: Page = self._watched()
        if enter:
            self.page.goto(enter)
            first = re.compile(f"{re.escape(address)}/(today)?$")
            self.page.wait_for_url(first, wait_until="domcontentloaded")  # pictures may be being read

    def open(self, path: str) -> None:
        self.page.goto(path)

    def tab(self, path: str) -> Page:
        """Return another tab of the same browser, with this page."""
        page = self._watched()
        page.goto(path)
        return page

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

    def _watched(self) -> Page:
        page = self._context.new_page()
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._only_here)
        return page

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _only_here(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        if not url.startswith((self.address, "blob:")):
            self.complaints.append(f"outside request: {url}")


Visit = Callable[..., Visitor]
"""Lets a person in, at a path."""
