"""Make sure a Chromium is there for the browser tests; on Debian and Ubuntu it is installed when we may."""

import os
import shutil
import subprocess
import sys

if not (shutil.which("chromium") or shutil.which("google-chrome")):
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=True, stdout=subprocess.DEVNULL)
    else:
        sys.exit("The browser tests need Chromium. Install it (Debian: sudo apt-get install chromium) and run 'make test' again.")
