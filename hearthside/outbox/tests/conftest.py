import pytest
from django.urls import NoReverseMatch, reverse


@pytest.fixture(autouse=True)
def _nav(settings):
    keep = []
    for name, words in settings.NAVIGATION:
        try:
            reverse(name)
        except NoReverseMatch:
            continue
        keep.append((name, words))
    settings.NAVIGATION = keep
