"""Settings for tools that only need to know which apps there are: keys are made in a folder that is thrown away."""

import os
import tempfile
from pathlib import Path

from hearthside.core import keys

os.environ.setdefault("HEARTHSIDE_DATA", tempfile.mkdtemp(prefix="hearthside-tools-"))
keys.make_missing(Path(os.environ["HEARTHSIDE_DATA"]) / "keys")

from hearthside.config.settings import *  # noqa: E402, F403
