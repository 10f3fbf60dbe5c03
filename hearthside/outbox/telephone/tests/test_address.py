"""The provider is one address, read strictly, and never repeated."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from hearthside.outbox.telephone import address
from hearthside.outbox.telephone.address import read, read_line


def test_every_part_may_hold_any_sign():
    found = read("twilio://AC%401:to%2Fk%3Aen@api.twilio.com?from=%2B13065550100&signing_key=a%26b")
    assert (found.base, found.account, found.token) == ("https://api.twilio.com", "AC@1", "to/k:en")
    assert (found.number, found.signing_key) == ("+13065550100", "a&b")


def test_another_provider_of_the_same_shape_may_stand_elsewhere():
    assert read("twilio+http://a:b@127.0.0.1:8110/api/laml?from=%2B13065550100").base == "http://127.0.0.1:8110/api/laml"


def test_without_an_address_there_is_no_telephone():
    assert read("") is None
    assert read_line("") == ""
    assert read_line("+13065550100") == "+13065550100"


def test_its_secrets_are_not_shown_by_chance():
    assert "secret" not in repr(read("twilio://a:secret@api.twilio.com?from=%2B13065550100&signing_key=secret"))


@pytest.mark.parametrize(
    "url",
    ["api.twilio.com", "https://a:secret@api.twilio.com?from=%2B13065550100", "twilio://a:secret@api.twilio.com",
     "twilio://a:secret@api.twilio.com?from=3065550100", "twilio://a@api.twilio.com?from=%2B13065550100",
     "twilio://a:secret@api.twilio.com:x?from=%2B13065550100", "twilio://a:secret@api.twilio.com?from=%2B13065550100&form=1",
     "twilio://a:secret@api.twilio.com?from=%2B13065550100#x", "twilio://a:secret@[api?from=%2B13065550100", "twilio://a:secret@h?from"],
)  # fmt: skip
def test_anything_else_is_refused_without_repeating_it(url):
    with pytest.raises(ImproperlyConfigured, match="Write it like twilio://") as refused:
        read(url)
    assert "secret" not in str(refused.value)


def test_a_line_that_is_no_number_is_refused():
    with pytest.raises(ImproperlyConfigured, match="HEARTHSIDE_TELEPHONE_LINE"):
        read_line("306 555 0100")


def test_a_missing_library_is_one_clear_sentence(monkeypatch):
    monkeypatch.setattr(address, "find_spec", lambda _name: None)
    with pytest.raises(ImproperlyConfigured, match="pip install 'hearthside\\[sms\\]'"):
        read("twilio://a:b@api.twilio.com?from=%2B13065550100")
