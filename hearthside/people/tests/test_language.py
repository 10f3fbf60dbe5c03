"""In which language the house speaks to whom."""

import pytest

from hearthside.audit.actions import record
from hearthside.core.actors import COMMAND_LINE
from hearthside.organisation.actions import change_details
from tests.signed_in import client_of


def speak_french(cast):
    change_details(by=cast.ada, name="Rue Basse", country="CA", zone="America/Regina", language="fr")


def test_ana_chose_french_and_reads_it_whatever_her_browser_asks(cast):
    cast.ana.language = "fr"
    cast.ana.save(update_fields=["language"])
    page = client_of(cast.ana).get("/today/", headers={"Accept-Language": "en"})
    assert page["Content-Language"] == "fr"
    assert '<html lang="fr">' in page.content.decode()
    assert "Votre propre fiche" in page.content.decode()


def test_ben_chose_none_and_reads_the_language_of_the_house(cast):
    ben = client_of(cast.ben)
    assert ben.get("/today/", headers={"Accept-Language": "fr"})["Content-Language"] == "en"
    speak_french(cast)
    assert ben.get("/today/", headers={"Accept-Language": "en"})["Content-Language"] == "fr"


@pytest.mark.parametrize(("wanted", "spoken"), [("fr-CA,en;q=0.5", "fr"), ("xx, en;q=0.4", "en"), ("", "fr"), ("xx", "fr")])
def test_a_visitor_is_spoken_to_as_their_browser_asks_else_as_the_house_does(client, cast, wanted, spoken):
    speak_french(cast)
    assert client.get("/", headers={"Accept-Language": wanted})["Content-Language"] == spoken


def test_the_crisis_line_of_canada_is_named_in_french_with_its_number_to_call_and_text(client, cast):
    speak_french(cast)
    page = client.get("/").content.decode()
    assert "<b>9-8-8\u00a0: Ligne d’aide en cas de crise de suicide</b>\u00a0: " in page
    assert '<a href="tel:988">appeler le 9-8-8</a> ou <a href="sms:988">texter</a>, en tout temps' in page


def test_what_others_did_with_a_record_is_told_in_the_language_of_the_reader(cast):
    cast.ana.language = "fr"
    cast.ana.save(update_fields=["language"])
    for who in (COMMAND_LINE, cast.ben):
        record(by=who, act="corrected details", thing=cast.ana.actor_id, about=cast.ana.actor_id)
    page = client_of(cast.ana).get("/me/record/").content.decode()
    assert "ligne de commande\u00a0: a corrigé des détails" in page
    assert "Ben\u00a0: a corrigé des détails" in page
    assert "added a person" not in page
