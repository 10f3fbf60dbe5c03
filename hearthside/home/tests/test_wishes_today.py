"""What one's own wishes ask on the first page, and that goals, plan and wishes stand in My record."""

from datetime import timedelta

from hearthside.core.dates import today
from hearthside.one_to_one.goals import actions
from hearthside.one_to_one.models import Wishes
from tests.signed_in import client_of


def page_of(person) -> str:
    return client_of(person).get("/today/").content.decode()


def test_wishes_to_read_again_stand_on_anas_today_from_their_day_until_they_are_still_right(cast):
    wishes = actions.write_wishes(by=cast.ana, paper="yes", review_on=today() + timedelta(days=1))
    assert "read your advance wishes again" not in page_of(cast.ana)
    Wishes.objects.update(review_on=today())
    assert "You wanted to read your advance wishes again" in page_of(cast.ana)
    assert "advance wishes again" not in page_of(cast.ben)
    actions.keep_as_right(by=cast.ana, wishes=wishes)
    assert "read your advance wishes again" not in page_of(cast.ana)


def test_what_ben_typed_with_ana_waits_on_her_today_until_she_answered(cast):
    draft = actions.type_wishes(by=cast.ben, person=cast.ana, paper="no")
    assert "Ben typed your advance wishes with you. Are they right?" in page_of(cast.ana)
    Wishes.objects.update(typed_by=None)
    assert "Are these your wishes?" in page_of(cast.ana)
    actions.drop_draft(by=cast.ana, wishes=draft)
    assert "Are these your wishes?" not in page_of(cast.ana)


def test_what_ana_wrote_stands_in_her_record(cast):
    actions.add_entry(by=cast.ana, person=cast.ana, kind="helps", text="Tea")
    held = client_of(cast.ana).get("/me/record.json").json()
    assert [one["text"] for one in held["goal_page"]] == ["Tea"]
    assert held["wellness_plan"] == held["wishes"] == []
