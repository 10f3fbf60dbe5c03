"""Opening accounts, ways in without e-mail, and the devices on which somebody is signed in.

What counts tries is written before and apart from the act itself, so that a refusal never undoes the count.
"""

from datetime import timedelta
from functools import cache

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from hearthside.accounts import secrets
from hearthside.accounts.devices import device_words
from hearthside.accounts.limits import attempt
from hearthside.accounts.models import CodeCard, EntryLink, SignIn, TextedCode, User
from hearthside.accounts.permissions import (
    may_change_account,
    may_end_sign_in,
    may_issue_card,
    may_make_entry_link,
    may_open_account,
)
from hearthside.accounts.sessions import SessionStore
from hearthside.audit.actions import record
from hearthside.core.actors import Actor, Visitor
from hearthside.core.dates import now, today
from hearthside.core.errors import Refused
from hearthside.outbox.actions import can_carry, queue_message
from hearthside.outbox.models import Message

CODE_LASTS = timedelta(minutes=10)
CODE_TRIES = 3
PIN_TRIES, MOST_WRONG_PINS = 5, 15
CARD_RESTS = timedelta(minutes=15)


@transaction.atomic
def open_account(*, by: Actor, email: str | None = None, mobile: str | None = None) -> User:
    """Give somebody a way to sign in: an address, a number in E.164, both, or neither (then a code card follows).

    Raises: Refused when the address or number is somebody's already.
    """
    may_open_account(by).require()
    email, mobile = _free(email, mobile, User.objects.all())
    user = User.objects.create_user(email=email, mobile=mobile)
    record(by=by, act="opened an account", thing=user.actor_id, about=user.actor_id)
    return user


@transaction.atomic
def change_account(*, by: Actor, user: User, email: str | None, mobile: str | None) -> None:
    """The address and the number (E.164) at which an account gets its codes from now on; None for no such way.

    Raises: Refused when one of them is somebody else's already.
    """
    may_change_account(by, user).require()
    user.email, user.mobile = _free(email, mobile, User.objects.exclude(pk=user.pk))
    user.save(update_fields=["email", "mobile"])
    record(by=by, act="changed an account", thing=user.actor_id, about=user.actor_id, fields=["email", "mobile"])


def _free(email: str | None, mobile: str | None, others: QuerySet[User]) -> tuple[str | None, str | None]:
    email, mobile = email.strip().lower() if email else None, mobile or None
    if others.filter(Q(email=email, email__isnull=False) | Q(mobile=mobile, mobile__isnull=False)).exists():
        raise Refused(_("This address or number already belongs to an account. Use another one."))
    return email, mobile


# Code cards


@transaction.atomic
def issue_code_card(*, by: Actor, user: User, pin: str) -> str:
    """A new card for this account, ending the one before. Returns its code, which is kept nowhere: print it now.

    Raises: NotAllowed as `may_issue_card` says; Refused when the PIN is too short, too long or what everybody tries.
    """
    may_issue_card(by, user).require()
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 6):
        raise Refused(_("A PIN has 4 to 6 digits. Choose another one."))
    if secrets.is_plain(pin):
        raise Refused(_("This PIN is easy to guess. Choose one that is not a row or one digit repeated."))
    User.objects.select_for_update().get(pk=user.pk)
    CodeCard.objects.filter(user=user, ended_at=None).update(ended_at=now())
    code = secrets.new_card_code()
    card = CodeCard.objects.create(user=user, lookup=secrets.digest("card", code), pin=secrets.slow_hash(pin), issued_by=by.actor_id)
    record(by=by, act="issued a code card", thing=f"card:{card.pk}", about=user.actor_id)
    return code


@transaction.atomic
def revoke_code_card(*, by: Actor, card: CodeCard) -> None:
    """The card no longer opens anything, from now on; ending it twice changes nothing."""
    may_issue_card(by, card.user).require()
    if CodeCard.objects.filter(pk=card.pk, ended_at=None).update(ended_at=now()):
        record(by=by, act="ended a code card", thing=f"card:{card.pk}", about=card.user.actor_id)


@cache
def _no_pin() -> str:
    return secrets.slow_hash("a card that does not exist")


def sign_in_with_card(*, by: Actor, code: str, pin: str, place: str) -> User:
    """Whose card and PIN these are. Each wrong PIN counts; after five the card rests a quarter of an hour, after
    fifteen it ends. `place` is where somebody knocks from (see limits.place).

    Raises: Refused, with the same words and after the same work for an unknown code and a wrong PIN.
    """
    attempt(f"card:{place}", limit=20, seconds=600)
    read = secrets.read_card_code(code)
    if read is None:
        raise Refused(_("There is a slip in the card code. Compare it with the card, sign by sign."))
    card = CodeCard.objects.filter(lookup=secrets.digest("card", read), ended_at=None, user__is_active=True).first()
    if card and not _count_pin(card):
        raise Refused(_("This card rests after several wrong PINs. Try again in a quarter of an hour, or ask for a new card."))
    if not secrets.fits(pin, card.pin if card else _no_pin()) or card is None:
        if card:
            _after_wrong_pin(card)
        raise Refused(_("This card code and PIN do not belong together. Check both and try again."))
    CodeCard.objects.filter(pk=card.pk).update(wrong_pins=0, rests_until=None, last_used_on=today())
    return card.user


def _count_pin(card: CodeCard) -> bool:
    """Count the try before it is checked, in one statement, so that many at once cannot outrun the count."""
    awake = CodeCard.objects.filter(Q(rests_until=None) | Q(rests_until__lte=now()), pk=card.pk, ended_at=None)
    return awake.filter(wrong_pins__lt=MOST_WRONG_PINS).update(wrong_pins=F("wrong_pins") + 1) == 1


@transaction.atomic
def _after_wrong_pin(card: CodeCard) -> None:
    card.refresh_from_db()
    if card.wrong_pins >= MOST_WRONG_PINS:
        CodeCard.objects.filter(pk=card.pk, ended_at=None).update(ended_at=now())
        record(by=Visitor(), act="ended a code card after wrong PINs", thing=f"card:{card.pk}", about=card.user.actor_id)
    elif card.wrong_pins % PIN_TRIES == 0:
        CodeCard.objects.filter(pk=card.pk).update(rests_until=now() + CARD_RESTS)


# Texted codes


def request_texted_code(*, by: Actor, number: str, house: str, place: str) -> TextedCode:
    """Text a code to a mobile number (E.164), if it is one of ours; for any other the same is done and then undone.

    Raises: Refused when texts cannot leave this house, or after too many requests.
    """
    if not can_carry(Message.Channel.SMS):
        raise Refused(_("Texts cannot be sent from here yet. Sign in by e-mail or with a code card."))
    attempt(f"text:{place}", limit=20, seconds=3600)
    attempt(f"text:{number}", limit=3, seconds=600)
    attempt(f"text:{number}:day", limit=12, seconds=86400)
    user = User.objects.filter(mobile=number, is_active=True).first()
    digits = secrets.new_digits()
    with transaction.atomic():
        code = TextedCode(user=user, expires_at=now() + CODE_LASTS)
        code.digest = secrets.digest("text", f"{code.pk}:{digits}")
        code.save(force_insert=True)
        words = _("%(code)s is your code for %(house)s. It works for 10 minutes. Nobody from here will ask you for it.")
        with transaction.atomic():
            about = user.actor_id if user else Visitor().actor_id
            queue_message(
                by=by, channel=Message.Channel.SMS, to=number, body=words % {"code": digits, "house": house},
                purpose=Message.Purpose.SIGN_IN_CODE, key=f"texted-code:{code.pk}", about=about, expires_at=code.expires_at,
            )  # fmt: skip
            transaction.set_rollback(user is None)
    return code


def confirm_texted_code(*, by: Actor, code_id: str, typed: str) -> User:
    """Whose code this is. Three tries in ten minutes, and it works once.

    Raises: Refused, with the same words whether or not the number is one of ours.
    """
    live = TextedCode.objects.filter(pk=code_id, used_at=None, expires_at__gt=now(), tries__lt=CODE_TRIES)
    if not live.update(tries=F("tries") + 1):
        raise Refused(_("This code no longer works. Ask for a new one."))
    code = TextedCode.objects.select_related("user").get(pk=code_id)
    is_right = secrets.same("text", f"{code.pk}:{''.join(typed.split())}", code.digest)
    if not is_right or code.user is None or not TextedCode.objects.filter(pk=code_id, used_at=None).update(used_at=now()):
        raise Refused(_("This is not the code that we sent. Look at the newest message and type its six digits."))
    return code.user


# Links that sign in


@transaction.atomic
def make_entry_link(*, by: Actor, user: User, purpose: str, minutes: int) -> str:
    """The address (path) that signs this account in: `setup` once, `demo` until it runs out and without second step.

    Raises: NotAllowed for everybody but the command line.
    """
    may_make_entry_link(by).require()
    token = secrets.new_token()
    link = EntryLink.objects.create(
        user=user, purpose=EntryLink.Purpose(purpose), digest=secrets.digest("link", token),
        expires_at=now() + timedelta(minutes=minutes),
    )  # fmt: skip
    record(by=by, act="made an entry link", thing=f"entry_link:{link.pk}", about=user.actor_id, purpose=purpose)
    return reverse("entry", args=[token])


def use_entry_link(*, by: Actor, token: str, place: str) -> EntryLink:
    """Take the link's one turn.

    Raises: Refused when there is no such link, or it was used or has run out: all in the same words.
    """
    link = EntryLink.objects.select_related("user").filter(digest=secrets.digest("link", token), user__is_active=True).first()
    if link and link.works:
        unused = Q() if link.is_reusable else Q(used_at=None)
        if EntryLink.objects.filter(unused, pk=link.pk).update(used_at=now()):
            return link
    attempt(f"link:{place}", limit=20, seconds=600)  # only what failed counts: a house behind one address has many people
    raise Refused(_("This link no longer works. Ask for a new one where you got it, or sign in another way."))


# Devices


@transaction.atomic
def begin_sign_in(*, by: User, session_key: str, user_agent: str, how: str) -> SignIn:
    """Keep that this account is signed in on a device, in words; `how` goes to the trail."""
    browser, system = device_words(user_agent)
    sign_in, _new = SignIn.objects.update_or_create(
        session_key=session_key, defaults={"user": by, "browser": browser, "system": system, "last_used_on": today()}
    )
    record(by=by, act="signed in", thing=by.actor_id, about=by.actor_id, how=how)
    return sign_in


@transaction.atomic
def end_sign_in(*, by: User, sign_in: SignIn) -> None:
    """Sign a device out, from wherever the person is now. It takes effect with its next page."""
    may_end_sign_in(by, sign_in).require()
    SessionStore(sign_in.session_key).delete()
    sign_in.delete()
    record(by=by, act="signed out", thing=by.actor_id, about=by.actor_id)


@transaction.atomic
def note_second_step(*, by: User, act: str) -> None:
    """Keep in the trail that somebody changed their second step: `act` says which, in the past tense."""
    record(by=by, act=act, thing=by.actor_id, about=by.actor_id)


def forget_what_ended() -> None:
    """Clear away sessions that ran out, the devices that had them, and codes and links that are over for a day."""
    yesterday = now() - timedelta(days=1)
    Session.objects.filter(expire_date__lt=now()).delete()
    SignIn.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    TextedCode.objects.filter(expires_at__lt=yesterday).delete()
    EntryLink.objects.filter(expires_at__lt=yesterday).delete()
