"""The whole suite: on SQLite with the browser, then on PostgreSQL. Ends with one line that adds the two runs up."""

import os
import re
import subprocess
import sys

COUNTED = re.compile(r"(\d+) (passed|failed|errors?|skipped)")


def run(engine: str, *arguments: str) -> tuple[int, dict[str, int]]:
    """One run of pytest. Returns its exit code and what its closing line counted."""
    print(f"== the suite on {engine}", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", *arguments, *sys.argv[1:]]
    process = subprocess.Popen(command, env=os.environ | {"HEARTHSIDE_TEST_ENGINE": engine}, stdout=subprocess.PIPE, text=True)
    last = ""
    for line in process.stdout:
        print(line, end="", flush=True)
        last = line if COUNTED.search(line) else last
    return process.wait(), {word.rstrip("s"): int(number) for number, word in COUNTED.findall(last)}


if __name__ == "__main__":
    codes, totals = [], {"passed": 0, "failed": 0, "skipped": 0, "error": 0}
    for engine, arguments in (("sqlite", ()), ("postgresql", ("-m", "not browser"))):
        code, counted = run(engine, *arguments)
        codes.append(code)
        for word, number in counted.items():
            totals[word] += number
    print(f"{totals['passed']} passed, {totals['failed'] + totals['error']} failed, {totals['skipped']} skipped")
    sys.exit(max(codes))
