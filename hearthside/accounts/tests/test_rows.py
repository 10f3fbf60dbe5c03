"""What a row says of itself in a shell or a log: never whose it is."""

from hearthside.accounts.models import CodeCard, EntryLink, SignIn, TextedCode, User


def test_no_row_names_anybody():
    user = User(email="ana@example.org", mobile="+13065550123")
    rows = [user, SignIn(user=user, browser="Firefox", system="Linux"), CodeCard(user=user), TextedCode(user=user), EntryLink(user=user)]
    for row in rows:
        assert str(row).strip()
        assert "ana" not in str(row)
        assert "3065550123" not in str(row)
    assert user.actor_label == "account"
    assert not user.keeps_house
