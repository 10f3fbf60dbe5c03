"""The worker: looks every second for jobs whose turn has come, and says that it is alive."""

import logging
import time
from collections.abc import Callable

from django.core.cache import cache
from django.db import close_old_connections
from django.utils import timezone

from hearthside.core.jobs import Job, discover
from hearthside.core.views import WORKER_SEEN
from hearthside.organisation.clock import live_by_its_clock

log = logging.getLogger("hearthside.worker")
ALIVE_FOR = 30  # seconds for which a sign of life counts


def work(until: Callable[[], bool]) -> None:
    """Run due jobs until told to stop. A job that fails is written to the log and has its turn again."""
    jobs = discover().values()
    told = 0.0
    while not until():
        live_by_its_clock()
        if time.monotonic() - told > ALIVE_FOR / 3:
            cache.set(WORKER_SEEN, 1, timeout=ALIVE_FOR)
            told = time.monotonic()
        for job in jobs:
            if job.claim(timezone.now()):
                run_once(job)
        close_old_connections()
        time.sleep(1)


def run_once(job: Job) -> None:
    """One turn of one job. Whatever it raises stays here: the other jobs must not wait for it."""
    try:
        job.run()
    except Exception as fault:  # noqa: BLE001  the worker outlives any job
        log.error("job %s failed: %s", job.name, type(fault).__name__)  # the message may hold words of people
