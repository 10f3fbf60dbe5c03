"""What was written before two people met: closed to the one who supports now, unless the person keeps it open for them."""

from django.db.models import Case, DateField, Exists, F, OuterRef, QuerySet, Subquery, When

from hearthside.people.models.person import Look, Person, Relation, current


class WholeLook(Look):
    """The same look, at those alone whose record it opens from the first day on."""

    @property
    def related(self) -> QuerySet:
        return super().related.filter(history_from=None)


def opened_since(look: Look) -> Case:
    """Of people whom a look opens: the first day of which it opens what happened, as an expression; None means all of it.

    Whoever has another right beside the relation, as coordinator or in an emergency, reads all.
    """
    with_actor = Relation.objects.filter(current(look.day), supporter=look.actor, person=OuterRef("pk"), history_from__isnull=False)
    whole = Person.objects.visible_in(WholeLook(look.actor, look.programmes, look.day, look.moment)).values("pk")
    return Case(
        When(~Exists(with_actor), then=None),  # most relations, so it is asked first
        When(pk__in=whole, then=None),
        default=Subquery(with_actor.order_by("history_from").values("history_from")[:1]),
        output_field=DateField(),
    )


def opened_rows(rows: QuerySet, actor: Person) -> tuple[QuerySet, QuerySet]:
    """Of rows with a `person` and a `day`, what the record opens to this actor: those of people whose record is wholly
    open, and those since the day from which it is. Two querysets, since each has its own index.
    """
    whole = rows.filter(person__in=Person.objects.visible_in(WholeLook.of(actor)))
    return whole, rows.filter(
        current(prefix="person__relations__"),
        person__relations__supporter=actor,
        person__relations__history_from__lte=F("day"),
        person__merged_into=None,
    )
