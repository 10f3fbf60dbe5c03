"""Where official forms are found: the organisation's own links, kept by those who keep the house."""

from django.db import transaction

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.one_to_one.goals import permissions
from hearthside.one_to_one.models import FormsLink


@transaction.atomic
def add_forms_link(*, by: Actor, words: str, address: str) -> FormsLink:
    """A link that everybody finds beside their wishes."""
    permissions.may_keep_forms_links(by).require()
    link = FormsLink.objects.create(words=words.strip(), address=address)
    record(by=by, act="added a link to forms", thing=f"forms_link:{link.pk}")
    return link


@transaction.atomic
def remove_forms_link(*, by: Actor, link: FormsLink) -> None:
    """The link is gone from everybody's page. Removing twice changes nothing."""
    permissions.may_keep_forms_links(by).require()
    thing = f"forms_link:{link.pk}"
    if FormsLink.objects.filter(pk=link.pk).delete()[0]:
        record(by=by, act="removed a link to forms", thing=thing)
