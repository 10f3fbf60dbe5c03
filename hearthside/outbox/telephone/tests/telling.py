"""A house with a telephone, and a provider that tells it things."""

from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from hearthside.outbox.telephone.address import read
from tests.peers.telephone import ACCOUNT, NUMBER, TOKEN, signature

ROBIN = "+13065550155"
TELEPHONE = read(f"twilio://{ACCOUNT}:{TOKEN}@api.twilio.com?from=%2B{NUMBER[1:]}")
PROVIDERS = {"sms": "hearthside.outbox.telephone.provider.Texts"}
FORM = "application/x-www-form-urlencoded"


def tell(name: str, form: dict[str, str], *arguments: object, query: str = "", **headers: str):
    """Post a form as the provider would, signed unless a header says otherwise."""
    path = reverse(name, args=arguments) + (f"?{query}" if query else "")
    signed = {"X-Twilio-Signature": signature(f"http://testserver{path}", form)}
    return Client().post(path, urlencode(form), content_type=FORM, headers={**signed, **headers})


def text(words: str, sid: str = "SM1", number: str = ROBIN, **more: str):
    """Robin sends a text."""
    return tell("telephone_texts", {"MessageSid": sid, "From": number, "To": NUMBER, "Body": words, "AccountSid": ACCOUNT, **more})
