"""The list of experiences is the usual one, and becomes the organisation's own without losing what people chose."""

import pytest

from hearthside.audit.models import Entry
from hearthside.core.errors import NotAllowed, Refused
from hearthside.one_to_one.asking.actions import add_experience, change_experience
from hearthside.one_to_one.asking.tests.asked import asked
from hearthside.one_to_one.defaults import EXPERIENCE_NAMES
from hearthside.one_to_one.models import Experience
from hearthside.one_to_one.queries import every_experience, experience_names, offered_experiences
from hearthside.people.asking.own_codes import code_of
from tests.signed_in import client_of


def test_a_new_house_offers_the_usual_list_without_a_row(cast):
    assert [one.code for one in offered_experiences()] == list(EXPERIENCE_NAMES)
    assert not Experience.objects.exists()


def test_one_is_renamed_one_is_hidden_and_one_is_added(cast):
    change_experience(by=cast.cora, code="carer", name="Looking after somebody", is_offered=True)
    change_experience(by=cast.cora, code="voices", name="", is_offered=False)
    own = add_experience(by=cast.cora, name="Farming life")
    codes = [one.code for one in offered_experiences()]
    assert codes == [code for code in EXPERIENCE_NAMES if code != "voices"] + ["farming_life"]
    assert [one.code for one in every_experience()][-1] == own.code
    assert experience_names()["carer"] == "Looking after somebody"
    assert experience_names()["voices"] == str(EXPERIENCE_NAMES["voices"])
    assert "Looking" not in str(Entry.objects.order_by("-seq").values_list("details", "reason", "thing"))


def test_saying_the_same_again_changes_nothing(cast):
    change_experience(by=cast.cora, code="carer", name="", is_offered=True)
    assert not Experience.objects.exists()


def test_codes_never_meet(cast):
    names = ["Carer", "Carer", "!!!", "!!!", "Carer"]
    assert [add_experience(by=cast.cora, name=name).code for name in names] == ["carer_2", "carer_3", "own", "own_2", "carer_4"]


def test_an_own_one_needs_a_name(cast):
    own = add_experience(by=cast.cora, name="Farming")
    with pytest.raises(Refused, match="needs a name"):
        change_experience(by=cast.cora, code=own.code, name=" ", is_offered=True)
    with pytest.raises(Refused, match="Write what it is called"):
        add_experience(by=cast.cora, name=" ")


def test_supporters_do_not_keep_the_list(cast):
    with pytest.raises(NotAllowed):
        add_experience(by=cast.ben, name="Farming")
    with pytest.raises(NotAllowed):
        change_experience(by=cast.ben, code="carer", name="", is_offered=False)


def test_the_pages_rename_hide_and_add(cast):
    cora = client_of(cast.cora)
    assert "Farming" in cora.post("/organisation/experiences/", {"name": "Farming"}, follow=True).content.decode()
    assert cora.post("/organisation/experiences/", {"name": " "}).status_code == 422
    page = cora.post("/organisation/experiences/carer/", {"name": "Looking after somebody"}, follow=True).content.decode()
    assert "Looking after somebody" in page
    assert "not offered" in page
    assert "it is called “caring for somebody”" in cora.get("/organisation/experiences/carer/").content.decode()
    assert cora.post("/organisation/experiences/farming/", {"name": ""}).status_code == 422
    assert cora.get("/organisation/experiences/nothing/").status_code == 404
    assert "/organisation/experiences/" in cora.get("/organisation/").content.decode()


def test_what_is_no_longer_offered_stays_for_those_who_chose_it(cast):
    row, visitor = asked(experiences=["carer"]), client_of(None)
    change_experience(by=cast.cora, code="carer", name="", is_offered=False)
    assert 'value="carer"' not in visitor.get("/ask/").content.decode()
    visitor.post("/code/", {"code": code_of(row)})
    assert "Caring for somebody" in visitor.get("/code/").content.decode()
    visitor.post("/code/request/change/", {"name": "Robin", "experiences": ["carer", "grief"]})
    row.refresh_from_db()
    assert row.experiences == ["carer", "grief"]
