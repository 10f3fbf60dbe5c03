"""Keeping the lists: what changes is written down, what was used stays, and nobody without the right gets through."""

from datetime import date, timedelta

import pytest

from hearthside.audit.models import Entry
from hearthside.core.actors import Visitor
from hearthside.core.dates import today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.organisation import actions, defaults
from hearthside.organisation.models import CrisisLine, Kind, Organisation, Programme, Site, Topic, Value
from hearthside.organisation.queries import crisis_lines, offered_kinds, offered_topics, running_programmes, the_organisation, word


def last_act() -> Entry:
    return Entry.objects.order_by("-seq").first()


ACTS = [
    lambda by: actions.change_details(by=by, name="X", country="CA", zone="UTC", language="en"),
    lambda by: actions.change_words(by=by, words={}),
    lambda by: actions.open_programme(by=by, name="X"),
    lambda by: actions.change_programme(by=by, programme=Programme.objects.first(), name="X"),
    lambda by: actions.end_programme(by=by, programme=Programme.objects.first(), ends_on=today()),
    lambda by: actions.open_site(by=by, name="X"),
    lambda by: actions.change_site(by=by, site=Site(), name="X", address="", zone=""),
    lambda by: actions.close_site(by=by, site=Site()),
    lambda by: actions.reopen_site(by=by, site=Site()),
    lambda by: actions.add_kind(by=by, name="X"),
    lambda by: actions.add_topic(by=by, name="X"),
    lambda by: actions.change_kind(by=by, kind=Kind.objects.first(), name="X", is_offered=True),
    lambda by: actions.change_topic(by=by, topic=Topic.objects.first(), name="X", is_offered=True),
    lambda by: actions.move_kind(by=by, kind=Kind.objects.first(), up=False),
    lambda by: actions.move_topic(by=by, topic=Topic.objects.first(), up=False),
    lambda by: actions.add_value(by=by, name="X"),
    lambda by: actions.change_value(by=by, value=Value.objects.first(), name="X", meaning=""),
    lambda by: actions.remove_value(by=by, value=Value.objects.first()),
    lambda by: actions.add_crisis_line(by=by, country="CA", name="X", number="1"),
    lambda by: actions.change_crisis_line(by=by, line=CrisisLine.objects.first(), name="X"),
    lambda by: actions.remove_crisis_line(by=by, line=CrisisLine.objects.first()),
]


@pytest.mark.parametrize("act", ACTS)
def test_no_act_passes_for_a_supporter_or_a_visitor(cast, act):
    before = Entry.objects.count()
    for actor in (cast.ben, cast.ana, Visitor()):
        with pytest.raises(NotAllowed, match="Only coordinators and administrators"):
            act(actor)
    assert Entry.objects.count() == before


def test_details_change_and_the_next_page_knows(cast):
    the_organisation()
    actions.change_details(by=cast.ada, name=" Rue des Lanternes ", country="US", zone="America/Toronto", language="fr")
    assert (the_organisation().name, the_organisation().country) == ("Rue des Lanternes", "US")
    assert last_act().details == {"fields": ["name", "country", "zone", "language"]}
    before = last_act()
    actions.change_details(by=cast.ada, name="Rue des Lanternes", country="US", zone="America/Toronto", language="fr")
    assert last_act() == before


def test_our_own_words_are_looked_up_and_the_usual_ones_are_not_kept(cast):
    words = {"supporter": " companion ", "member": "member", "host": "", "boss": "x"}
    actions.change_words(by=cast.cora, words=words)
    assert Organisation.objects.get().words == {"supporter": "companion"}
    assert word(the_organisation(), "supporter") == "companion"
    assert last_act().details == {"fields": ["supporter"]}
    before = last_act()
    actions.change_words(by=cast.cora, words=words)
    assert last_act() == before


def test_a_programme_is_renamed_and_keeps_its_code(cast):
    actions.change_programme(by=cast.cora, programme=cast.river, name="River and Lake")
    assert Programme.objects.get(code="river").name == "River and Lake"
    assert "River and Lake" in [one.name for one in running_programmes()]


def test_a_programme_runs_through_its_last_day_and_goes_on_when_the_end_is_taken_away(cast):
    actions.end_programme(by=cast.cora, programme=cast.river, ends_on=today())
    assert cast.river in running_programmes()
    actions.end_programme(by=cast.cora, programme=cast.river, ends_on=today() - timedelta(days=1))
    assert cast.river not in running_programmes()
    actions.change_programme(by=cast.cora, programme=cast.river, ends_on=None)
    assert cast.river in running_programmes()


def test_nothing_ends_before_it_begins(cast):
    days = {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 4, 1)}
    with pytest.raises(Refused, match="last day is before the first"):
        actions.open_programme(by=cast.cora, name="Back to front", **days)
    with pytest.raises(Refused):
        actions.change_programme(by=cast.cora, programme=cast.river, **days)
    actions.change_programme(by=cast.cora, programme=cast.river, starts_on=date(2026, 5, 1))
    with pytest.raises(Refused):
        actions.end_programme(by=cast.cora, programme=cast.river, ends_on=date(2026, 4, 1))


def test_names_that_are_alike_get_codes_that_differ(cast):
    codes = [actions.open_programme(by=cast.cora, name=name).code for name in ("River!", "river", "河")]
    assert codes == ["river-2", "river-3", "programme"]


def test_a_place_closes_and_opens_again(cast):
    site = actions.open_site(by=cast.cora, name="Hall")
    actions.change_site(by=cast.cora, site=site, name="Old hall", address="1 Elm Street", zone="")
    for _twice in range(2):
        actions.close_site(by=cast.cora, site=site)
    assert Site.objects.get().closed_on == today()
    assert Entry.objects.filter(act="closed a site").count() == 1
    actions.reopen_site(by=cast.cora, site=site)
    assert Site.objects.get().closed_on is None


def test_a_kind_of_our_own_stands_last_and_its_code_follows_the_usual_style(cast):
    codes = [actions.add_kind(by=cast.cora, name=name).code for name in ("Walk & talk", "Walk, talk", "散歩")]
    assert codes == ["walk_talk", "walk_talk_2", "own"]
    assert str(offered_kinds()[-1]) == "散歩"
    with pytest.raises(Refused, match="“support_group” is taken"):
        actions.add_kind(by=cast.cora, name="Group", code="support_group")
    assert actions.add_topic(by=cast.cora, name="Dogs", code="dogs").code == "dogs"


def test_a_kind_is_renamed_hidden_and_gets_its_usual_name_back(cast):
    actions.change_kind(by=cast.cora, kind=cast.phone, name="Ring-ring", is_offered=True)
    assert "Ring-ring" in map(str, offered_kinds())
    actions.change_kind(by=cast.cora, kind=cast.phone, name="", is_offered=False)
    assert cast.phone not in offered_kinds()
    assert str(cast.phone) == str(defaults.KIND_NAMES["one_to_one_phone"])
    own = actions.add_kind(by=cast.cora, name="Walk")
    with pytest.raises(Refused, match="needs a name"):
        actions.change_kind(by=cast.cora, kind=own, name="", is_offered=True)


def test_one_kind_has_to_stay(cast):
    Kind.objects.exclude(pk=cast.phone.pk).update(is_offered=False)
    with pytest.raises(Refused, match="has to stay"):
        actions.change_kind(by=cast.cora, kind=cast.phone, name="", is_offered=False)


def test_moving_changes_places_with_the_neighbour_and_stops_at_the_ends(cast):
    Kind.objects.update(position=0)  # as an import may leave them
    first, second = list(Kind.objects.all())[:2]
    actions.move_kind(by=cast.cora, kind=first, up=True)
    assert list(Kind.objects.all())[:2] == [first, second]
    actions.move_kind(by=cast.cora, kind=first, up=False)
    assert offered_kinds()[:2] == [second, first]
    topics = list(Topic.objects.all())
    actions.move_topic(by=cast.cora, topic=topics[-1], up=False)
    actions.move_topic(by=cast.cora, topic=topics[-1], up=True)
    assert offered_topics() == [*topics[:-2], topics[-1], topics[-2]]


def test_a_topic_is_hidden_and_needs_no_other(cast):
    topic = Topic.objects.get(code="grief")
    actions.change_topic(by=cast.cora, topic=topic, name="Loss", is_offered=False)
    assert topic not in offered_topics()
    own = actions.add_topic(by=cast.cora, name="Dogs")
    with pytest.raises(Refused, match="needs a name"):
        actions.change_topic(by=cast.cora, topic=own, name="", is_offered=True)


def test_values_come_change_and_go(cast):
    value = actions.add_value(by=cast.cora, name="Humour")
    actions.change_value(by=cast.cora, value=value, name="Laughter", meaning="We laugh, never at.")
    assert Value.objects.last() == value
    actions.remove_value(by=cast.cora, value=value)
    assert not Value.objects.filter(name="Laughter").exists()
    assert last_act().act == "removed a value"


def test_the_lines_on_every_page_change_at_once_and_one_stays(cast):
    [line] = crisis_lines("CA")
    with pytest.raises(Refused, match="only line on your pages"):
        actions.remove_crisis_line(by=cast.cora, line=line)
    with pytest.raises(Refused, match="only line on your pages"):
        actions.change_crisis_line(by=cast.cora, line=line, country="US")
    actions.add_crisis_line(by=cast.cora, country="CA", name="Hope for Wellness", number="1-855-242-3310")
    assert [one.name for one in crisis_lines("CA")] == [line.name, "Hope for Wellness"]
    actions.change_crisis_line(by=cast.cora, line=line, name="9-8-8", note="always")
    actions.remove_crisis_line(by=cast.cora, line=line)
    assert [one.name for one in crisis_lines("CA")] == ["Hope for Wellness"]
    actions.remove_crisis_line(by=cast.cora, line=crisis_lines("GB")[0])
    assert crisis_lines("GB") == []
