"""`hearthside manage …`: Django's own commands, for developers."""

import argparse

from hearthside.cli.preparing import data_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="a command of Django with its options, such as makemigrations")


def run(options: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    from hearthside.core import keys

    keys.make_missing(data_folder() / "keys")
    execute_from_command_line(["hearthside manage", *options.arguments])
    return 0
