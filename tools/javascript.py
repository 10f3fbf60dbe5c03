"""Make sure that Node is there, and what tests/javascript names beside it; on Debian and Ubuntu Node is installed when we may.

The modules go to `javascript` in the environment that runs this; HEARTHSIDE_TEST_JAVASCRIPT names another folder.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

WANTED = Path(__file__).resolve().parents[1] / "tests" / "javascript"
FOLDER = Path(os.environ.get("HEARTHSIDE_TEST_JAVASCRIPT", Path(sys.prefix) / "javascript"))
MODULES = FOLDER / "node_modules"
ADVICE = "The tests of calendar feeds need Node 18 or newer and npm. Install them (Debian: nodejs and npm) and run 'make test' again."


def is_installed() -> bool:
    """What lies there is what the lock file names."""
    lock = FOLDER / "package-lock.json"
    return MODULES.is_dir() and lock.is_file() and lock.read_bytes() == (WANTED / "package-lock.json").read_bytes()


def main() -> None:
    if not (shutil.which("node") and shutil.which("npm")):
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            sys.exit(ADVICE)
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        packages = ["nodejs", "npm"]
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], check=True, stdout=subprocess.DEVNULL)
    if is_installed():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    shutil.copy(WANTED / "package.json", FOLDER)
    command = ["npm", "ci", "--prefix", str(FOLDER), "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    shutil.copy(WANTED / "package-lock.json", FOLDER)
    if subprocess.run(command, check=False).returncode:
        (FOLDER / "package-lock.json").unlink()  # so that the next try does not take it for done
        sys.exit("The modules named in tests/javascript could not be fetched. Look at what npm says above, and try again.")


if __name__ == "__main__":
    main()
