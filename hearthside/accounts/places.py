"""Where a request comes from, for those who count tries: a digest that is another one every hour, never an address."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest


def place_of(request: HttpRequest) -> str:
    return get_adapter().get_client_ip(request)
