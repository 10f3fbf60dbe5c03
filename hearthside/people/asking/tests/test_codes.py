"""Codes are easy to type, and a slip of the pen is noticed."""

from hypothesis import given
from hypothesis import strategies as st

from hearthside.accounts.secrets import SIGNS, check_sign, digest
from hearthside.people.asking.codes import code_digest, new_code, read_code, shown

codes = st.text(SIGNS, min_size=7, max_size=7).map(lambda signs: signs + check_sign(signs))


def test_a_new_code_is_eight_signs_and_another_each_time():
    assert len({new_code() for _each in range(50)}) == 50
    assert all(len(code := new_code()) == 8 and read_code(code) == code for _each in range(50))


@given(codes)
def test_a_code_is_read_however_it_is_typed(code):
    assert shown(code) == f"{code[:4]}-{code[4:]}"
    for typed in (shown(code), code.lower(), " ".join(code), code.replace("0", "o").replace("1", "l"), f"{code[:4]}–{code[4:]}\n"):
        assert read_code(typed) == code


@given(codes, st.integers(0, 7), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_noticed(code, place, sign):
    wrong = code[:place] + sign + code[place + 1 :]
    assert (read_code(wrong) == wrong) is (wrong == code)


def test_what_cannot_be_a_code_is_none():
    assert [read_code(typed) for typed in ("", "Mo", "ABCD-EFG", "UUUU-UUUU", "ßßßßßßßß", "Ł2345678")] == [None] * 6


def test_the_database_knows_a_code_by_a_digest_that_does_not_show_it():
    code = new_code()
    assert code not in code_digest(code)
    assert code_digest(code) == code_digest(read_code(shown(code).lower())) != code_digest(new_code())


def test_codes_that_were_given_out_before_other_rooms_had_any_still_open():
    assert code_digest("7K2M9QXD") == digest("gathering", "7K2M9QXD")
