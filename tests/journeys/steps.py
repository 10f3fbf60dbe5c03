"""What people do in the journeys, step by step."""

import json
import os
import re
import subprocess
import sys
import textwrap


def offered_code(page) -> str:
    """Read the code that is on the screen, as a person would."""
    return page.locator(".code").inner_text().strip()


def answer_survey(page, house, code: str) -> None:
    """Type the code, tick what it gave, send."""
    page.goto(f"{house.address}/s/")
    page.get_by_role("textbox").first.fill(code.lower().replace("-", " "))
    page.get_by_role("button").first.click()
    page.get_by_role("checkbox", name=re.compile("listened and cared")).first.check()
    page.get_by_role("button", name=re.compile("Send")).click()
    page.get_by_role("heading", name=re.compile("Thank you")).wait_for()


def press_keys(page, role: str, name, key: str | None = "Enter", most: int = 60) -> None:
    """Go with Tab to a thing by its role and name, and press a key on it; fails when the keyboard cannot reach it."""
    wanted = page.get_by_role(role, name=name).first if name else page.get_by_role(role).first
    wanted.wait_for()
    for _press in range(most):
        if wanted.evaluate("element => element === document.activeElement"):
            if key:
                page.keyboard.press(key)
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach {role} {name}.")


def run_inside(house, code: str) -> str:
    """Run a few lines against the house's own folder, as an administrator at the server could."""
    lines = "import django; django.setup()\n" + textwrap.dedent(code)
    return inside(house, lines)


def inside(house, lines: str) -> str:
    environment = os.environ | {
        "HEARTHSIDE_DATA": house.folder,
        "HEARTHSIDE_BASE_URL": house.address,
        "DJANGO_SETTINGS_MODULE": "hearthside.config.settings",
    }
    done = subprocess.run([sys.executable, "-c", lines], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def fill_up_waiting(house, number: int) -> None:
    """So many others answer through the same pages: real tickets, real posts, by plain HTTP."""
    codes = run_inside(
        house,
        f"""
        from hearthside.core.dates import month_of, today
        from hearthside.encounters.models import Encounter
        from hearthside.surveys.actions import offer_ticket
        met = Encounter.objects.filter(presences__person__name="Jo", kind__is_gathering=False)
        last = met.order_by("-id").select_related("programme", "kind")[0]
        for _each in range({number}):
            print(offer_ticket(programme=last.programme, kind=last.kind, month=last.month).code)
        """,
    ).split()

    for code in codes:
        answer = post(f"{house.address}/s/", {"code": code, "any": "emotional", "most": "emotional", "send": "yes"})
        assert "Thank you" in answer


def post(address: str, fields: dict[str, str]) -> str:
    import urllib.parse
    import urllib.request

    with urllib.request.urlopen(address, data=urllib.parse.urlencode(fields).encode(), timeout=10) as answer:
        return answer.read().decode()


def flush(house) -> int:
    """Open what may be opened, as the worker does every ten minutes. Returns how many answers were."""
    done = house.command("flush")
    assert done.returncode == 0, done.stderr
    return int(done.stdout.split()[0])


def report_base(house) -> int:
    """How many answers the report stands on, over all time."""
    printed = house.command("report", "support", "--from", "2020-01-01", "--to", "2030-12-31", "--format", "json")
    assert printed.returncode == 0, printed.stderr
    return json.loads(printed.stdout)["tables"][0]["base"]
