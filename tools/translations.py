"""Translations with Babel alone: `gather` finds sentences for translators, `compile` makes what the server reads."""

import subprocess
import sys
from pathlib import Path

LOCALE = Path("hearthside/locale")


def compile_all() -> None:
    """Compile each .po that is newer than its .mo."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text, target.open("wb") as compiled:
            write_mo(compiled, read_po(text, locale=source.parts[-3]))


def gather() -> None:
    """Bring every marked sentence of Python files and templates into the .po files. Needs gettext (developers only)."""
    settings = "--settings=tools.mypy_settings"
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", "fr", "--no-obsolete", "--no-wrap", "--add-location=file", settings],
        check=True,
        cwd=".",
    )


if __name__ == "__main__":
    {"compile": compile_all, "gather": gather}[sys.argv[1]]()
