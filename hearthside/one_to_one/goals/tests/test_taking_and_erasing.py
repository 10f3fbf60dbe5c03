"""Ana takes everything with her, and erases everything: then no word of it is left in the database, sealed or not."""

import json

import pytest
from django.apps import apps
from django.db import connection

from hearthside.audit.models import Entry
from hearthside.core.dates import today
from hearthside.core.fields import SealedTextField
from hearthside.one_to_one.goals import actions
from hearthside.one_to_one.goals.queries import counts_of, goals_held_on
from hearthside.one_to_one.models import GoalEntry, WellnessPart
from tests.signed_in import client_of
from tests.walks.things import Things

WORDS = ("map", "humming", "blue folder", "My sister", "cat")


@pytest.fixture
def lived_in(cast) -> Things:
    """Ana's page, plan, wishes, a draft, shares and a copy, each with an earlier wording where there is one."""
    things = Things(cast)
    for name in ("goal", "goal_step_version", "plan_version", "plan_share", "own_wishes", "wishes_draft", "paper_copy"):
        getattr(things, name)
    return things


def sealed_columns() -> list[tuple[str, str]]:
    return [
        (model._meta.db_table, field.column)
        for model in apps.get_app_config("one_to_one").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedTextField)
    ]


def sealed_bytes() -> set[bytes]:
    """Every sealed value of this room as it stands in the database."""
    found = set()
    with connection.cursor() as cursor:
        for table, column in sealed_columns():
            cursor.execute(f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')
            found |= {bytes(value) for (value,) in cursor.fetchall()}
    return found


def everything_in_default() -> set[bytes]:
    """Every value of every column of every table, as bytes."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found |= {bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for row in cursor for value in row}
    return found


def test_the_file_holds_all_of_it_with_who_wrote_what(cast, lived_in):
    answer = client_of(cast.ana).get("/me/plans/file/")
    assert answer["Content-Disposition"] == 'attachment; filename="my-goals-plan-and-wishes.json"'
    held = json.loads(answer.content)
    goal, step = held["goal_page"]
    assert (goal["text"], goal["my_words_typed_for_me"], goal["state"]) == ("Back on the bus", True, "going on")
    assert (step["written_by"], step["whose_turn"], [one["text"] for one in step["earlier_wordings"]]) == (
        "Ben",
        "mine",
        ["Look at the map"],
    )
    [part] = held["wellness_plan"]
    assert (part["heading"], [one["text"] for one in part["earlier_wordings"]]) == ("Signs I know", ["I stop humming"])
    assert {(one["where"], one["typed_by"], one["confirmed"]) for one in held["wishes"]} == {
        ("In the blue folder", "", True),
        (None, "Ben", False),
    }
    assert [(one["who"], one["what"], one["taken_back_on"]) for one in held["shared_with"]] == [("Ben", "Signs I know", None)]
    assert [one["to_whom"] for one in held["paper_copies"]] == ["My sister"]


def test_the_file_is_complete(cast, lived_in):
    """Counted again, by every sealed value that is Ana's."""
    told = json.dumps(goals_held_on(cast.ana), default=str)
    for model in apps.get_app_config("one_to_one").get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedTextField):
                assert all(value in told for value in model._base_manager.values_list(field.name, flat=True) if value)


def test_taken_back_shares_and_ticked_steps_stand_in_the_file_with_their_day(cast, lived_in):
    actions.take_back_share(by=cast.ana, share=lived_in.plan_share)
    actions.finish_entry(by=cast.ana, entry=lived_in.goal_step)
    held = goals_held_on(cast.ana)
    assert held["shared_with"][0]["taken_back_on"]
    assert held["goal_page"][1]["done_on"]


def test_the_file_and_the_paper_are_anas_alone(cast, lived_in):
    for page in ("/me/plans/file/", "/me/plans/print/"):
        ben = client_of(cast.ben).get(page).content.decode()
        assert not [word for word in WORDS if word in ben]


def test_on_paper_it_is_all_there(cast, lived_in):
    sheet = client_of(cast.ana).get("/me/plans/print/").content.decode()
    for words in ("Back on the bus", "Look at the map together", "I stop humming and sleep late", "In the blue folder", "not a legal form"):
        assert words in sheet


def test_wishes_are_printed_alone(cast, lived_in):
    sheet = client_of(cast.ana).get("/me/plans/print/?only=wishes").content.decode()
    assert "In the blue folder" in sheet
    assert "Back on the bus" not in sheet


def test_the_page_before_erasing_says_what_will_be_gone(cast, lived_in):
    page = client_of(cast.ana).get("/me/plans/erasure/").content.decode()
    for words in ("2 entries on your goal page", "1 part of your wellness plan", "your advance wishes", "1 share", "1 line about a copy"):
        assert words in page
    assert GoalEntry.objects.count() == 2  # opening it erases nothing


def test_erased_there_is_no_word_left_and_no_sealed_byte_of_it(cast, lived_in):
    sealed = sealed_bytes()
    assert len(sealed) == 9
    assert sealed <= everything_in_default()
    assert client_of(cast.ana).post("/me/plans/erasure/").url == "/me/plans/"
    left = everything_in_default()
    assert not sealed & left
    assert not sealed_bytes()
    assert not [word for word in WORDS if any(word.encode() in value for value in left if len(value) > 40)]
    assert not any(counts_of(cast.ana).values())
    last = Entry.objects.latest("seq")
    assert last.details == {"counts": {"entries": 2, "parts": 1, "wishes": 2, "shares": 1, "copies": 1}}
    assert "Nothing is written down" in client_of(cast.ana).get("/me/plans/").content.decode()


def test_readers_lose_it_at_once_and_other_people_lose_nothing(cast, lived_in):
    actions.add_entry(by=cast.dan, person=cast.mo, kind="helps", text="Tea")
    actions.begin_part(by=cast.ben, code="signs", text="Mine")
    actions.erase_everything(by=cast.ana)
    assert "shares no part" in client_of(cast.ben).get(f"/people/{cast.ana.pk}/wellness/").content.decode()
    assert [one.text for one in GoalEntry.objects.all()] == ["Tea"]
    assert [one.text for one in WellnessPart.objects.all()] == ["Mine"]


def test_what_was_erased_can_be_begun_anew(cast, lived_in):
    actions.erase_everything(by=cast.ana)
    actions.begin_part(by=cast.ana, code="signs", text="Something new")
    actions.write_wishes(by=cast.ana, paper="no")
    actions.note_copy(by=cast.ana, of_what="All", to_whom="Robin", given_on=today())
    assert counts_of(cast.ana) == {"entries": 0, "parts": 1, "wishes": 1, "shares": 0, "copies": 1}
