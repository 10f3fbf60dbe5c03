"""Libraries that are read when they are first used."""

import subprocess
import sys
from threading import Thread

import pytest

from hearthside.core.late import late


def test_a_library_is_read_on_first_use_also_when_many_threads_are_first():
    json = late("json")
    found = []
    threads = [Thread(target=lambda: found.append(json.dumps([1]))) for _turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["[1]"] * 8


def test_a_missing_one_is_told_when_it_is_asked_for():
    with pytest.raises(ModuleNotFoundError, match="no_such_library"):
        late("no_such_library").anything  # noqa: B018


def test_the_addresses_of_the_house_are_known_without_the_heavy_libraries():
    read = (
        "import django; django.setup(); from django.urls import get_resolver; get_resolver().url_patterns; import sys; print(*sys.modules)"
    )
    modules = subprocess.run([sys.executable, "-c", read], capture_output=True, text=True, timeout=60, check=True).stdout.split()
    assert "hearthside.config.urls" in modules
    assert not {"icalendar", "xlsxwriter", "scipy", "numpy", "twilio", "ortools"} & set(modules)
