"""Starting servers to measure: the house as it is served, and the floor with the same flags."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from hearthside.cli.bench.processes import family, processor_time
from hearthside.cli.bench.visits import Visitor
from hearthside.cli.serving import web_command

HOUSE, FLOOR = "hearthside.config.wsgi:application", "hearthside.cli.bench.floor_app:application"
HOST = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        return one.getsockname()[1]


class Server:
    """A web server of its own process tree."""

    def __init__(self, command: list[str], port: int, log: Path, **environment: str):
        self.port = port
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(
            command, env=os.environ | environment, stdout=log.open("ab"), stderr=subprocess.STDOUT, start_new_session=True
        )
        self.log = log

    @classmethod
    def web(cls, application: str, log: Path, port: int | None = None, **environment: str) -> "Server":
        port = port or free_port()
        return cls(web_command(application, HOST, port), port, log, **environment)

    @classmethod
    def command(cls, log: Path, *arguments: str, port: int | None = None, **environment: str) -> "Server":
        """`hearthside …`, which serves web and worker."""
        port = port or free_port()
        environment |= {"HEARTHSIDE_BASE_URL": f"http://{HOST}:{port}", "HEARTHSIDE_PORT": str(port)}
        return cls([sys.executable, "-m", "hearthside", *arguments, "--port", str(port)], port, log, **environment)

    def until_up(self, path: str = "/", seconds: float = 60) -> float:
        """Wait for the first page. Returns the seconds since the process was started."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            if self.process.poll() is not None:
                break
            try:
                if Visitor(self.port).get(path).status < 400:
                    return time.perf_counter() - self.begun
            except OSError:
                pass
            time.sleep(0.02)
        raise RuntimeError(f"The server did not come up:\n{self.log.read_text()[-2000:]}")

    def pids(self) -> list[int]:
        return family(self.process.pid)

    def used(self) -> dict[int, int]:
        return processor_time(self.pids())

    def stop(self) -> None:
        if self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """All of the tree at once, as when the plug is pulled on it."""
        for pid in self.pids():
            try:
                os.kill(pid, 9)
            except ProcessLookupError:
                continue
        self.process.wait()
