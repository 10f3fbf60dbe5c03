"""Who gets what at every address: the one table that an access review reads. Walked by test_access.py.

Columns: visitor, Eve (an account, no part), Dan (supports elsewhere), Kim (Ben's colleague), Ben (supports Ana),
Ana (the person), Cora (coordinates), Ada (administers). `in` = sent to sign in; numbers are the answers of the house.
"""

WHO = ("visitor", "eve", "dan", "kim", "ben", "ana", "cora", "ada")

# name of the address -> (arguments, the eight answers)
TABLE: dict[str, tuple[dict, str]] = {}
