"""What the walks speak of in one to one: who asked, who is asked, who meets."""

from functools import cached_property


class ChoosingThings:
    """Ana, whom Ben supports, asked to meet a peer, and would like to meet Kim."""

    @cached_property
    def request(self):
        """Ana asked; Kim is suggested to her."""
        from hearthside.one_to_one.choosing.tests.meeting import asks, suggested

        request = asks(self.cast, self.ana)
        suggested(self.cast, request, self.kim)
        return request

    @cached_property
    def suggested(self):
        """Kim, suggested to Ana."""
        return self.request.suggestions.get()

    @cached_property
    def suggestion_asked(self):
        """Ana would like to meet Kim, who has not answered yet."""
        from hearthside.one_to_one.choosing.actions import pick_supporter

        return pick_supporter(by=self.ana, suggestion=self.suggested)

    @cached_property
    def pairing(self):
        """Ana and Kim meet."""
        from hearthside.one_to_one.choosing.actions import answer_suggestion

        return answer_suggestion(by=self.kim, suggestion=self.suggestion_asked, says_yes=True)

    @cached_property
    def farewell(self):
        """Kim has ended it with a kind word."""
        from hearthside.one_to_one.choosing.actions import end_pairing

        end_pairing(by=self.kim, pairing=self.pairing, word="Go well.")
        return self.pairing.farewells.get()

    @cached_property
    def ended_pairing(self):
        """That pairing, after it ended."""
        return self.farewell.pairing
