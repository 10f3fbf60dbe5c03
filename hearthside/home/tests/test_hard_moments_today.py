"""What the hard moments ask of somebody on the first page they open."""

from hearthside.safety.actions import EventWords, answer_event, ask_backup, come, end_backup, write_event
from tests.signed_in import client_of


def page_of(person) -> str:
    return client_of(person).get("/today/").content.decode()


def test_a_colleague_who_wants_backup_stands_on_today_until_it_is_over(cast):
    assert "beside them now" not in page_of(cast.kim)
    backup = ask_backup(by=cast.ben)
    assert "Ben would like a colleague beside them now" in page_of(cast.kim)
    assert "beside them now" not in page_of(cast.dan)
    come(by=cast.kim, backup=backup)
    assert "beside them now" not in page_of(cast.cora)
    end_backup(by=cast.kim, backup=backup)
    assert "Would you like to talk something over?" in page_of(cast.ben)


def test_what_was_written_about_ana_waits_for_her_and_her_answer_for_ben(cast):
    event = write_event(by=cast.ben, person=cast.ana, words=EventWords(wanted="To stay at home."))
    assert "Ben wrote down something about you" in page_of(cast.ana)
    answer_event(by=cast.ana, event=event, reply="With the door open.")
    assert "wrote down something about you" not in page_of(cast.ana)
    assert "Ana answered what you wrote down" in page_of(cast.ben)
    assert "To stay at home." in client_of(cast.ana).get("/me/record.json").content.decode()
