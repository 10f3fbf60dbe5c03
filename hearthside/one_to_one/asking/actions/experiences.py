"""The organisation's list of experiences: which are offered, its own names, its own entries. A code never changes."""

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.errors import Refused
from hearthside.core.kept import forget_kept
from hearthside.one_to_one.defaults import EXPERIENCE_NAMES
from hearthside.one_to_one.models import Experience
from hearthside.organisation.permissions import may_keep_house


@transaction.atomic
def add_experience(*, by: Actor, name: str) -> Experience:
    """An experience of the organisation's own, last in the list. Its code is made from the name.

    Raises: Refused without a name.
    """
    may_keep_house(by).require()
    if not name.strip():
        raise Refused(_("Write what it is called."))
    taken = {*EXPERIENCE_NAMES, *Experience.objects.values_list("code", flat=True)}
    stem = slugify(name).replace("-", "_")[:36] or "own"
    code = next(code for number in range(1, len(taken) + 2) if (code := stem if number == 1 else f"{stem}_{number}") not in taken)
    experience = Experience.objects.create(code=code, name=name.strip(), position=len(taken))
    record(by=by, act="added an experience", thing=f"experience:{code}")
    forget_kept()
    return experience


@transaction.atomic
def change_experience(*, by: Actor, code: str, name: str, is_offered: bool) -> None:
    """Rename an experience, or offer it no longer; what stands on requests stays. Without a name it has its usual one.

    Raises: Refused for the organisation's own without a name.
    """
    may_keep_house(by).require()
    if not name.strip() and code not in EXPERIENCE_NAMES:
        raise Refused(_("This one is your own, so it needs a name. Write one."))
    row = Experience.objects.filter(code=code).first() or Experience(code=code, position=list(EXPERIENCE_NAMES).index(code))
    values = {"name": name.strip(), "is_offered": is_offered}
    changed = [one for one, value in values.items() if getattr(row, one) != value]
    if not changed:
        return
    for one in changed:
        setattr(row, one, values[one])
    row.save()
    record(by=by, act="changed an experience", thing=f"experience:{code}", fields=changed)
    forget_kept()
