"""The documents say what the code does: every setting, every command, a page for each room, and no link into nothing."""

import re

import pytest

from tests.walks.registry import PACKAGE, ROOT, rooms, sources
from tests.walks.write import DOCUMENTS

SETTINGS = ROOT / "docs/reference/settings.md"
# Read where a name is put together: each key of core.keys.NAMES may come from the environment.
KEY_STEM = "HEARTHSIDE_KEY_"
# What one process of ours says to another that it starts; nobody sets them.
BETWEEN_US = {"HEARTHSIDE_FLOOR_DATABASES", "HEARTHSIDE_FLOOR_REPORT"}


def variables_read() -> set[str]:
    """Every HEARTHSIDE_ variable that the product reads, wherever it does."""
    found = set()
    for path in sources():
        text = path.read_text()
        found |= {f"HEARTHSIDE_{name}" for name in re.findall(r'_(?:variable|switch|database)\("([A-Z_]+)"', text)}
        found |= set(re.findall(r'environ(?:\.get\(|\.setdefault\(|\[)"(HEARTHSIDE_[A-Z_]+)"', text))
    from hearthside.core.keys import NAMES

    named = {name.removesuffix("_FILE") for name in found}  # each may be given as a file, which the page says once for all
    return (named | {f"{KEY_STEM}{name.upper()}" for name in NAMES}) - BETWEEN_US


def variables_documented() -> set[str]:
    """Those that have a row of their own; several keys share one, as `HEARTHSIDE_KEY_SECRET`, `_FIELDS`."""
    found = set()
    for row in re.findall(r"^\| (`HEARTHSIDE_[^|]*)\|", SETTINGS.read_text(), re.MULTILINE):
        first, *others = re.findall(r"`([A-Z_]+)`", row)
        found |= {first, *(first.rsplit("_", 1)[0] + other for other in others)}
    return found


def test_every_setting_is_documented_and_every_documented_one_is_read():
    read, documented = variables_read(), variables_documented()
    assert not read - documented, f"Add a row to docs/reference/settings.md for {sorted(read - documented)}."
    assert not documented - read, f"Nothing reads {sorted(documented - read)}. Take the row out of docs/reference/settings.md."


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_made_from_the_code_is_the_one_in_the_folder(name):
    path = ROOT / "docs/reference" / name
    assert path.exists(), f"docs/reference/{name} is missing. Run: .venv/bin/python -m tests.walks.write"
    said = f"docs/reference/{name} is not what the code says today. Run: .venv/bin/python -m tests.walks.write"
    assert path.read_text() == DOCUMENTS[name](), said


def test_every_option_says_what_it_means():
    silent = re.findall(r"^\| (`[^|]*`) \|\s*(?:\(.*\))?\s*\|$", DOCUMENTS["commands.md"](), re.MULTILINE)
    assert not silent, f"{silent} have no help. Say in add_argument(…, help=…) what they are for."


def test_every_room_says_on_one_screen_what_it_is_for():
    for room in rooms():
        path = PACKAGE / room / "README.md"
        assert path.exists(), f"hearthside/{room} has no README.md: what it is for, what it never does, its words."
        assert 3 <= len(path.read_text().splitlines()) <= 25, f"hearthside/{room}/README.md has 3 to 25 lines."


def documents() -> list:
    return sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md"), *PACKAGE.rglob("README.md")])


def test_no_document_leads_to_a_place_that_does_not_exist():
    faults = []
    for path in documents():
        text = re.sub(r"```.*?```", "", path.read_text(), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if re.match(r"[a-z]+:|#", target):
                continue
            if not (path.parent / target.split("#")[0]).exists():
                faults.append(f"{path.relative_to(ROOT)} links {target}, which does not exist.")
    assert not faults, "\n".join(faults)


def test_no_sentence_names_a_document_that_does_not_exist():
    """Comments, docstrings and documents say `docs/…md`: each must be there to be opened."""
    faults = []
    for path in [*documents(), *sources(), *(ROOT / "tests").rglob("*.py"), *(ROOT / "tools").glob("*.py")]:
        for target in re.findall(r"\bdocs/[\w/-]+\.md\b", path.read_text()):
            if not (ROOT / target).exists():
                faults.append(f"{path.relative_to(ROOT)} names {target}, which does not exist.")
    assert not faults, "\n".join(faults)
