"""People: one human, many roles, over time. A person may be an alias and need not have an account, a name or a phone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from uuid import UUID

from django.db import models
from django.db.models import Case, Expression, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from hearthside.core.dates import is_quiet, now, today
from hearthside.core.fields import SealedTextField
from hearthside.core.ids import new_id


def current(day: date | Expression | None = None, prefix: str = "") -> Q:
    """Rows in force on a day: started, and not ended. Roles and relations share it; `ends_on` is the first day on which
    a row no longer holds, so that what is ended today is ended at once.
    """
    day = day or today()
    return Q(**{f"{prefix}starts_on__lte": day}) & (Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gt": day}))


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks at other people's records, and when: all that decides which are open. In a kept query the parts are `Given`."""

    actor: UUID | Expression
    programmes: Collection[UUID | Expression | None]  # those the actor coordinates; None among them means all
    day: date | Expression
    moment: datetime | Expression

    @classmethod
    def of(cls, actor: "Person") -> "Look":
        return cls(actor.pk, actor.coordinated_programmes, today(), now())

    @property
    def related(self) -> models.QuerySet:
        return Relation.objects.filter(current(self.day), supporter=self.actor).values("person")

    @property
    def in_emergency(self) -> models.QuerySet:
        return BreakGlass.objects.running(self.moment).filter(opener=self.actor).values("person")

    @property
    def coordinated(self) -> Q:
        """Those enrolled in a programme the actor coordinates, without those who work here themselves."""
        enrolled = Role.objects.filter(current(self.day), kind__in=Role.ENROLLED)
        if None not in self.programmes:
            enrolled = enrolled.filter(programme__pk__in=self.programmes)
        working = Role.objects.filter(current(self.day), kind__in=Role.WORKING)
        return Q(pk__in=enrolled.values("person"), merged_into=None) & ~Q(pk__in=working.values("person"))


class PersonQuerySet(models.QuerySet):
    def visible_to(self, actor) -> "PersonQuerySet":
        """Whose record this actor may open: their own, those they have a current relation with, those enrolled in a
        programme they coordinate unless they are colleagues, and those opened in an emergency that is still running.

        Rights come from relation. No role opens one's own colleagues' records, and administrators open none.
        """
        return self.visible_in(Look.of(actor)) if isinstance(actor, Person) else self.none()

    def visible_in(self, look: Look) -> "PersonQuerySet":
        """The same for a kept query, whose values come later."""
        visible = Q(pk=look.actor) | Q(pk__in=look.related) | Q(pk__in=look.in_emergency)
        if look.programmes:
            visible |= look.coordinated
        return self.filter(visible, merged_into=None)

    def opened_by(self, actor) -> "PersonQuerySet":
        """Those visible to an actor, each with the `right` under which their record opens: self, relation, coordinator or
        emergency, the first that holds. The person reads it in the list of who opened their record.
        """
        return self.opened_in(Look.of(actor)) if isinstance(actor, Person) else self.none()

    def opened_in(self, look: Look) -> "PersonQuerySet":
        """The same for a kept query, whose values come later."""
        rights = [When(pk=look.actor, then=Value("self")), When(pk__in=look.related, then=Value("relation"))]
        if look.programmes:
            rights.append(When(look.coordinated, then=Value("coordinator")))
        return self.visible_in(look).annotate(right=Case(*rights, default=Value("emergency")))

    def coordinated_by(self, actor: "Person") -> "PersonQuerySet":
        """Those enrolled today in a programme this actor coordinates, without those who work here themselves."""
        return self.filter(Look.of(actor).coordinated)

    def working_as(self, *kinds: str) -> "PersonQuerySet":
        """Those who hold one of these roles today; without kinds, everybody who works here."""
        working = Role.objects.filter(current(), kind__in=kinds or Role.WORKING)
        return self.filter(pk__in=working.values("person"), merged_into=None)

    def roles_shown_to(self, actor) -> "PersonQuerySet":
        """Whose roles this actor may see: of those whose record they may open, of colleagues for those who keep the
        house, and of anybody they can name for administrators. It shows the roles and nothing else of the record.
        """
        visible = self.visible_to(actor)
        if not isinstance(actor, Person) or not actor.keeps_house:
            return visible
        if actor.holds(Role.Kind.ADMINISTRATOR):
            return self.filter(merged_into=None)
        return self.filter(Q(pk__in=visible.values("pk")) | Q(pk__in=self.working_as().values("pk")), merged_into=None)

    def called(self, typed: str) -> "PersonQuerySet":
        """Those with exactly this name or reference, in capitals or not."""
        return self.filter(Q(name__iexact=typed.strip()) | Q(reference__iexact=typed.strip()), merged_into=None)

    def reached_at(self, lookup: str) -> "PersonQuerySet":
        """Whose way to reach this is today; `lookup` is the keyed digest of a number or address (core.lookups.lookup_of)."""
        return self.filter(ways__lookup=lookup, ways__ended_on=None, merged_into=None).distinct()

    def by_name(self) -> "PersonQuerySet":
        return self.order_by("name", "pk")


class Person(models.Model):
    """A human being whom the organisation knows, by a name or by an alias they chose."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120, help_text="as they like to be called")
    is_alias = models.BooleanField(default=False, help_text="the name is one they chose for here")
    reference = models.CharField(max_length=120, blank=True, help_text="what another system or a sign-in sheet calls them")
    pronouns = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=8, blank=True, help_text="empty = the organisation's")
    zone = models.CharField(max_length=60, blank=True, help_text="empty = the organisation's")
    quiet_from = models.TimeField(default=time(21, 0))
    quiet_until = models.TimeField(default=time(8, 0))
    user = models.OneToOneField("accounts.User", models.SET_NULL, null=True, blank=True, related_name="person")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    known_since = models.DateField(default=today)

    objects = PersonQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["name"], name="person_name"), models.Index(fields=["reference"], name="person_reference")]

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """The first part of the name, for a greeting."""
        return self.name.split()[0]

    @property
    def actor_id(self) -> str:
        return f"person:{self.pk}"

    @property
    def actor_label(self) -> str:
        return self.name

    @cached_property
    def current_roles(self) -> list["Role"]:
        """Roles held today; read once for each request."""
        return list(self.roles.filter(current()))

    def holds(self, *kinds: str) -> bool:
        """Whether the person holds any of these roles today, in any programme."""
        return any(role.kind in kinds for role in self.current_roles)

    @property
    def coordinated_programmes(self) -> set:
        """Ids of the programmes this person coordinates today; None among them means all."""
        return {role.programme_id for role in self.current_roles if role.kind == Role.Kind.COORDINATOR}

    @property
    def works_here(self) -> bool:
        return self.holds(*Role.WORKING)

    @property
    def keeps_house(self) -> bool:
        """Coordinators and administrators see what waits to be sent (see core.actors.Actor)."""
        return self.holds(Role.Kind.COORDINATOR, Role.Kind.ADMINISTRATOR)

    @property
    def keeps_keys(self) -> bool:
        """Administrators help others to sign in; it never lets them open a record."""
        return self.holds(Role.Kind.ADMINISTRATOR)

    def is_quiet_at(self, local: time) -> bool:
        """Whether a local clock time falls in the person's quiet hours."""
        return is_quiet(local, self.quiet_from, self.quiet_until)


class Role(models.Model):
    """What a person is here for a time: member and supporter and board member at once is usual."""

    class Kind(models.TextChoices):
        MEMBER = "member", _("member")
        PARTICIPANT = "participant", _("participant")
        GUEST = "guest", _("guest")
        SUPPORTER = "supporter", _("peer supporter")
        HOST = "host", _("host")
        COORDINATOR = "coordinator", _("coordinator")
        TRAINER = "trainer", _("trainer")
        BOARD = "board", _("board member")
        EVALUATOR = "evaluator", _("evaluator")
        ADMINISTRATOR = "administrator", _("administrator")

    ENROLLED = (Kind.MEMBER, Kind.PARTICIPANT, Kind.GUEST)
    WORKING = (Kind.SUPPORTER, Kind.HOST, Kind.COORDINATOR, Kind.TRAINER, Kind.EVALUATOR, Kind.ADMINISTRATOR, Kind.BOARD)
    NEEDS_SECOND_FACTOR = (Kind.COORDINATOR, Kind.ADMINISTRATOR)
    WHOLE_HOUSE = (Kind.BOARD, Kind.EVALUATOR, Kind.ADMINISTRATOR)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind)
    programme = models.ForeignKey("organisation.Programme", models.PROTECT, null=True, blank=True, help_text="empty = everywhere")
    starts_on = models.DateField(default=today)
    ends_on = models.DateField(null=True, blank=True, help_text="the first day on which it no longer holds")

    class Meta:
        indexes = [models.Index(fields=["kind", "programme", "person"], name="role_kind")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="role_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.programme_id or ''}"

    @property
    def last_day(self) -> date | None:
        """The last day on which it held or will hold, as a page says it."""
        return max(self.starts_on, self.ends_on - timedelta(days=1)) if self.ends_on else None


class RelationQuerySet(models.QuerySet):
    def open(self) -> "RelationQuerySet":
        return self.filter(current())


class Relation(models.Model):
    """Two people who meet: it is what opens a record to a supporter. Ended, it closes it again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="relations")
    supporter = models.ForeignKey(Person, models.CASCADE, related_name="supports")
    programme = models.ForeignKey("organisation.Programme", models.PROTECT, null=True, blank=True)
    starts_on = models.DateField(default=today)
    ends_on = models.DateField(null=True, blank=True, help_text="the first day on which it no longer holds")
    history_from = models.DateField(null=True, blank=True, help_text="what was written before is closed to this supporter; empty = open")

    objects = RelationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["supporter", "person"], name="relation_pair")]
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("supporter")), name="relation_of_two"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="relation_ends_after_start"),
            models.UniqueConstraint(fields=["person", "supporter"], condition=Q(ends_on=None), name="one_open_relation"),
        ]

    def __str__(self) -> str:
        return f"{self.supporter_id} with {self.person_id}"


class BreakGlassQuerySet(models.QuerySet):
    def of(self, actor) -> "BreakGlassQuerySet":
        """Those this actor opened, and those in which their own record was opened."""
        return self.filter(Q(opener=actor.pk) | Q(person=actor.pk)) if isinstance(actor, Person) else self.none()

    def running(self, at: datetime | Expression | None = None) -> "BreakGlassQuerySet":
        at = at or now()
        return self.filter(opened_at__lte=at, ends_at__gt=at)


class BreakGlass(models.Model):
    """A record opened in an emergency without a relation: with a reason, for a short time, and seen by the person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    opener = models.ForeignKey(Person, models.CASCADE, related_name="emergencies_opened")
    person = models.ForeignKey(Person, models.CASCADE, related_name="emergencies")
    reason = SealedTextField()
    opened_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True, help_text="when the person was told and had read it")

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("opened_at")), name="break_glass_ends")]

    def __str__(self) -> str:
        return f"{self.opener_id} opened {self.person_id}"
