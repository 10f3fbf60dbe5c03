"""The mail server as one address in the environment, read strictly."""

from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SCHEMES = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
EXAMPLE = "smtp://name:password@mail.example.org:587"


def read(url: str) -> dict:
    """The EMAIL_… settings for `smtp://` (STARTTLS), `smtps://` (TLS at once) or `smtp+plain://` (a relay on this machine).

    Raises: ImproperlyConfigured, without repeating the address, since it may hold a password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"HEARTHSIDE_EMAIL_URL cannot be read. Write it like {EXAMPLE}.") from error
    extra = parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme not in SCHEMES or not parts.hostname or extra or (parts.password and not parts.username):
        raise ImproperlyConfigured(f"HEARTHSIDE_EMAIL_URL is not understood. Write it like {EXAMPLE}.")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or SCHEMES[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
