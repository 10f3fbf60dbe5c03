"""Who may open ways in for whom. Nobody may make one into an account that is entrusted with more than their own."""

from django.utils.translation import gettext as _

from hearthside.accounts.models import SignIn, User
from hearthside.core.actors import COMMAND_LINE, Actor
from hearthside.core.verdicts import YES, Verdict, no


def may_open_account(by: Actor) -> Verdict:
    """Those who keep the house give somebody a way to sign in; there is no public sign-up."""
    return YES if by.keeps_house else no(_("Only coordinators and administrators open accounts. Ask one of them."))


def may_issue_card(by: Actor, user: User) -> Verdict:
    """Everybody for themselves; those who keep the house for others; for coordinators and administrators only an
    administrator, since whoever issues a card sees its code.
    """
    if by.actor_id == user.actor_id or by.keeps_keys or (by.keeps_house and not user.needs_second_factor):
        return YES
    return no(_("Only an administrator can give this person a card. Ask one of them."))


def may_change_account(by: Actor, user: User) -> Verdict:
    """Those who keep the house, for coordinators and administrators only an administrator: whoever reads the mail of
    an address, or the texts of a number, can sign in as its owner.
    """
    if by.keeps_keys or (by.keeps_house and not user.needs_second_factor):
        return YES
    return no(_("Only those who coordinate or administer change how somebody signs in. Ask one of them."))


def may_make_entry_link(by: Actor) -> Verdict:
    """Only somebody at the server itself, who could read everything anyway."""
    return YES if by is COMMAND_LINE else no(_("Links that sign somebody in are made on the server's command line only."))


def may_end_sign_in(by: User, sign_in: SignIn) -> Verdict:
    """Everybody their own."""
    return YES if sign_in.user_id == by.pk else no(_("You can sign out only your own devices."))
