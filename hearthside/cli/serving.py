"""`hearthside start`: the web server and the worker, as two processes that live and die together."""

import argparse
import os
import signal
import subprocess
import sys

from hearthside.cli.preparing import is_prepared, prepare


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="default: HEARTHSIDE_PORT or 8000")
    parser.add_argument("--host", default="127.0.0.1", help="default: this machine only; a proxy with HTTPS stands before it")


def choose_port(options: argparse.Namespace) -> None:
    """The port given on the command line wins, and is in every address printed or mailed."""
    if options.port:
        os.environ["HEARTHSIDE_PORT"] = str(options.port)


def run(options: argparse.Namespace) -> int:
    choose_port(options)
    web = start_web(options.host) if is_prepared() else None  # the two need a second each, so they begin together
    prepare()
    from hearthside.organisation.queries import is_founded

    link = None if is_founded() else set_up_link()
    return serve(options.host, lambda address: print(f"Set it up here, once: {address}{link}" if link else address, flush=True), web)


def set_up_link() -> str:
    """A link that works once and lets its holder name the organisation. A new one is printed at each start until then."""
    from hearthside.accounts.actions import make_entry_link
    from hearthside.accounts.models import User
    from hearthside.core.actors import COMMAND_LINE

    user = User.objects.order_by("made_at").first() or User.objects.create_user()
    return make_entry_link(by=COMMAND_LINE, user=user, purpose="setup", minutes=24 * 60)


def web_command(application: str, host: str, port: int) -> list[str]:
    """How the web server is called; `hearthside bench` calls its floor in the same way."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", os.environ.get("HEARTHSIDE_WEB_PROCESSES", "1"), "--blocking-threads", "4"]
    return [*command, "--no-ws", "--log-level", "warning", application]


def start_web(host: str) -> subprocess.Popen:
    """The web server of this installation, as a child."""
    return subprocess.Popen(web_command("hearthside.config.wsgi:application", host, int(os.environ.get("HEARTHSIDE_PORT", "8000"))))


def serve(host: str, announce, web: subprocess.Popen | None = None) -> int:
    """Serve until told to stop. This process becomes the worker; the web server is its child, begun already or begun here.

    Returns 0 after a stop that was asked for, and the server's own code when it fell over.
    """
    from django.conf import settings
    from django.db import connections

    from hearthside.cli.worker import work

    for connection in connections.all():
        connection.close()
    web = web or start_web(host)
    stopping = False

    def stop(*_signal) -> None:
        nonlocal stopping
        stopping = True
        web.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    announce(settings.BASE_URL)
    work(until=lambda: stopping or web.poll() is not None)
    web.terminate()
    code = web.wait(timeout=30)
    return 0 if stopping else code or 1
