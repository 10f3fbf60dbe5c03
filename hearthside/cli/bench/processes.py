"""What processes cost: processor time of a server and of its database, and the memory that they hold. Linux only."""

import re
import time
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")


def family(pid: int) -> list[int]:
    """A process and all that descend from it, as they are now."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (parent := _parent(entry)) is not None:
            children.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(one := waiting.pop())
        waiting += children.get(one, [])
    return found


def _parent(entry: Path) -> int | None:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it ended while we looked
        return None


def processor_time(pids: Iterable[int]) -> dict[int, int]:
    """Nanoseconds of processor time that each process has used since it began, user and system, all threads.

    The clock is that of /proc/<pid>/stat (utime + stime), read where it is kept in nanoseconds instead of hundredths.
    """
    used = {}
    for pid in pids:
        try:
            used[pid] = time.clock_gettime_ns((~pid << 3) | 2)  # the kernel's name for the clock of a process: see clock_getcpuclockid(3)
        except OSError:
            continue
    return used


def time_between(before: dict[int, int], after: dict[int, int]) -> int:
    """What was used between two readings. A process that began meanwhile counts whole."""
    return sum(used - before.get(pid, 0) for pid, used in after.items())


def memory(pids: Iterable[int]) -> tuple[float, float]:
    """Megabytes that processes hold together: their fair share (PSS, where a shared page is divided), and resident (RSS)."""
    shares = resident = 0
    for pid in pids:
        text = (PROC / str(pid) / "smaps_rollup").read_text()
        shares += int(_number("Pss", text))
        resident += int(_number("Rss", text))
    return shares / 1000, resident / 1000


def _number(name: str, text: str) -> str:
    found = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    return found[1] if found else "0"
