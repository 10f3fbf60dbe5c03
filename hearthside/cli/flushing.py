"""`hearthside flush`: what the worker does with waiting survey answers, now."""

import argparse

from hearthside.cli.preparing import prepare


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none: the rule says what may be opened, nobody else does."""


def run(options: argparse.Namespace) -> int:
    prepare()
    from hearthside.core.actors import COMMAND_LINE
    from hearthside.surveys.actions import flush

    print(flush(by=COMMAND_LINE))
    return 0
