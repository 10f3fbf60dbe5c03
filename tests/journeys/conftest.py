"""A real server with the demonstration, in a folder of its own, and a real Chromium that speaks to it and to nobody else."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass

import pytest
from playwright.sync_api import sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class House:
    """A running server: its address, its data folder and a sign-in link for each of the cast."""

    address: str
    folder: str
    links: dict[str, str]

    def command(self, *arguments: str) -> subprocess.CompletedProcess:
        """Run `hearthside …` against the same folder."""
        environment = os.environ | {"HEARTHSIDE_DATA": self.folder, "HEARTHSIDE_BASE_URL": self.address}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        return subprocess.run(
            [sys.executable, "-m", "hearthside", *arguments], env=environment, capture_output=True, text=True, check=False
        )


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demonstration") / "data"
    port = free_port()
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("HEARTHSIDE_", "DJANGO_"))}
    environment |= {"HEARTHSIDE_DATA": str(folder), "HEARTHSIDE_BASE_URL": f"http://127.0.0.1:{port}"}
    server = subprocess.Popen(
        [sys.executable, "-m", "hearthside", "demo", "--fresh", "--port", str(port)], env=environment, stdout=subprocess.PIPE, text=True
    )
    links = {}
    for line in server.stdout:
        found = re.match(r"\s+(\w\S*)\s.*(http://\S+/accounts/\S+)", line)
        if found:
            links[found[1].lower()] = found[2]
        if "Stop with" in line:
            break
    wait_until_up(f"http://127.0.0.1:{port}/healthz")
    yield House(f"http://127.0.0.1:{port}", str(folder), links)
    server.terminate()
    assert server.wait(timeout=30) == 0


def wait_until_up(address: str, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


@pytest.fixture(scope="session")
def chromium():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's loop runs in this thread
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, house):
    """`open_page("rowan")` signs in as one of the cast; every request to another host fails the test."""
    contexts, strangers = [], []

    def make(who: str | None = None, **options):
        context = chromium.new_context(**({"viewport": {"width": 390, "height": 844}} | options))
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: strangers.append(request.url) if not request.url.startswith((house.address, "data:")) else None)
        if who:
            page.goto(house.links[who])
            page.get_by_role("button").first.click()
            page.wait_for_url(f"{house.address}/today/")
        return page

    yield make
    for context in contexts:
        context.close()
    assert strangers == []
