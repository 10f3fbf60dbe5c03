"""The folder of keys, outside every database, each a file that only its owner can read.

Losing it loses what is sealed with it; a thief of the database alone learns none of it. See docs/reference/security.md.
"""

import os
import secrets
from pathlib import Path

NAMES = {
    "secret": "signs sessions and links",
    "fields": "encrypts notes and ways to reach",
    "tickets": "makes survey codes unguessable from a copy of the database",
    "answers": "opens sealed survey answers when they are flushed",
}


def make_missing(folder: Path) -> None:
    """Create the folder (0700) and any key that is not there yet (0600, 32 random bytes as hex)."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    for name in NAMES:
        try:
            handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))


def read(folder: Path, name: str) -> bytes:
    """The 32 bytes of one key. `HEARTHSIDE_KEY_<NAME>` or `HEARTHSIDE_KEY_<NAME>_FILE` win over the folder.

    Raises: FileNotFoundError when there is none; ValueError when it is not 32 bytes of hex.
    """
    variable = f"HEARTHSIDE_KEY_{name.upper()}"
    text = os.environ.get(variable)
    if text is None:
        text = Path(os.environ.get(f"{variable}_FILE") or folder / name).read_text()
    key = bytes.fromhex(text.strip())
    if len(key) != 32:
        raise ValueError(f"The key '{name}' must be 64 hexadecimal characters. Restore it from your backup of {folder}.")
    return key
