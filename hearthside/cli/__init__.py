"""The command `hearthside`: one module a command, each with `add_arguments(parser)` and `run(options)`.

Exit 0 done, 1 the data was refused, 2 wrong usage.
"""

import argparse
import importlib
import os
import sys

COMMANDS = {
    "start": ("serving", "make the folder if it is new, then serve; prints the set-up link the first time"),
    "demo": ("demonstration", "serve a fictional organisation with two years of life"),
    "import": ("importing", "bring in a sheet: encounters, survey-answers, gatherings or attendance"),
    "report": ("report", "print a report: support or encounters"),
    "flush": ("flushing", "open the waiting survey answers that may be opened, without waiting for the worker"),
    "check": ("checking", "look whether everything holds together"),
    "bench": ("bench", "measure, each figure beside its floor"),
    "manage": ("managing", "run a Django command, for developers"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="hearthside", description="The home for peer support.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, (module, words) in COMMANDS.items():
        # Only the command that was asked for is loaded, so that each starts quickly.
        command = commands.add_parser(name, help=words, description=words)
        if name in arguments[:1]:
            importlib.import_module(f"hearthside.cli.{module}").add_arguments(command)
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearthside.config.settings")
    return importlib.import_module(f"hearthside.cli.{COMMANDS[options.command][0]}").run(options)
