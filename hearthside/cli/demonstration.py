"""`hearthside demo`: a fictional organisation, built by the actions of the house, served with a link for each of its cast."""

import argparse
import os
import shutil

from hearthside.cli.preparing import data_folder, prepare
from hearthside.cli.serving import choose_port, serve

MARK = "this-is-a-demonstration"  # a file: only a folder that has it may be wiped by --fresh


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="default: HEARTHSIDE_PORT or 8000")
    parser.add_argument("--host", default="127.0.0.1", help="default: this machine only")
    parser.add_argument("--fresh", action="store_true", help="begin again: wipes the demonstration that is there")
    parser.add_argument("--seed", type=int, default=7, help="the same number makes the same organisation")
    parser.add_argument("--no-serve", action="store_true", help="build it and stop")


def run(options: argparse.Namespace) -> int:
    folder = data_folder()
    choose_port(options)
    if options.fresh and (folder / MARK).exists():
        shutil.rmtree(folder)
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        print(f"{folder} is not a demonstration and stays as it is. Name another folder: HEARTHSIDE_DATA=demo hearthside demo")
        return 2
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / MARK).touch()
    os.environ.setdefault("HEARTHSIDE_DATA", str(folder))
    prepare()
    from hearthside.cli.demo_story import build, entry_links
    from hearthside.organisation.queries import is_founded

    if not is_founded():
        build(seed=options.seed)
    if options.no_serve:
        return 0

    def announce(address: str) -> None:
        print(f"\n  Hearthside stands at {address}\n\n  Sign in with one click as:", flush=True)
        for name, part, link in entry_links():
            print(f"    {name:<18}{part:<34}{address}{link}", flush=True)
        print("\n  Everyone here is invented. Stop with Ctrl-C.\n", flush=True)

    return serve(options.host, announce)
