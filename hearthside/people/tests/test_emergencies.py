"""A record opened in an emergency: found only by who knows the name, an hour long, and told to the person."""

from datetime import timedelta

import pytest
import time_machine

from hearthside.audit.models import Entry
from hearthside.core.actors import Visitor
from hearthside.core.dates import now
from hearthside.core.errors import NotAllowed, Refused
from hearthside.people import actions
from hearthside.people.models import BreakGlass, Person
from hearthside.people.permissions import may_change_record, may_look_in_emergency, may_open_record

REASON = "She called the office and hung up crying."


def open_ana(cast) -> BreakGlass:
    return actions.break_glass(by=cast.kim, person=cast.ana, reason=REASON)


def test_it_opens_for_an_hour_to_read_and_not_to_change(cast):
    open_ana(cast)
    assert may_open_record(cast.kim, cast.ana)
    assert "you can read it, not change it" in may_change_record(cast.kim, cast.ana).reason
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert not may_open_record(cast.kim, cast.ana)


def test_it_closes_early_and_twice_is_once(cast):
    glass = open_ana(cast)
    actions.close_emergency(by=cast.kim, glass=glass)
    assert not may_open_record(cast.kim, cast.ana)
    actions.close_emergency(by=cast.kim, glass=glass)
    assert Entry.objects.filter(act="closed an emergency").count() == 1
    with pytest.raises(NotAllowed):
        actions.close_emergency(by=cast.ben, glass=glass)


def test_who_may_not(cast):
    with pytest.raises(NotAllowed, match="works here"):
        actions.break_glass(by=cast.kim, person=cast.ben, reason=REASON)
    for actor in (cast.ada, cast.eve, Visitor()):
        assert "Only supporters and coordinators" in may_look_in_emergency(actor).reason
    with pytest.raises(Refused, match="Ana will read it"):
        actions.break_glass(by=cast.kim, person=cast.ana, reason="  urgent ")


def test_the_person_reads_of_it_and_only_they_say_so(cast):
    glass = open_ana(cast)
    with pytest.raises(NotAllowed):
        actions.see_emergency(by=cast.kim, glass=glass)
    actions.see_emergency(by=cast.ana, glass=glass)
    glass.refresh_from_db()
    seen = glass.seen_at
    actions.see_emergency(by=cast.ana, glass=glass)
    glass.refresh_from_db()
    assert glass.seen_at == seen is not None


# The page


def sent(client, typed, reason=REASON):
    return client.post("/people/emergency/", {"typed": typed, "reason": reason})


def test_kim_finds_ana_by_name_and_reads_until_when(cast, client):
    client.force_login(cast.kim.user)
    answer = sent(client, "ana")
    assert answer.url == f"/people/{cast.ana.pk}/"
    assert "Open for you now" in client.get("/people/emergency/").content.decode()
    glass = BreakGlass.objects.get()
    assert client.post(f"/people/emergency/{glass.pk}/closing/").url == "/people/emergency/"
    assert client.get(answer.url).status_code == 404


def test_nobody_and_several_are_answered_in_the_same_words_and_both_stay_in_the_trail(cast, client):
    client.force_login(cast.kim.user)
    Person.objects.create(name="Twin")
    Person.objects.create(name="Twin")
    nobody, several = sent(client, "Nobody at all"), sent(client, "Twin")
    words = "Not one person alone is kept under this."
    assert words in nobody.content.decode()
    assert nobody.content.decode().count(words) == several.content.decode().count(words)
    assert nobody.status_code == several.status_code == 422
    assert Entry.objects.filter(act="looked for somebody in an emergency").count() == 2
    assert "Twin" not in str(list(Entry.objects.values_list("details", "thing", "reason")))


def test_a_reference_finds_her_too_and_what_was_merged_does_not(cast, client):
    client.force_login(cast.kim.user)
    Person.objects.filter(pk=cast.ana.pk).update(reference="R-17")
    Person.objects.create(name="Annie", reference="R-18", merged_into=cast.ana)
    assert sent(client, "R-18").status_code == 422
    assert sent(client, "r-17").url == f"/people/{cast.ana.pk}/"


def test_a_colleague_stays_closed_and_the_reason_says_why(cast, client):
    client.force_login(cast.kim.user)
    assert "This person works here" in sent(client, "Ben").content.decode()
    assert "Write in a few words" in sent(client, "Ana", "help").content.decode()
    assert not BreakGlass.objects.exists()


def test_ben_needs_no_emergency_for_ana(cast, client):
    client.force_login(cast.ben.user)
    assert sent(client, "Ana").url == f"/people/{cast.ana.pk}/"
    assert not BreakGlass.objects.exists()


def test_ana_marks_it_read_and_may_close_it_herself(cast, client):
    glass = open_ana(cast)
    client.force_login(cast.ana.user)
    assert client.post(f"/people/emergency/{glass.pk}/reading/").url == "/me/record/"
    assert client.post(f"/people/emergency/{glass.pk}/closing/").url == "/me/record/"
    glass.refresh_from_db()
    assert glass.seen_at
    assert not may_open_record(cast.kim, cast.ana)
    client.force_login(cast.dan.user)
    assert client.post(f"/people/emergency/{glass.pk}/reading/").status_code == 404


def test_in_an_emergency_pages_are_read_only(cast, client):
    open_ana(cast)
    client.force_login(cast.kim.user)
    for part in ("details", "ways", "consents"):
        assert "you can read it, not change it" in client.get(f"/people/{cast.ana.pk}/{part}/").content.decode()
    assert (
        client.post(f"/people/{cast.ana.pk}/details/", {"name": "Anna", "quiet_from": "21:00", "quiet_until": "08:00"}).status_code == 403
    )
