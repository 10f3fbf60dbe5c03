"""The pages on which a sheet is sent, looked at, mended and brought in."""

from time import process_time

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hearthside.gatherings.imports.tests.test_sign_in_sheets import EARLIER, NOW, TUESDAY, meeting
from hearthside.gatherings.imports.tests.typed import draft_of, schedule, sheet_of
from hearthside.gatherings.models import Attendance, Gathering, ImportBatch, ImportDraft
from tests.signed_in import client_of


@pytest.fixture(autouse=True)
def _the_day(cast):
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def cora(cast):
    return client_of(cast.cora)


def send(client, data: bytes, kind: str = "schedule"):
    return client.post(reverse("gathering_imports"), {"kind": kind, "file": SimpleUploadedFile("sheet.csv", data)})


def page_of(draft, name="import_draft") -> str:
    return reverse(name, args=[draft.pk])


def test_a_sheet_is_sent_looked_at_and_brought_in_with_one_button(cast, cora):
    answer = send(cora, schedule({}, {"title": "Tea", "when": "first Thursday"}))
    draft = ImportDraft.objects.get()
    assert answer["Location"] == page_of(draft)
    page = cora.get(page_of(draft)).content.decode()
    assert "Put 2 on the calendar" in page
    assert "Every Tuesday, 10:00" in page
    assert "Tue 24 Nov 2026, Tue 1 Dec 2026, Tue 8 Dec 2026" in page
    assert not Gathering.objects.exists()
    done = cora.post(page_of(draft), follow=True)
    assert "2 rows came in." in done.content.decode()
    assert Gathering.objects.count() == 2


def test_rows_that_cannot_be_read_are_mended_in_place_and_nothing_typed_is_lost(cast, cora):
    draft = draft_of(cast.cora, {}, {"title": "Tea", "when": "weekly", "about": "With biscuits", "host": "Ben"})
    page = cora.get(page_of(draft, "import_rows")).content.decode()
    assert "This says no weekday." in page
    assert 'value="weekly"' in page
    assert "With biscuits" in page
    row = draft.rows.last()
    typed = {f"row-{row.pk}-is_sent": "yes", f"row-{row.pk}-when": "when we like"}
    again = cora.post(page_of(draft, "import_rows"), typed, follow=True).content.decode()
    assert "1 row still has to be mended." in again
    assert 'value="when we like"' in again
    assert "With biscuits" in again
    done = cora.post(page_of(draft, "import_rows"), typed | {f"row-{row.pk}-when": "Fridays"}, follow=True)
    assert done.redirect_chain[-1][0] == page_of(draft)
    cora.post(page_of(draft))
    tea = Gathering.objects.get(public_title="Tea")
    assert (tea.about, tea.hosts.get().person) == ("With biscuits", cast.ben)


def test_what_is_ready_comes_in_and_the_rest_stays_for_later(cast, cora):
    draft = draft_of(cast.cora, {}, {"title": "Tea", "when": "weekly"})
    said = cora.post(page_of(draft), follow=True).content.decode()
    assert "1 row came in. 1 stays here to be mended." in said
    assert "Not finished yet" in cora.get(reverse("gathering_imports")).content.decode()


def test_a_row_that_is_ready_can_be_changed_or_left_out_before_it_comes_in(cast, cora):
    draft = draft_of(cast.cora, {}, {"title": "Tea"})
    row = draft.rows.first()
    assert 'value="Coffee"' in cora.get(page_of(draft, "import_rows") + "?row=2").content.decode()
    cora.post(page_of(draft, "import_rows"), {f"row-{row.pk}-is_sent": "yes", f"row-{row.pk}-is_left_out": "on"})
    page = cora.get(page_of(draft)).content.decode()
    assert "Left out by you: row 2." in page
    assert "Put 1 on the calendar" in page
    cora.post(page_of(draft, "import_rows"), {f"row-{row.pk}-is_sent": "yes"})
    assert "Put 2 on the calendar" in cora.get(page_of(draft)).content.decode()


def test_what_is_known_before_is_shown_with_what_differs(cast, cora):
    cora.post(page_of(draft_of(cast.cora, {})))
    page = cora.get(page_of(draft_of(cast.cora, {"time": "11 am"}))).content.decode()
    assert "Differs in: time." in page
    assert "Nothing is new. Done" in page


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        (b"", 422, "This file is empty."),
        (b"\x89PNG\r\n\x1a\n", 422, "This is a picture, not a table."),
        (b"title,when,time\n", 422, "There is no row below the names of the columns."),
        (b"color,size\n1,2\n", 422, "No row with the names of the columns was found."),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", 422, "There is no event in this calendar."),
        (b"x" * (5 * 1024 * 1024 + 1), 413, "larger than 5 MB"),
        (b"title,when,time\n" + b"a,Tuesdays,10 am\n" * 2001, 422, "more than 2000 rows"),
    ],
)
def test_a_file_that_holds_no_schedule_is_answered_with_one_sentence(cora, data, status, said):
    answer = send(cora, data)
    assert (answer.status_code, ImportDraft.objects.count()) == (status, 0)
    assert said in answer.content.decode()


def test_a_host_sends_sign_in_sheets_and_no_schedule(cast):
    meeting(cast.river, cast, "Tuesday circle", [cast.ben])
    ben = client_of(cast.ben)
    assert "When our groups meet" not in ben.get(reverse("gathering_imports")).content.decode()
    assert send(ben, schedule({})).status_code == 422
    assert send(ben, f"date,group,name\n{TUESDAY},Tuesday circle,Ana\n".encode(), "attendance").status_code == 302


def test_a_person_decides_who_is_meant_by_a_name(cast):
    meeting(cast.river, cast, "Tuesday circle", [cast.ben])
    draft, ben = sheet_of(cast.ben, (TUESDAY, "Tuesday circle", "Anna", ""), (EARLIER, "Tuesday circle", "Ana", "")), client_of(cast.ben)
    assert "Decide on 1 name" in ben.get(page_of(draft)).content.decode()
    page = ben.get(page_of(draft, "import_names"))
    [field] = page.context["form"].fields
    assert f'value="person:{cast.ana.pk}"><span>Ana</span>' in page.content.decode()
    assert 'value="count" checked' in page.content.decode()
    assert ben.post(page_of(draft, "import_names"), {field: "person:made-up"}).status_code == 422
    ben.post(page_of(draft, "import_names"), {field: f"person:{cast.ana.pk}"})
    assert ben.get(page_of(draft, "import_names"))["Location"] == page_of(draft)
    ben.post(page_of(draft))
    assert set(Attendance.objects.values_list("person__name", "session__day__day")) == {("Ana", 17), ("Ana", 10)}


def test_a_sheet_is_thrown_away_and_an_import_undone(cast, cora):
    draft = draft_of(cast.cora, {})
    assert "thrown away" in cora.post(page_of(draft, "import_draft_ending"), follow=True).content.decode()
    assert not Gathering.objects.exists()
    cora.post(page_of(draft_of(cast.cora, {})))
    batch = ImportBatch.objects.get()
    assert "is taken back" in cora.post(reverse("import_undoing", args=[batch.pk]), follow=True).content.decode()
    assert not Gathering.objects.exists()
    assert cora.post(reverse("import_undoing", args=[batch.pk])).status_code == 404


def test_a_sheet_of_somebody_else_is_not_there(cast):
    meeting(cast.river, cast, "Tuesday circle", [cast.ben])
    draft = sheet_of(cast.ben, (TUESDAY, "Tuesday circle", "Ana", ""))
    for name in ("import_draft", "import_rows", "import_names"):
        assert client_of(cast.cora).get(page_of(draft, name)).status_code == 404


@pytest.mark.parametrize("name", ["import_draft", "import_rows"])
def test_a_long_sheet_takes_no_more_questions_to_the_database(cast, cora, name):
    rows = [{"title": f"Group {number}", "when": "weekly" if name == "import_rows" else "Tuesdays"} for number in range(3)]
    counts = []
    for some in (rows[:1], rows):
        address = page_of(draft_of(cast.cora, *some), name)
        cora.get(address)
        with count_queries() as counted:
            assert cora.get(address).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_sign_in_sheets_of_many_dates_take_no_more_questions(cast, cora):
    meeting(cast.river, cast, "Tuesday circle", [cast.ben])
    days = ["2026-11-17", "2026-11-10", "2026-11-03"]
    counts = []
    for some in (days[:1], days):
        address = page_of(sheet_of(cast.cora, *((day, "Tuesday circle", "Ana, Zoe", "") for day in some)))
        cora.get(address)
        with count_queries() as counted:
            assert cora.get(address).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]


def count_queries() -> CaptureQueriesContext:
    return CaptureQueriesContext(connection)


ENDLESS = b"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Always\r\nDTSTART:20260101T000000Z\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\n"
WITHOUT_END = b"BEGIN:VCALENDAR\r\nSUMMARY:" + b"x" * (4 * 1024 * 1024)


@pytest.mark.parametrize("data", [b"BEGIN:VCALENDAR\r\n" + ENDLESS * 500 + b"END:VCALENDAR\r\n", WITHOUT_END, b"[" * 100_000])
def test_a_hostile_calendar_is_answered_in_two_seconds(cora, data):
    began = process_time()
    answer = send(cora, data)
    if answer.status_code == 302:  # every row of it says what is wrong
        answer = cora.get(answer["Location"])
        assert "Put" not in answer.content.decode()
    assert answer.status_code in (200, 422)
    assert process_time() - began < 2
