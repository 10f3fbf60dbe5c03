"""Notes are written together, read by everyone who was there, and answered beside, never over."""

import pytest
from django.db import connection

from hearthside.core.dates import today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.encounters.actions import Contact, answer_note, read_reply, record_encounter, write_note
from hearthside.encounters.models import NoteVersion, Stance


@pytest.fixture
def met(cast):
    encounter, _ticket = record_encounter(
        by=cast.ben, contact=Contact(programme=cast.river, kind=cast.phone, day=today(), minutes=15, people=[cast.ana])
    )
    return encounter


def test_ana_and_ben_both_write_it_and_earlier_words_stay(cast, met):
    write_note(by=cast.ben, encounter=met, text="We talked about the bus.")
    note = write_note(by=cast.ana, encounter=met, text="We talked about the bus, and about fear.")
    assert note.version == 2
    assert note.written_by == cast.ana
    assert NoteVersion.objects.get().text == "We talked about the bus."


def test_saving_the_same_words_again_is_no_new_wording(cast, met):
    write_note(by=cast.ben, encounter=met, text="The bus.")
    assert write_note(by=cast.ben, encounter=met, text=" The bus. ").version == 1


def test_the_words_cannot_be_read_in_a_copy_of_the_database(cast, met):
    write_note(by=cast.ben, encounter=met, text="We talked about the bus.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM encounters_note")
        assert b"bus" not in bytes(cursor.fetchone()[0])


@pytest.mark.parametrize("name", ["kim", "dan", "cora", "ada"])
def test_nobody_else_writes_it(cast, met, name):
    with pytest.raises(NotAllowed):
        write_note(by=getattr(cast, name), encounter=met, text="From afar.")


def test_an_empty_note_is_not_saved(cast, met):
    with pytest.raises(Refused, match="Write a line"):
        write_note(by=cast.ben, encounter=met, text="   ")


def test_ana_sees_it_differently_and_it_stands_beside(cast, met):
    note = write_note(by=cast.ben, encounter=met, text="A hard week.")
    with pytest.raises(Refused, match="own words"):
        answer_note(by=cast.ana, note=note, kind="differs")
    stance = answer_note(by=cast.ana, note=note, kind="differs", reply="A long week.")
    assert note.text == "A hard week."
    assert stance.reply == "A long week."
    read_reply(by=cast.ben, stance=stance)
    assert Stance.objects.get().reply_read_at


def test_ben_cannot_answer_for_ana(cast, met):
    note = write_note(by=cast.ben, encounter=met, text="A hard week.")
    with pytest.raises(NotAllowed, match="Only the person"):
        answer_note(by=cast.ben, note=note, kind="agreed")
