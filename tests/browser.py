"""A real browser for tests: Debian's chromium without a window, driven through chromedriver on this machine alone."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.wait import WebDriverWait

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
MISSING = "no browser here: install chromium and chromedriver (Debian: chromium, chromium-driver)"
FLAGS = (
    *("--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage"),
)


@contextmanager
def browser(profile: Path) -> Iterator[Window]:
    """A browser with a fresh profile; the driver's path is given, so nothing is looked for on the network."""
    options = ChromeOptions()
    options.binary_location = BROWSER or ""
    for flag in (*FLAGS, *(("--no-sandbox",) if os.geteuid() == 0 else ()), f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = Chrome(options=options, service=Service(DRIVER))
    try:
        yield Window(driver)
    finally:
        driver.quit()


class Window:
    """The browser's one window."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def open(self, page: Path, fragment: str = "", *, script: bool = True) -> None:
        """Load a page afresh, wide, light, on a screen, nothing moving; `script`: whether its own may run."""
        self.command("Emulation.setScriptExecutionDisabled", value=not script)
        self.look()
        self.size(1280, 900)
        self.driver.get("about:blank")
        self.driver.get(page.as_uri() + fragment)

    def look(self, scheme: str = "light", media: str = "screen", motion: str = "reduce") -> None:
        """What the reader prefers, and what the page is shown on."""
        wishes = {"prefers-color-scheme": scheme, "prefers-reduced-motion": motion}
        features = [{"name": name, "value": value} for name, value in wishes.items()]
        self.command("Emulation.setEmulatedMedia", media=media, features=features)

    def wait(self, condition: str, *arguments: object) -> None:
        """Wait until a script returns something true."""
        WebDriverWait(self.driver, 5, 0.02).until(lambda driver: driver.execute_script(condition, *arguments))

    def command(self, name: str, **parameters: object) -> Any:
        """A command of the browser's own protocol."""
        return self.driver.execute_cdp_cmd(name, parameters)

    def size(self, width: int, height: int) -> None:
        """The size of the page's window, in pixels."""
        self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )

    def run(self, script: str, *arguments: object) -> Any:
        """What a script returns, run beside the page's own."""
        return self.driver.execute_script(script, *arguments)

    def click(self, selector: str) -> None:
        """Click on an element as a person would, who first scrolls it to where nothing covers it."""
        element = self.driver.find_element("css selector", selector)
        self.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        element.click()

    def errors(self) -> list[str]:
        """What the console said since it was last asked."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Every address that was asked for since it was last asked."""
        events = (json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance"))
        return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
