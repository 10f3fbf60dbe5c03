"""What stands on Ana's goal page, in her wellness plan and among her wishes, and what she shares of it."""

from functools import cached_property

from hearthside.core.dates import today


class GoalThings:
    """One base of Things."""

    @cached_property
    def goal(self):
        """What Ana wants, as Ben wrote it down in her words."""
        from hearthside.one_to_one.goals.actions import add_entry

        return add_entry(by=self.ben, person=self.ana, kind="goal", text="Back on the bus", for_person=True)

    @cached_property
    def goal_step(self):
        """A small step that Ben wrote, whose turn is Ana's."""
        from hearthside.one_to_one.goals.actions import add_entry

        return add_entry(by=self.ben, person=self.ana, kind="step", text="Look at the map", turn="mine")

    @cached_property
    def goal_step_version(self):
        """Its first wording, before Ben wrote it anew."""
        from hearthside.one_to_one.goals.actions import reword_entry

        reword_entry(by=self.ben, entry=self.goal_step, text="Look at the map together", version=1)
        return self.goal_step.versions.get()

    @cached_property
    def plan_part(self):
        """A part of Ana's wellness plan, which she shares with Ben."""
        from hearthside.one_to_one.goals.actions import begin_part

        return begin_part(by=self.ana, code="signs", text="I stop humming")

    @cached_property
    def plan_version(self):
        """Its first wording."""
        from hearthside.one_to_one.goals.actions import reword_part

        reword_part(by=self.ana, part=self.plan_part, text="I stop humming and sleep late")
        return self.plan_part.versions.get()

    @cached_property
    def plan_share(self):
        from hearthside.one_to_one.goals.actions import share_part

        return share_part(by=self.ana, part=self.plan_part, reader=self.ben)

    @cached_property
    def paper_copy(self):
        """Ana gave her sister a copy."""
        from hearthside.one_to_one.goals.actions import note_copy

        return note_copy(by=self.ana, of_what="Signs I know", to_whom="My sister", given_on=today())

    @cached_property
    def own_wishes(self):
        """Ana's wishes, which only she reads."""
        from hearthside.one_to_one.goals.actions import write_wishes

        return write_wishes(by=self.ana, paper="yes", where="In the blue folder")

    @cached_property
    def wishes_draft(self):
        """Ben typed wishes with Ana, who has not confirmed them."""
        from hearthside.one_to_one.goals.actions import type_wishes

        return type_wishes(by=self.ben, person=self.ana, paper="no", words="Feed the cat")

    @cached_property
    def closed_reader(self):
        """Ben, to whom what was before he met Ana is closed."""
        self.relation.__class__.objects.filter(pk=self.relation.pk).update(history_from=today())
        return self.ben

    @cached_property
    def forms_link(self):
        from hearthside.one_to_one.goals.actions import add_forms_link

        return add_forms_link(by=self.cora, words="Forms of the province", address="https://example.org/forms")
