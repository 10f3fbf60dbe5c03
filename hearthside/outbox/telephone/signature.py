"""The signature of what the provider sends us: over the public address and the raw parameters, with a key that only we two know."""

import base64
import hmac
from collections.abc import Iterable
from hashlib import sha1, sha256
from urllib.parse import parse_qs, urlsplit

SIGNATURE, SCHEME = "X-Twilio-Signature", "X-Twilio-Webhooks-Signature-Settings"
DIGESTS = {"HMAC_SHA1": sha1, "HMAC_SHA256": sha256}
PORTS = {"https": 443, "http": 80}


def sign(key: str, address: str, parameters: Iterable[tuple[str, str]], algorithm: str = "HMAC_SHA1") -> str:
    """base64(HMAC(key, address + each name and value, sorted; a pair that is said twice counts once)).

    Raises: KeyError for an algorithm that we do not know.
    """
    words = address + "".join(name + value for name, value in sorted(set(parameters)))
    return base64.b64encode(hmac.new(key.encode(), words.encode(), DIGESTS[algorithm.upper()]).digest()).decode()


def algorithm_of(scheme: str) -> str:
    """What the newer header names; without it, the older way."""
    named = dict(part.partition("=")[::2] for part in scheme.replace(" ", "").split(","))
    return named.get("algorithm") or "HMAC_SHA1"


def is_signed(key: str, address: str, parameters: Iterable[tuple[str, str]], said: str, scheme: str = "") -> bool:
    """Whether whoever knows the key signed this. The provider signs with or without the port, so either counts."""
    algorithm = algorithm_of(scheme)
    if algorithm.upper() not in DIGESTS:
        return False
    pairs = list(parameters)
    found = [hmac.compare_digest(sign(key, one, pairs, algorithm).encode(), said.encode()) for one in spellings(address)]
    return any(found)


def spellings(address: str) -> tuple[str, str]:
    """The address without and with its port."""
    parts = urlsplit(address)
    bare = parts.netloc.rpartition(":")[0] if parts.port else parts.netloc
    with_port = f"{bare}:{parts.port or PORTS[parts.scheme]}"
    return parts._replace(netloc=bare).geturl(), parts._replace(netloc=with_port).geturl()


def is_whole(body: bytes, address: str) -> bool:
    """Whether a body that is not a form is the one whose digest stands in the signed address."""
    said = parse_qs(urlsplit(address).query).get("bodySHA256", [""])[0]
    return hmac.compare_digest(sha256(body).hexdigest().encode(), said.encode())
