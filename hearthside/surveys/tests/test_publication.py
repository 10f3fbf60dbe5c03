"""Nothing that is hidden can be worked out: an attacker who shares no line with the code tries all that fits."""

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hearthside.surveys.grains import cell, percent, to_five
from hearthside.surveys.publication import Counts, Grain, band_words, publish

CODES = "abcdef"


def counts(rows, base=None, **more):
    rows = dict(zip(CODES, rows, strict=False))
    return Counts(base=sum(rows.values()) if base is None else base, rows=rows, **more)


def printed(table):
    """What a reader sees, and nothing else."""
    return [table.base, *((row.n, row.share, row.band) for row in table.rows)]


def alone(rows, base=None):
    [table] = publish(name="t", total=counts(rows, base), adds_up=base is None)
    return table


def with_parts(tables, adds_up=True, bases=None):
    parts = [counts(rows, bases[i] if bases else None, part=f"p{i}") for i, rows in enumerate(tables)]
    total = counts([sum(column) for column in zip(*tables, strict=True)], sum(part.base for part in parts))
    return publish(name="t", total=total, adds_up=adds_up, parts=parts)


# The steps


def test_under_ten_answers_nothing_is_said():
    table = alone([9, 0])
    assert table.to_json() == {
        "name": "t",
        "base": None,
        "offered": None,
        "rows": [{"code": code, "n": None, "share": None, "hidden": True} for code in "ab"],
        "note": "fewer than 10",
    }


def test_from_ten_answers_thirds_are_said():
    table = alone([2, 5, 15])
    assert [row.band for row in table.rows] == ["fewer_than_third", "fewer_than_third", "more_than_two_thirds"]
    assert alone([10, 10]).rows[0].band == "third_to_two_thirds"
    assert table.base is None
    assert table.to_json()["rows"][0] == {"code": "a", "n": None, "share": None, "hidden": True, "band": "fewer_than_third"}
    assert [band_words(row.band) for row in table.rows[1:]] == ["fewer than a third", "more than two thirds"]


def test_from_thirty_answers_the_nearest_five_is_said():
    table = alone([33, 17])
    assert (table.base, [(row.n, row.share) for row in table.rows]) == (50, [(35, 65), (15, 35)])
    assert table.note == "Rounded to the nearest five."


def test_from_a_hundred_answers_the_count_is_said_and_shares_are_rounded_half_up():
    table = alone([125, 75])
    assert (table.base, [(row.n, row.share) for row in table.rows]) == (200, [(125, 63), (75, 38)])
    assert table.note == ""


@pytest.mark.parametrize("base", [10, 29, 30, 99, 100])
def test_the_steps_begin_where_they_say(base):
    grain = Grain.BANDS if base < 30 else Grain.ROUNDED if base < 100 else Grain.EXACT
    assert alone([base, 0]).grain == grain


@pytest.mark.parametrize(("n", "shown"), [(0, True), (1, False), (4, False), (5, True), (95, True), (96, False), (99, False), (100, True)])
def test_a_count_or_what_is_missing_of_one_to_four_people_is_hidden(n, shown):
    assert (alone([n], base=100).rows[0].n is not None) == shown


def test_offered_is_exact_only_where_the_base_is():
    [exact] = publish(name="t", total=counts([100], offered=203), adds_up=True)
    [rounded] = publish(name="t", total=counts([50], offered=203), adds_up=True)
    [unknown] = publish(name="t", total=counts([50], offered=None), adds_up=True)
    assert (exact.offered, rounded.offered, unknown.offered) == (203, 205, None)


def test_a_hidden_row_hides_the_smallest_second_one():
    assert [row.n for row in alone([80, 30, 20, 2]).rows] == [80, 30, None, None]
    assert alone([80, 30, 20, 2]).note.startswith("Small numbers are left out")


def test_two_rows_of_one_person_hide_a_third():
    assert [row.n for row in alone([80, 30, 1, 1]).rows] == [80, None, None, None]


def test_where_hiding_rows_does_not_help_the_table_is_rounded():
    table = alone([96, 1, 1, 1, 1])
    assert (table.base, [(row.n, row.share) for row in table.rows]) == (100, [(95, 95), (0, 0), (0, 0), (0, 0), (0, 0)])


def test_a_part_under_ten_hides_the_smallest_other_part():
    total, *parts = with_parts([[300, 200], [150, 50], [4, 5]])
    assert total.base == 709
    assert [part.grain for part in parts] == [Grain.EXACT, Grain.HIDDEN, Grain.HIDDEN]
    assert [part.note for part in parts[1:]] == ["Left out, so that a smaller part cannot be worked out.", "fewer than 10"]


def test_a_small_rest_is_not_printed_exactly_by_subtraction():
    _total, *parts = with_parts([[300, 200], [60, 60], [20, 25]])
    assert [part.grain for part in parts] == [Grain.EXACT, Grain.ROUNDED, Grain.ROUNDED]


def test_where_a_part_cannot_be_shown_safely_it_is_left_out_with_another_and_the_total_stays():
    total, *parts = with_parts([[6, 4], [25, 233]])
    assert [row.n for row in total.rows] == [31, 237]
    assert [part.grain for part in parts] == [Grain.HIDDEN, Grain.HIDDEN]


def test_a_base_that_would_come_back_by_subtraction_leaves_the_other_part_out():
    total, *parts = with_parts([[152, 190], [29, 21]], adds_up=False, bases=[217, 29])
    assert total.grain == Grain.EXACT
    assert parts[0].grain == Grain.HIDDEN


def test_a_single_part_says_what_the_total_says():
    total, part = with_parts([[80, 30, 20, 2]])
    assert [row.n for row in part.rows] == [row.n for row in total.rows] == [80, 30, None, None]


@pytest.mark.parametrize("rows", [[2, 2, 2, 24], [3, 3, 3, 23]])
def test_rounded_rows_that_could_be_only_one_thing_are_left_out(rows):
    assert any(row.hidden for row in alone(rows).rows)


def test_a_hidden_row_of_one_part_is_hidden_in_another_part_too():
    total, *parts = with_parts([[300, 3], [200, 100], [200, 90]], adds_up=False, bases=[400, 300, 290])
    assert [row.n for row in total.rows] == [700, 193]
    assert [[row.n for row in part.rows] for part in parts] == [[300, None], [200, 100], [200, None]]


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        (counts([5, 5], base=11), []),
        (counts([12], base=11), []),
        (counts([50, 50]), [counts([50, 49], part="p")]),
        (counts([5, 5], base=10), [counts([5, 5], part="p"), counts([], part="q")]),
    ],
)
def test_counts_that_cannot_be_right_are_a_fault_of_ours(total, parts):
    with pytest.raises(ValueError):
        publish(name="t", total=total, adds_up=True, parts=parts)


def test_bases_of_parts_must_add_up():
    with pytest.raises(ValueError, match="bases"):
        publish(name="t", total=counts([0], base=50), adds_up=False, parts=[counts([0], base=49, part="p")])


# The attackers


def small_and_odd(total):
    """Row counts in which small numbers are common."""
    return st.one_of(st.integers(0, 6), st.integers(0, total))


@st.composite
def rows_adding_up(draw, least=100, most=140, sizes=(2, 5)):
    base = draw(st.integers(least, most))
    rows, left = [], base
    for _turn in range(draw(st.integers(*sizes)) - 1):
        rows.append(draw(small_and_odd(left).filter(lambda n, left=left: n <= left)))
        left -= rows[-1]
    return draw(st.permutations([*rows, left]))


def fillings(total, places):
    """Every way to share a number among places."""
    if places == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in fillings(total - first, places - 1):
            yield (first, *rest)


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(rows_adding_up())
def test_a_reader_who_knows_every_rule_cannot_tell_a_hidden_row(rows):
    table = alone(rows)
    gaps = [place for place, row in enumerate(table.rows) if row.hidden]
    assume(gaps and table.grain == Grain.EXACT)
    missing = table.base - sum(row.n for row in table.rows if not row.hidden)
    assume(missing <= 40 or len(gaps) <= 2)
    seen = [set() for _gap in gaps]
    for filling in fillings(missing, len(gaps)):
        guess = list(rows)
        for place, n in zip(gaps, filling, strict=True):
            guess[place] = n
        if printed(alone(guess)) == printed(table):
            for found, n in zip(seen, filling, strict=True):
                found.add(n)
    assert all(len(found) > 1 for found in seen)


@settings(max_examples=60, deadline=None)
@given(rows_adding_up(least=30, most=45, sizes=(2, 4)))
def test_from_thirty_to_99_no_small_row_can_be_told_from_what_is_printed(rows):
    table = alone(rows)
    small = [place for place, n in enumerate(rows) if 0 < n < 5 or 0 < sum(rows) - n < 5]
    assume(small)
    seen = {place: set() for place in small}
    for base in range(max(30, table.base - 2), table.base + 3):
        choices = [
            range(base + 1) if row.hidden else [n for n in range(max(0, row.n - 2), row.n + 3) if n <= base and fits(n, base, row)]
            for row in table.rows
        ]
        for guess in product(*choices[:-1]):
            last = base - sum(guess)
            if last in choices[-1]:
                for place in small:
                    seen[place].add((*guess, last)[place])
    assert all(len(found) > 1 for found in seen.values())


def fits(n, base, row):
    return cell(n, base, Grain.ROUNDED) == (row.n, row.share)


@pytest.mark.parametrize("base", range(30, 100))
def test_a_small_rounded_count_looks_like_its_neighbour_even_to_those_who_know_the_base(base):
    for n in range(1, 5):
        assert sum(cell(k, base, Grain.ROUNDED) == cell(n, base, Grain.ROUNDED) for k in range(base + 1)) > 1


def test_how_many_did_not_tick_a_rounded_row_cannot_be_told_when_they_are_few():
    missing = {}
    for base in range(30, 100):
        for n in range(base + 1):
            missing.setdefault((to_five(base), *cell(n, base, Grain.ROUNDED)), set()).add(base - n)
    assert all(len(found) > 1 for found in missing.values() if found & {1, 2, 3, 4})


@given(st.integers(100, 5000), st.data())
def test_a_share_is_what_people_round_to(base, data):
    n = data.draw(st.integers(0, base))
    assert abs(percent(n, base) - 100 * n / base) <= 0.5
    assert abs(to_five(n) - n) <= 2


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(st.lists(rows_adding_up(least=0, most=260, sizes=(3, 3)), min_size=2, max_size=4))
def test_no_hidden_number_of_a_part_follows_from_the_exact_ones(tables):
    """Linear algebra over everything printed exactly: no hidden number is a combination of printed ones."""
    total, *parts = with_parts(tables)
    assume(total.grain == Grain.EXACT)
    unknown, equations = system(total, parts, adds_up=True)
    for place in secret(tables, (total, *parts)):
        assert not is_determined(place, unknown, equations), place


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 260), small_and_odd(260), small_and_odd(260)), min_size=2, max_size=4))
def test_no_hidden_number_of_a_part_follows_where_several_may_be_ticked(tables):
    bases = [base for base, *_rows in tables]
    rows = [[min(n, base) for n in one] for base, *one in tables]
    total, *parts = with_parts(rows, adds_up=False, bases=bases)
    assume(total.grain == Grain.EXACT)
    unknown, equations = system(total, parts, adds_up=False)
    for place in secret(rows, (total, *parts)):
        assert not is_determined(place, unknown, equations), place


def secret(tables, shown):
    """What must not be told: hidden rows, everything of a part in bands or left out, small rows of a rounded part. Where
    nobody at all ticked a row, it is no secret that nobody did in a part.
    """
    true = {"": [sum(column) for column in zip(*tables, strict=True)]} | {f"p{i}": rows for i, rows in enumerate(tables)}
    for table in shown:
        if table.part and table.grain <= Grain.BANDS:
            yield table.part, "base"
        for row, n, of_all in zip(table.rows, true[table.part], true[""], strict=True):
            is_secret = row.hidden or (table.grain == Grain.ROUNDED and 0 < n < 5)
            if is_secret and of_all:
                yield table.part, row.code


def system(total, parts, adds_up):
    """The unknown numbers, and every equation between them that a reader can write down, without its right-hand side."""
    known = set()
    for table in (total, *parts):
        if table.grain == Grain.EXACT:
            known |= {(table.part, "base")} | {(table.part, row.code) for row in table.rows if not row.hidden}
    codes = [row.code for row in total.rows]
    lines = [[(table.part, code) for table in (total, *parts)] for code in [*codes, "base"]]
    if adds_up:
        lines += [[(table.part, code) for code in [*codes, "base"]] for table in (total, *parts)]
    unknown = [place for line in lines for place in line if place not in known]
    sign = {place: -1 if (place[0] == "") != (place[1] == "base") else 1 for place in unknown}
    return list(dict.fromkeys(unknown)), [{place: sign[place] for place in line if place not in known} for line in lines]


def is_determined(place, unknown, equations):
    """Whether a number alone is a combination of the equations (elimination modulo a large prime)."""
    prime = 2_147_483_647
    order = [one for one in unknown if one != place] + [place]
    rows = [[equation.get(one, 0) % prime for one in order] for equation in equations]
    rank = 0
    for column in range(len(order)):
        pivot = next((r for r in range(rank, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        if column == len(order) - 1:
            return True
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        inverse = pow(rows[rank][column], -1, prime)
        rows[rank] = [n * inverse % prime for n in rows[rank]]
        for r in range(rank + 1, len(rows)):
            factor = rows[r][column]
            rows[r] = [(n - factor * m) % prime for n, m in zip(rows[r], rows[rank], strict=True)]
        rank += 1
    return False
