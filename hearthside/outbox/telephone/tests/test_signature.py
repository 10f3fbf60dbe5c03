"""The provider's own library and our check agree on what is signed, whatever is in it."""

from hashlib import sha256

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator, get_signature_algorithm

from hearthside.outbox.telephone.signature import algorithm_of, is_signed, is_whole, sign

DOCUMENTED = "https://mycompany.com/myapp.php?foo=1&bar=2"
WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
PAIRS = st.lists(st.tuples(WORDS, WORDS), max_size=8)
ADDRESSES = st.sampled_from(
    ["https://house.example/telephone/texts/", "https://house.example:8443/telephone/texts/?a=1", "http://localhost/x/", DOCUMENTED]
)
ALGORITHMS = st.sampled_from(["HMAC_SHA1", "HMAC_SHA256", "hmac_sha256"])


def as_they_read(pairs) -> QueryDict:
    form = QueryDict(mutable=True)
    for name, value in pairs:
        form.appendlist(name, value)
    return form


def test_the_documented_example_gives_the_documented_signature():
    form = {"CallSid": "CA1234567890ABCDE", "Digits": "1234", "From": "+14158675309", "Caller": "+14158675309", "To": "+18005551212"}
    assert sign("12345", DOCUMENTED, form.items()) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


@given(WORDS, ADDRESSES, PAIRS, ALGORITHMS)
def test_both_compute_the_same_signature(key, address, pairs, algorithm):
    theirs = RequestValidator(key).compute_signature(address, as_they_read(pairs), algorithm)
    assert sign(key, address, pairs, algorithm) == theirs


@given(WORDS, ADDRESSES, ADDRESSES, PAIRS, PAIRS, ALGORITHMS, ALGORITHMS)
def test_both_believe_the_same_and_doubt_the_same(key, signed_for, address, signed_pairs, pairs, signed_with, algorithm):
    said = sign(key, signed_for, signed_pairs, signed_with)
    theirs = RequestValidator(key).validate(address, as_they_read(pairs), said, algorithm)
    assert is_signed(key, address, pairs, said, f"key=x,algorithm={algorithm}") == theirs


@pytest.mark.parametrize("address", ["https://house.example/a/", "https://house.example:443/a/"])
@pytest.mark.parametrize("signed_for", ["https://house.example/a/", "https://house.example:443/a/"])
def test_a_port_that_goes_without_saying_may_be_said(address, signed_for):
    assert is_signed("key", address, [], sign("key", signed_for, []))


@pytest.mark.parametrize("scheme", ["", "key=a", "key=a,algorithm=HMAC_SHA256", "algorithm = HMAC_SHA1 ,key=b", "algorithm=", "nonsense"])
def test_both_read_the_newer_header_alike(scheme):
    assert algorithm_of(scheme) == get_signature_algorithm(scheme)


def test_a_way_of_signing_that_nobody_knows_is_not_believed():
    assert not is_signed("key", DOCUMENTED, [], sign("key", DOCUMENTED, []), "algorithm=ROT13")


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_both_hold_a_body_to_the_digest_in_its_address(body, other):
    address = f"https://house.example/a/?bodySHA256={sha256(other.encode()).hexdigest()}"
    theirs = RequestValidator("key").validate(address, body, sign("key", address, []))
    assert is_whole(body.encode(), address) == theirs


def test_a_body_without_a_digest_is_not_whole():
    assert not is_whole(b"{}", "https://house.example/a/")
