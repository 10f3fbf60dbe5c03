"""Codes that can be read aloud, typed with cold fingers and checked for slips."""

from hypothesis import given
from hypothesis import strategies as st

from hearthside.accounts.secrets import SIGNS, check_sign, grouped, is_plain, new_card_code, new_digits, new_pin, read_card_code

codes = st.text(SIGNS, min_size=12, max_size=12).map(lambda code: code + check_sign(code))


@given(codes, st.integers(0, 12), st.sampled_from(SIGNS))
def test_every_single_wrong_sign_is_found(code, place, sign):
    changed = code[:place] + sign + code[place + 1 :]
    assert (read_card_code(changed) is None) == (changed != code)


@given(codes, st.integers(0, 11))
def test_nearly_every_swap_of_neighbours_is_found(code, place):
    """Luhn cannot tell apart the one pair of signs whose doubled values fold together: 0 and Z."""
    pair = code[place : place + 2]
    swapped = code[:place] + pair[::-1] + code[place + 2 :]
    assert read_card_code(swapped) is None or pair[0] == pair[1] or set(pair) == {"0", "Z"}


@given(codes)
def test_a_code_reads_back_however_it_is_typed(code):
    assert read_card_code(grouped(code)) == grouped(code)
    assert read_card_code(f" {code.lower()} ") == grouped(code)
    assert read_card_code(code.replace("1", "I").replace("0", "O")) == grouped(code)


def test_new_codes_are_right_and_differ():
    made = {new_card_code() for _ in range(200)}
    assert len(made) == 200
    assert all(read_card_code(code) == code for code in made)


def test_pins_and_digits_have_their_length():
    assert all(len(pin) == 5 and not is_plain(pin) for pin in (new_pin() for _ in range(200)))
    assert all(len(digits) == 6 for digits in (new_digits() for _ in range(50)))


def test_what_is_no_code_is_none():
    assert read_card_code("") is None
    assert read_card_code("UUUU-UUUU-UUUU-U") is None
    assert read_card_code("ÀÀÀÀ-ÀÀÀÀ-ÀÀÀÀ-À") is None
