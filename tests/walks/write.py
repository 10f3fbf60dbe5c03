"""Documents that are made from the code, and the command that writes them: .venv/bin/python -m tests.walks.write"""

import argparse
import importlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.walks.registry import ROOT


def commands() -> str:
    """docs/reference/commands.md: every command of `hearthside` with its options, as the parsers have them."""
    from hearthside.cli import COMMANDS

    lines = [
        "# Commands",
        "",
        "`hearthside COMMAND`, or `python -m hearthside COMMAND`. Exit 0: done. 1: the data was refused. 2: wrong usage.",
        "This page is made from the code (`python -m tests.walks.write`).",
    ]
    for name, (module, words) in COMMANDS.items():
        lines += ["", f"## {name}", "", f"{words[0].upper()}{words[1:]}.", *_options(name, module)]
    return "\n".join(lines) + "\n"


def _options(name: str, module: str) -> Iterator[str]:
    parser = argparse.ArgumentParser(prog=f"hearthside {name}")
    importlib.import_module(f"hearthside.cli.{module}").add_arguments(parser)
    rows = [row for parser in _with_parts(parser) for row in _rows(*parser)]
    if rows:
        yield from ["", "| option | meaning |", "| --- | --- |", *rows]


def _with_parts(parser: argparse.ArgumentParser, before: str = "") -> Iterator[tuple[argparse.ArgumentParser, str]]:
    """A parser and those of its own commands, each with the words that come before its options."""
    yield parser, before
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, part in action.choices.items():
                yield from _with_parts(part, f"{before}{name} ")


def _rows(parser: argparse.ArgumentParser, before: str) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction | argparse._SubParsersAction):
            continue
        named = ", ".join(f"`{before}{_written(action, option)}`" for option in action.option_strings or [""])
        meaning = action.help or ""
        if action.required and action.option_strings:
            meaning = f"{meaning} (needed)".strip()
        elif action.default not in (None, False, "", argparse.SUPPRESS, []) and "default" not in meaning:
            meaning = f"{meaning} (default: {action.default})".strip()
        yield f"| {named} | {meaning} |"


def _written(action: argparse.Action, option: str) -> str:
    """An option as it is typed, such as `--by programme|kind|month`."""
    value = "\\|".join(map(str, action.choices)) if action.choices else action.metavar or action.dest.upper()
    if not action.option_strings:
        return str(value)
    return option if action.nargs == 0 else f"{option} {value}"


def privacy() -> str:
    from tests.walks.privacy import page

    return page()


DOCUMENTS: dict[str, Callable[[], str]] = {"commands.md": commands, "privacy.md": privacy}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearthside.config.settings_test")
    os.environ["HEARTHSIDE_DATA"] = folder = tempfile.mkdtemp()
    from hearthside.core import keys

    keys.make_missing(Path(folder) / "keys")
    import django

    django.setup()
    for name, made in DOCUMENTS.items():
        (ROOT / "docs/reference" / name).write_text(made())
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
