"""Libraries that few pages need are read when they are first used, not at every start of the house."""

from importlib import import_module
from typing import Any


class Late:
    """Stands for a library and reads it on first use. Several threads may be the first: the import system has a lock of its own,
    which its own lazy loader went around before Python 3.12.
    """

    def __init__(self, name: str):
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)


def late(name: str) -> Any:
    """The library of this name. It is read, or found missing (ImportError), when something of it is asked for."""
    return Late(name)
