"""Rows of the hard moments, for the walks."""

from functools import cached_property


class SafetyThings:
    """Ben asked for backup and wrote something down with Ana; Kim would talk it over with him."""

    @cached_property
    def backup(self):
        """Ben wants a colleague beside him."""
        from hearthside.safety.actions import ask_backup

        return ask_backup(by=self.ben)

    @cached_property
    def backup_given(self):
        """Kim is on it."""
        from hearthside.safety.actions import come

        come(by=self.kim, backup=self.backup)
        self.backup.refresh_from_db()
        return self.backup

    @cached_property
    def debrief(self):
        """Ben would like to talk something over with Kim."""
        from hearthside.safety.actions import answer_debrief, ask_debrief

        debrief = ask_debrief(by=self.ben)
        answer_debrief(by=self.ben, debrief=debrief, with_whom=self.kim)
        return debrief

    @cached_property
    def event(self):
        """What Ben wrote down with Ana."""
        from hearthside.safety.actions import EventWords, write_event

        return write_event(by=self.ben, person=self.ana, words=EventWords(wanted="To stay at home tonight."))

    @cached_property
    def answered_event(self):
        """Ana said how she sees it."""
        from hearthside.safety.actions import answer_event

        answer_event(by=self.ana, event=self.event, reply="My sister came as well.")
        return self.event

    @cached_property
    def event_wording(self):
        """How it stood before Ben put it anew."""
        from hearthside.safety.actions import EventWords, word_event

        word_event(by=self.ben, event=self.event, words=EventWords(wanted="To stay at home."))
        return self.event.earlier.get()
