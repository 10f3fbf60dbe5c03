import pytest

from hearthside.outbox.telephone.address import read
from hearthside.outbox.telephone.tests.telling import PROVIDERS, TELEPHONE
from tests.peers.telephone import Peer


@pytest.fixture
def telephone(settings, cast):
    """The house has a provider that nobody can reach."""
    settings.TELEPHONE, settings.OUTBOX_PROVIDERS, settings.TELEPHONE_LINE = TELEPHONE, PROVIDERS, ""


@pytest.fixture
def peer(telephone, settings):
    """The house has a provider on this machine."""
    with Peer() as one:
        settings.TELEPHONE = read(one.url)
        yield one
