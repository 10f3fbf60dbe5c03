"""`python -m hearthside` is the command `hearthside`."""

import sys

from hearthside.cli import main

sys.exit(main())
