"""What a report may say of answers: from the sums alone, whole months, every number through the one publication."""

from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist

from hearthside.core.errors import Refused
from hearthside.surveys.actions import ImportedAnswer, import_answers, offer_ticket, void_ticket
from hearthside.surveys.answers.models import Answer, Comment, Tally
from hearthside.surveys.measures import support_tables, whole_months, whole_periods
from hearthside.surveys.models import ImportedFile
from tests.cast import TESTS

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 31)


def bring_in(answers, digest="file"):
    return import_answers(by=TESTS, answers=answers, digest=digest)


def by_name(tables):
    return {(table.name, table.part): table for table in tables}


def row(table, code):
    return next(row for row in table.to_json()["rows"] if row["code"] == code)


def test_a_family_pilot_of_1300_answers_gives_77_and_23_percent_with_its_base(cast):
    heard = [ImportedAnswer(programme=cast.river, month=202606, any=["emotional"])] * 1001
    social = [ImportedAnswer(programme=cast.river, month=202606, any=["social"])] * 299
    assert bring_in(heard + social) == 1300
    table = by_name(support_tables(first=JUNE, last=JULY))["support_any", ""]
    assert (table.base, table.offered) == (1300, 1300)
    assert row(table, "emotional") == {"code": "emotional", "n": 1001, "share": 77, "hidden": False}
    assert row(table, "social") == {"code": "social", "n": 299, "share": 23, "hidden": False}


def test_nine_answers_show_nothing_but_fewer_than_ten(cast):
    bring_in([ImportedAnswer(programme=cast.river, month=202606, any=["emotional"], heard="fully")] * 9)
    for table in support_tables(first=JUNE, last=JULY):
        shown = table.to_json()
        assert (shown["base"], shown["offered"], shown["note"]) == (None, None, "fewer than 10")
        assert all(one["hidden"] and one["n"] is None and one["share"] is None and "band" not in one for one in shown["rows"])


def test_the_same_file_again_stores_nothing_and_alike_rows_are_all_kept(cast):
    answers = [ImportedAnswer(programme=cast.river, month=202606, heard="fully", comment="Thank you")] * 12
    assert bring_in(answers) == 12
    assert bring_in(answers) is None
    assert bring_in(answers, digest="another") == 12
    assert (Answer.objects.count(), Comment.objects.count(), Tally.objects.get(question="heard", option="fully").n) == (24, 24, 24)


def test_a_file_whose_import_broke_off_between_the_two_databases_is_completed_and_not_doubled(cast):
    answers = [ImportedAnswer(programme=cast.river, month=202606, heard="fully")] * 12
    bring_in(answers)
    ImportedFile.objects.all().delete()
    bring_in(answers)
    assert Answer.objects.count() == 12


def test_an_unknown_option_stores_nothing_and_says_what_to_put_right(cast):
    good, bad = ImportedAnswer(programme=cast.river, month=202606), ImportedAnswer(programme=cast.river, month=202606, heard="loudly")
    with pytest.raises(Refused, match="'loudly' is not an answer to 'heard'"):
        bring_in([good, bad])
    assert not Answer.objects.exists()


def test_offered_counts_tickets_that_were_not_taken_back_and_answers_brought_in(cast):
    for _turn in range(120):
        ticket = offer_ticket(programme=cast.river, kind=cast.phone, month=202606)
    void_ticket(digest=ticket.digest)
    offer_ticket(programme=cast.hill, kind=cast.phone, month=202605)
    bring_in([ImportedAnswer(programme=cast.river, kind=cast.group, month=202606, heard="fully")] * 100)
    assert by_name(support_tables(first=JUNE, last=JULY))["heard", ""].offered == 219
    assert by_name(support_tables(first=JUNE, last=JULY, by="kind"))["heard", "support_group"].offered == 100
    assert by_name(support_tables(first=JUNE, last=JULY, programme=cast.river))["heard", ""].offered == 219
    assert by_name(support_tables(first=JUNE, last=JULY, programme=cast.hill))["heard", ""].offered is None


def test_a_ticket_taken_back_after_its_answer_never_makes_fewer_offered_than_answered(cast):
    Tally.objects.create(programme="river", period="2026-06", kind="", question="heard", option="", n=100)
    Tally.objects.create(programme="river", period="2026-06", kind="", question="heard", option="fully", n=100)
    assert by_name(support_tables(first=JUNE, last=JULY))["heard", ""].offered == 100


def test_parts_have_their_names_and_add_up_to_the_total(cast):
    bring_in([ImportedAnswer(programme=cast.river, kind=cast.phone, month=202606, heard="fully")] * 150)
    bring_in([ImportedAnswer(programme=cast.hill, kind=cast.group, month=202607, heard="mostly")] * 120, digest="hill")
    bring_in([ImportedAnswer(programme=cast.hill, month=202607, heard="mostly")] * 110, digest="unknown kind")
    programmes = [(t.part, t.label, t.base) for t in support_tables(first=JUNE, last=JULY, by="programme") if t.name == "heard"]
    assert programmes == [("", "", 380), ("hill", "Hill", 230), ("river", "River", 150)]
    kinds = {t.part: (t.label, t.base) for t in support_tables(first=JUNE, last=JULY, by="kind") if t.name == "heard"}
    assert kinds["several"] == ("Several together", 110)
    assert kinds["support_group"] == ("Support group", 120)
    months = {t.part: t.base for t in support_tables(first=JUNE, last=JULY, by="month") if t.name == "heard"}
    assert months == {"": 380, "2026-06": 150, "2026-07": 230}


def test_only_whole_months_quarters_and_years_inside_the_dates_count():
    assert whole_months(date(2026, 5, 2), date(2026, 7, 30)) == [202606]
    assert whole_periods([202604, 202605, 202606, 202607]) == ["2026-04", "2026-Q2", "2026-05", "2026-06", "2026-07"]
    assert "2026" in whole_periods(range(202601, 202613))


def test_a_group_of_several_programmes_is_left_out_of_one_programme(cast):
    for programme in ("", "river"):
        Tally.objects.create(programme=programme, period="2026-Q2", kind="", question="heard", option="", n=200)
        Tally.objects.create(programme=programme, period="2026-Q2", kind="", question="heard", option="fully", n=200)
    quarter = {"first": date(2026, 4, 1), "last": date(2026, 6, 30)}
    assert by_name(support_tables(**quarter))["heard", ""].base == 400
    assert by_name(support_tables(**quarter, programme=cast.river))["heard", ""].base == 200
    assert by_name(support_tables(**quarter, by="programme"))["heard", "several"].label == "Several together"
    assert by_name(support_tables(**quarter, by="programme"))["heard", "several"].offered is None


def test_a_report_reads_few_rows_and_never_the_answers(cast, django_assert_num_queries):
    bring_in([ImportedAnswer(programme=cast.river, month=202606, heard="fully")] * 30)
    with django_assert_num_queries(1, using="answers"):
        support_tables(first=JUNE, last=JULY)
    with django_assert_num_queries(3):
        support_tables(first=JUNE, last=JULY)


def test_the_main_database_knows_no_content_of_the_file(cast):
    bring_in([ImportedAnswer(programme=cast.river, month=202606)] * 2, digest="content")
    assert ImportedFile.objects.get().digest != "content"
    with pytest.raises(ObjectDoesNotExist):
        ImportedFile.objects.get(digest="content")
