"""Charts say in words what they draw, fit a phone, and run nothing."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from hearthside.core.charts import LABEL_WIDTH, Bar, bars, line, round_top, stacked

LONG = "Accompagnement entre pairs des familles et des proches du Nord de la Saskatchewan (projet pilote)"
HEAD = ["Programme", "Encounters"]


def drawing(chart) -> ElementTree.Element:
    return ElementTree.fromstring(str(chart.svg))


def texts(chart) -> list[str]:
    return [one.text or "" for one in drawing(chart).iter("text")]


def make_all(label: str, value: float | None) -> list:
    rows = [Bar(label, value, "12"), Bar("Other", 3, "3")]
    return [
        bars(name="a", title=label, rows=rows, head=HEAD),
        line(name="b", title=label, points=rows, head=HEAD),
        stacked(
            name="c", title=label, legend=["Yes", "No"], rows=[(label, [Bar("Yes", 1, "1"), Bar("No", 2, "2")])], head=["", "Yes", "No"]
        ),
    ]


@given(
    label=st.text(max_size=60).filter(
        lambda words: all(ord(one) > 31 and not 0xD800 <= ord(one) < 0xE000 and one not in "\x7f\ufffe\uffff" for one in words)
    )
)
def test_whatever_a_programme_is_called_it_cannot_break_out_of_the_drawing(label):
    for chart in make_all(label, 12):
        assert {element.tag for element in drawing(chart).iter()} <= {"svg", "title", "desc", "text", "rect", "line", "circle"}


@pytest.mark.parametrize("chart", make_all("Encounters", 12))
def test_a_chart_is_an_image_with_a_name_a_sentence_and_its_table_beside(chart):
    svg = drawing(chart)
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == svg.find("title").get("id")
    assert svg.find("desc").text == chart.summary
    page = Template("{{ chart }}").render(Context({"chart": chart}))
    assert ("<figcaption" in page) == chart.shows_summary
    assert "<table>" in page
    assert page == chart.__html__()


@pytest.mark.parametrize("chart", make_all("Encounters", 12))
def test_a_chart_needs_no_style_and_no_script(chart):
    assert not re.search(r"style=|<script|onload|javascript:|url\(", str(chart))


def test_a_long_french_name_is_set_in_lines_that_fit_a_phone():
    chart = bars(name="a", title="Rencontres", rows=[Bar(LONG, 7, "7")], head=HEAD)
    lines = texts(chart)[:-1]
    assert " ".join(lines) == LONG
    assert max(map(len, lines)) <= LABEL_WIDTH


def test_the_longest_bar_fills_its_lane_and_the_others_follow():
    chart = bars(name="a", title="Encounters", rows=[Bar("River", 50, "50"), Bar("Hill", 25, "25"), Bar("None", 0, "0")], head=HEAD)
    assert [one.get("width") for one in drawing(chart).iter("rect")] == ["83.00%", "41.50%", "0.00%"]
    assert chart.summary == "Encounters: River 50; Hill 25; None 0."


def test_a_question_keeps_its_mark_in_the_sentence():
    assert bars(name="a", title="Heard?", rows=[Bar("Fully", 61, "61%")], head=HEAD).summary == "Heard? Fully 61%."


def test_a_fuller_table_right_below_is_not_repeated():
    [chart, *_others] = make_all("Encounters", 12)
    assert "<table>" not in str(replace(chart, table_follows=True))


def test_a_hidden_value_is_said_and_not_drawn():
    chart = bars(name="a", title="People", rows=[Bar("River", None, "hidden")], head=HEAD, top=100)
    assert list(drawing(chart).iter("rect")) == []
    assert texts(chart) == ["River", "hidden"]


def test_a_hidden_month_breaks_the_line():
    months = [Bar("Jan", 3, "3"), Bar("Feb", None, "hidden"), Bar("Mar", 5, "5"), Bar("Apr", 6, "6")]
    chart = line(name="a", title="People", points=months, head=HEAD)
    svg = drawing(chart)
    assert len([one for one in svg.iter("line") if one.get("class") == "stroke"]) == 1
    assert len(list(svg.iter("circle"))) == 3
    assert chart.summary == "People: 3 in Jan, 6 in Apr; most in Apr (6)."


@pytest.mark.parametrize("points", [[], [Bar("Jan", None, "hidden")]])
def test_nothing_to_show_is_said(points):
    assert line(name="a", title="People", points=points, head=HEAD).summary == "People: nothing to show."


def test_one_month_stands_in_the_middle():
    [dot] = drawing(line(name="a", title="People", points=[Bar("Jan", 2, "2")], head=HEAD)).iter("circle")
    assert dot.get("cx") == "55.00%"


def test_two_years_of_months_have_four_labels_with_room_between():
    months = [Bar(f"month {number}", number, str(number)) for number in range(24)]
    labels = [words for words in texts(line(name="a", title="Encounters", points=months, head=HEAD)) if words.startswith("month")]
    assert labels == ["month 0", "month 8", "month 15", "month 23"]


def test_many_rows_are_summed_up_in_the_sentence_and_whole_in_the_table():
    rows = [Bar(f"Programme {number}", number, str(number)) for number in range(11)]
    chart = bars(name="a", title="Encounters", rows=rows, head=HEAD)
    assert chart.summary.endswith("and 3 more in the table.")
    assert len(chart.rows) == 11


def test_parts_of_a_whole_fill_the_bar():
    rows = [("River", [Bar("Yes", 1, "1"), Bar("No", 3, "3")]), ("Hill", [Bar("Yes", 0, "0"), Bar("No", 0, "0")])]
    chart = stacked(name="a", title="Choice", legend=["Yes", "No"], rows=rows, head=["", "Yes", "No"])
    drawn = [(one.get("class"), one.get("x"), one.get("width")) for one in drawing(chart).iter("rect")]
    assert drawn == [("c1", "0.00%", "24.60%"), ("c2", "25.00%", "74.60%"), ("c1", "0.00%", "0.00%"), ("c2", "0.00%", "0.00%")]
    assert '<i class="key c2"></i>No' in str(chart)


@pytest.mark.parametrize(("value", "top"), [(0, 2), (2, 2), (3, 4), (7, 8), (9, 10), (83, 100), (101, 200), (412, 500), (1204, 2000)])
def test_the_grid_ends_on_a_round_even_number(value, top):
    assert round_top(value) == top
