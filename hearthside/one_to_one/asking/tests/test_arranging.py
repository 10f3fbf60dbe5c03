"""Coordinators look after those who wait: whose request it is, which programme takes it, closing it."""

from datetime import timedelta

import pytest
import time_machine

from hearthside.audit.models import Entry
from hearthside.core.actors import Visitor
from hearthside.core.dates import now
from hearthside.core.errors import NotAllowed, Refused
from hearthside.one_to_one.asking.actions import (
    close_request,
    give_programme,
    link_person,
    reopen_request,
    withdraw_request,
    write_down_person,
)
from hearthside.one_to_one.asking.queries import people_meant, programmes_with_coordinator
from hearthside.one_to_one.asking.tests.asked import NUMBER, asked, by_text
from hearthside.one_to_one.jobs import forget_old_requests
from hearthside.one_to_one.models import Request
from hearthside.one_to_one.queries import held_on
from hearthside.outbox.models import Message
from hearthside.people.actions import add_way, grant_role
from hearthside.people.asking.own_codes import code_of
from hearthside.people.models import Person
from tests.cast import TESTS


def test_cora_links_a_request_to_ana_and_to_nobody_else_of_hers_twice(cast):
    row, other = asked("Annie"), asked("Anna")
    link_person(by=cast.cora, request=row, person=cast.ana)
    row.refresh_from_db()
    assert row.person == cast.ana
    assert Entry.objects.filter(act="linked a request", about=cast.ana.actor_id).exists()
    with pytest.raises(Refused, match="linked to a record already"):
        link_person(by=cast.cora, request=row, person=cast.ana)
    with pytest.raises(Refused, match="waits"):
        link_person(by=cast.cora, request=other, person=cast.ana)


def test_a_record_that_is_closed_to_her_is_neither_found_nor_linked(cast):
    row = asked("Mo")
    assert people_meant(cast.cora, "Mo") == []
    with pytest.raises(Refused, match="cannot open the record"):
        link_person(by=cast.cora, request=row, person=cast.mo)


def test_somebody_is_found_by_exact_name_number_or_address_alone(cast):
    add_way(by=TESTS, person=cast.ana, kind="phone", value="306 555 0101")
    add_way(by=TESTS, person=cast.ana, kind="email", value="ana@example.org")
    for typed in ("ana", "Ana ", "(306) 555-0101", "+1 306 555 0101", "ANA@example.org"):
        assert people_meant(cast.cora, typed) == [cast.ana]
    for typed in ("An", "306 555 0102", "an@example.org", "555-0101"):
        assert people_meant(cast.cora, typed) == []


def test_somebody_new_is_written_down_with_the_number_they_gave_and_no_permission(cast):
    row = by_text("Robin")
    with pytest.raises(Refused, match="which programme"):
        write_down_person(by=cast.cora, request=row)
    give_programme(by=cast.cora, request=row, programme=cast.river)
    person = write_down_person(by=cast.cora, request=row)
    row.refresh_from_db()
    assert (row.person, person.name, person.is_alias) == (person, "Robin", True)
    way = person.ways.get()
    assert (way.kind, str(way.value), way.permissions.count()) == ("phone", NUMBER, 0)


def test_somebody_who_gave_no_number_is_written_down_without_one(cast):
    row = asked("Robin")
    give_programme(by=cast.cora, request=row, programme=cast.river)
    assert not write_down_person(by=cast.cora, request=row).ways.exists()


def test_a_programme_takes_it_and_its_coordinators_alone_see_it_then(cast):
    grant_role(by=TESTS, person=cast.kim, kind="coordinator", programme=cast.hill)
    kim, row = Person.objects.get(pk=cast.kim.pk), asked()
    assert set(Request.objects.coordinated_by(kim)) == set(Request.objects.coordinated_by(cast.cora)) == {row}
    give_programme(by=cast.cora, request=row, programme=None)
    assert not Entry.objects.filter(act="gave a request to a programme").exists()  # it had none before
    give_programme(by=cast.cora, request=row, programme=cast.hill)
    assert set(Request.objects.coordinated_by(kim)) == {row}
    assert not Request.objects.coordinated_by(cast.cora).exists()
    with pytest.raises(NotAllowed, match="Only its coordinators"):
        give_programme(by=cast.cora, request=row, programme=cast.river)


def test_only_programmes_that_somebody_coordinates_are_offered_so_that_none_is_lost(cast):
    assert list(programmes_with_coordinator()) == [cast.river]
    assert set(programmes_with_coordinator(cast.hill.pk)) == {cast.river, cast.hill}
    grant_role(by=TESTS, person=cast.kim, kind="coordinator")
    assert set(programmes_with_coordinator()) == {cast.river, cast.hill}


def test_nobody_arranges_their_own_request(cast):
    row = asked("", by=cast.cora)
    with pytest.raises(NotAllowed, match="your own"):
        close_request(by=cast.cora, request=row, closing="not_here")


def test_closing_has_a_reason_reaches_the_person_and_can_be_undone(cast):
    row = by_text()
    suggestion = row.suggestions.create(supporter=cast.ben)
    with pytest.raises(Refused, match="Choose why"):
        close_request(by=cast.cora, request=row, closing="")
    close_request(by=cast.cora, request=row, closing="not_here")
    suggestion.refresh_from_db()
    assert suggestion.ended_at
    assert "There is news about your question." in [str(one.body)[:34] for one in Message.objects.all()]
    with pytest.raises(Refused, match="over already"):
        close_request(by=cast.cora, request=row, closing="not_here")
    reopen_request(by=cast.cora, request=row)
    reopen_request(by=cast.cora, request=row)
    assert Request.objects.waiting().get().closing == ""


def test_news_waits_until_quiet_hours_are_over(cast):
    with time_machine.travel("2027-03-03T08:30:00Z"):  # 2:30 in the morning in Regina
        close_request(by=cast.cora, request=by_text(), closing="not_here")
        news = Message.objects.get(key__startswith="request-closed:")
    assert news.not_before.isoformat() == "2027-03-03T14:00:00+00:00"


@pytest.mark.parametrize("act", [link_person, write_down_person, give_programme])
def test_what_is_over_is_opened_again_first(cast, act):
    row = asked()
    close_request(by=cast.cora, request=row, closing="twice")
    more = {link_person: {"person": cast.ana}, give_programme: {"programme": cast.river}}
    with pytest.raises(Refused, match="Open it again first"):
        act(by=cast.cora, request=row, **more.get(act, {}))


def test_others_arrange_nothing(cast):
    row = asked()
    for other in (cast.ben, cast.dan, cast.ana, cast.ada, cast.eve, Visitor()):
        with pytest.raises(NotAllowed, match="Only its coordinators"):
            close_request(by=other, request=row, closing="not_here")
        with pytest.raises(NotAllowed):
            reopen_request(by=other, request=row)


def test_who_is_not_known_here_is_forgotten_90_days_after_the_end_and_the_count_stays(cast):
    gone, closed, known = by_text("Gone", wish="Walks", experiences=["carer"]), by_text("Closed"), asked("", by=cast.ana)
    waiting, code = by_text("Waiting"), code_of(by_text("Later"))
    withdraw_request(by=Visitor(), request=gone, code=code_of(gone))
    withdraw_request(by=cast.ana, request=known)
    close_request(by=cast.cora, request=closed, closing="not_reached")
    with time_machine.travel(now() + timedelta(days=89)):
        assert forget_old_requests() == 0
    with time_machine.travel(now() + timedelta(days=91)):
        assert forget_old_requests() == 2
        assert forget_old_requests() == 0
        with pytest.raises(Refused, match="forgotten by now"):
            reopen_request(by=cast.cora, request=closed)
    gone.refresh_from_db()
    assert (gone.name, gone.reach, gone.wish, gone.experiences, gone.code_digest, gone.via) == ("", None, None, [], None, "form")
    waiting.refresh_from_db()
    known.refresh_from_db()
    assert (waiting.name, known.name) == ("Waiting", "Ana")
    assert Request.objects.count() == 5
    assert code


def test_ana_reads_what_she_asked_for(cast, django_assert_num_queries):
    asked("", by=cast.ana, wish="Tea", hows=["phone"], languages=["fr"])
    with django_assert_num_queries(1):
        [held] = held_on(cast.ana)["requests"]
    assert (held["wish"], held["hows"], held["languages"], held["via"]) == ("Tea", ["phone"], ["fr"], "form")
    assert held_on(cast.mo) == {"requests": []}
