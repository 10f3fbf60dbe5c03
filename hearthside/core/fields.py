"""A text column that is unreadable in a copy of the database."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models

VERSION = b"\x01"


def seal(text: str, place: str) -> bytes:
    """Make a text unreadable without the key of fields. `place` says where it lives; it opens nowhere else."""
    nonce = os.urandom(12)
    return VERSION + nonce + AESGCM(settings.KEYS["fields"]).encrypt(nonce, text.encode(), place.encode())


def unseal(sealed: bytes, place: str) -> str:
    """The text that `seal` was given.

    Raises: ValueError when it was altered, comes from another place, or was sealed with another key.
    """
    try:
        plain = AESGCM(settings.KEYS["fields"]).decrypt(sealed[1:13], sealed[13:], place.encode())
    except InvalidTag as error:
        raise ValueError(f"{place} cannot be opened with this key. Restore the folder of keys that belongs to this database.") from error
    return plain.decode()


class SealedTextField(models.BinaryField):
    """Text kept as version, nonce (12 bytes) and AES-256-GCM ciphertext; the column's name is bound in, so cells
    cannot be moved to another column. An altered or foreign value raises instead of being shown or saved again.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    @property
    def _place(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_prep_value(self, value):
        return None if value is None else seal(str(value), self._place)

    def get_db_prep_value(self, value, connection, prepared=False):
        if not prepared:
            value = self.get_prep_value(value)
        return connection.Database.Binary(value) if value is not None else None

    def from_db_value(self, value, expression, connection):
        return None if value is None else unseal(bytes(value), self._place)

    def value_to_string(self, obj):
        return self.value_from_object(obj)

    def to_python(self, value):
        return value

    def get_lookup(self, name):
        if name != "isnull":
            raise FieldError(f"{self.name} is sealed: it can be shown, not searched.")
        return super().get_lookup(name)

    def formfield(self, **kwargs):
        return models.TextField().formfield(**kwargs)
