"""What is to be sent to somebody: written inside the act that causes it, delivered after that act is safe."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hearthside.core.actors import Actor
from hearthside.core.dates import QuietHours, now
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id
from hearthside.outbox.models.telephone import Heard, Stopped

UNCLEAR_AFTER = timedelta(minutes=5)  # a delivery takes seconds: a claim this old is of a worker that stopped half-way
KEPT_FOR = timedelta(days=7)


class MessageQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> "MessageQuerySet":
        """Those who keep the house see the outbox; nobody else, since it says who is reached and what for."""
        return self.all() if actor.keeps_house else self.none()

    def open(self) -> "MessageQuerySet":
        """Not sent, not failed for good, not left."""
        return self.filter(sent_at=None, failed_at=None, left_at=None)

    def current(self, at: datetime | None = None) -> "MessageQuerySet":
        """Open, and not yet too late to send."""
        return self.open().filter(Q(expires_at=None) | Q(expires_at__gt=at or now()))

    def waiting(self, at: datetime | None = None) -> "MessageQuerySet":
        """Nobody has begun to deliver it."""
        return self.current(at).filter(claimed_at=None)

    def due(self, at: datetime | None = None) -> "MessageQuerySet":
        """Waiting, and its time has come."""
        at = at or now()
        return self.waiting(at).filter(Q(not_before=None) | Q(not_before__lte=at))

    def welcome(self) -> "MessageQuerySet":
        """Without those to a number that said stop (what somebody asked for this minute may still go there), and without those
        that end when we hear from the number, and we did.
        """
        stopped = Stopped.objects.filter(lookup=OuterRef("lookup"), ended_at=None)
        heard = Heard.objects.filter(lookup=OuterRef("lookup"), heard_at__gte=OuterRef("queued_at")).exclude(lookup="")
        in_time = self.exclude(Q(ends_when_heard=True) & Exists(heard))
        return in_time.filter(Q(purpose__in=Message.AWAITED) | ~Exists(stopped))

    def unclear(self, at: datetime | None = None) -> "MessageQuerySet":
        """A worker began and never said how it ended: it may or may not have gone out, so a person decides."""
        at = at or now()
        return self.current(at).filter(claimed_at__lte=at - UNCLEAR_AFTER)

    def by_hand(self) -> "MessageQuerySet":
        """No provider delivers this channel here, so a person does it with their own phone or mail."""
        return self.exclude(channel__in=settings.OUTBOX_PROVIDERS)

    def by_machine(self) -> "MessageQuerySet":
        return self.filter(channel__in=settings.OUTBOX_PROVIDERS)

    def sent_lately(self, at: datetime | None = None) -> "MessageQuerySet":
        return self.filter(sent_at__gt=(at or now()) - KEPT_FOR).filter(Q(failed_at=None) | Q(delivered_at__isnull=False))

    def failed(self) -> "MessageQuerySet":
        """Not taken, or taken and then said not to have arrived."""
        return self.filter(delivered_at=None, left_at=None).exclude(failed_at=None)


class Message(models.Model):
    """One mail or text to one recipient on one occasion. What happened to it is kept as moments, never as a state."""

    class Channel(models.TextChoices):
        MAIL = "mail", _("e-mail")
        SMS = "sms", _("text message")

    class Purpose(models.TextChoices):
        SIGN_IN_CODE = "sign_in_code", _("sign-in code")
        CHECK_INS = "check_ins", _("check-ins and visits")
        REMINDERS = "reminders", _("reminders")
        SURVEYS = "surveys", _("survey invitations")
        NEWS = "news", _("news")
        ANSWER = "answer", _("answer to a word such as STOP")

    AWAITED = (Purpose.SIGN_IN_CODE, Purpose.ANSWER)  # somebody asked for it this minute
    WHY_LEFT = {
        "stopped": _("The number said stop, so it was not sent."),
        "heard": _("We heard from them first, so it was not sent."),
        "too_late": _("Its time was over, so it was not sent."),
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    channel = models.CharField(max_length=8, choices=Channel)
    purpose = models.CharField(max_length=16, choices=Purpose)
    key = models.CharField(max_length=200, unique=True, help_text="occasion, recipient and kind: the same one is queued once")
    about = models.CharField(max_length=80, blank=True, help_text="whom it concerns, such as person:0192…")
    written_by = models.CharField(
        max_length=80, blank=True, help_text="actor id of who wrote these words to one person; empty = words of the house"
    )
    to = SealedTextField(null=True, help_text="address or E.164 number; erased with the words")
    lookup = models.CharField(
        max_length=64, blank=True, help_text="keyed digest of a number, so that a STOP from it is found; erased with it"
    )
    ends_when_heard = models.BooleanField(default=False, help_text="not sent once we have heard from that number since it was queued")
    subject = SealedTextField(null=True)
    body = SealedTextField(null=True, help_text="erased a week after the end, codes at once")
    queued_at = models.DateTimeField(default=now)
    not_before = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64, blank=True, help_text="by whose clock it is night for whoever gets it")
    quiet_from = models.TimeField(null=True, blank=True, help_text="none = somebody waits for it this minute")
    quiet_until = models.TimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.CharField(max_length=80, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.CharField(max_length=80, blank=True, help_text="who pressed 'I sent it', or the worker")
    provider_id = models.CharField(max_length=64, blank=True, help_text="what the provider calls it, for news of its delivery")
    delivered_at = models.DateTimeField(
        null=True, blank=True, help_text="the provider said that it arrived; without that, sent means not known"
    )
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=40, blank=True, help_text="a code, never the answer of a server")
    left_at = models.DateTimeField(null=True, blank=True, help_text="it is not sent: somebody decided so, or `failure` says why")
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["queued_at"], name="message_open", condition=Q(sent_at=None, failed_at=None, left_at=None)
            ),  # the worker's look, every few seconds
            models.Index(fields=["queued_at"], name="message_unerased", condition=Q(erased_at=None)),
            models.Index(fields=["about", "queued_at"], name="message_about"),
            models.Index(fields=["provider_id"], name="message_provider_id", condition=~Q(provider_id="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(claimed_at=None, claimed_by="") | (Q(claimed_at__isnull=False) & ~Q(claimed_by="")),
                name="message_claimed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by="") | (Q(sent_at__isnull=False) & ~Q(sent_by="")), name="message_sent_by_somebody"
            ),
            models.CheckConstraint(condition=Q(failed_at=None) | ~Q(failure=""), name="message_failure_has_a_code"),
            models.CheckConstraint(
                condition=Q(zone="", quiet_from=None, quiet_until=None)
                | (~Q(zone="") & Q(quiet_from__isnull=False, quiet_until__isnull=False)),
                name="message_quiet_hours_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"

    @property
    def is_code(self) -> bool:
        """Whoever reads it could sign in as somebody else."""
        return self.purpose == self.Purpose.SIGN_IN_CODE

    @property
    def is_between_two(self) -> bool:
        """Somebody's own words to one person: read only where that person's record is open, never in the outbox."""
        return self.written_by != ""

    @property
    def is_by_hand(self) -> bool:
        return self.channel not in settings.OUTBOX_PROVIDERS

    @property
    def quiet(self) -> QuietHours | None:
        """When it may not go out; None when somebody waits for it."""
        if self.quiet_from is None or self.quiet_until is None:
            return None
        return QuietHours(self.zone, self.quiet_from, self.quiet_until)

    @property
    def is_failed(self) -> bool:
        """It waits for somebody: not taken, or taken and then said not to have arrived."""
        return self.failed_at is not None and self.delivered_at is None and self.left_at is None

    @property
    def is_arrival_unknown(self) -> bool:
        """A provider took it and would tell us of its arrival, and has not."""
        return self.sent_at is not None and self.delivered_at is None and self.provider_id != ""

    @property
    def why_left(self) -> str:
        """In words, why the machine did not send it; empty when somebody decided so."""
        return str(self.WHY_LEFT.get(self.failure, "")) if self.left_at else ""

    @property
    def is_open(self) -> bool:
        return self.sent_at is None and self.failed_at is None and self.left_at is None and not self.is_too_late

    @property
    def is_too_late(self) -> bool:
        return self.expires_at is not None and self.expires_at <= now()

    @property
    def is_unclear(self) -> bool:
        return self.is_open and self.claimed_at is not None and self.claimed_at <= now() - UNCLEAR_AFTER
