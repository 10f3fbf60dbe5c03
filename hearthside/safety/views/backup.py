"""Asking a colleague for backup, and talking it over afterwards."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.safety import actions
from hearthside.safety.forms import BackupForm, DebriefForm
from hearthside.safety.models import Backup, Debrief
from hearthside.safety.permissions import may_answer_debrief, may_ask_backup, may_come, may_end_backup
from hearthside.safety.queries import colleagues_there


@never_cache
@login_required
def backup(request: HttpRequest) -> HttpResponse:
    """One button, who is there to be called, and the crisis lines."""
    may_ask_backup(request.actor).require()
    form = BackupForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect("backup_asked", actions.ask_backup(by=request.actor, where=form.cleaned_data["where"]).pk)
    context = {
        "form": form,
        "open": Backup.objects.visible_to(request.actor).open().filter(asked_by=request.actor).first(),
        "there": colleagues_there(request.actor),
    }
    return render(request, "safety/backup.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
def backup_asked(request: HttpRequest, backup_id: UUID) -> HttpResponse:
    """Has anybody seen it? The page asks again by itself until it is over."""
    backup = get_object_or_404(Backup.objects.visible_to(request.actor).select_related("asked_by", "coming"), pk=backup_id)
    is_own = backup.asked_by_id == request.actor.pk
    context = {
        "backup": backup,
        "is_own": is_own,
        "there": colleagues_there(request.actor) if is_own and not backup.ended_at else [],
        "may_come": may_come(request.actor, backup) if not backup.coming_id and not backup.ended_at else None,
        "may_end": may_end_backup(request.actor, backup) if not backup.ended_at else None,
    }
    return render(request, "safety/backup_asked.html", context)


@login_required
@require_POST
def backup_coming(request: HttpRequest, backup_id: UUID) -> HttpResponse:
    """I come, or I call."""
    backup = get_object_or_404(Backup.objects.visible_to(request.actor), pk=backup_id)
    try:
        actions.come(by=request.actor, backup=backup)
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("backup_asked", backup.pk)


@login_required
@require_POST
def backup_ending(request: HttpRequest, backup_id: UUID) -> HttpResponse:
    """It is over."""
    actions.end_backup(by=request.actor, backup=get_object_or_404(Backup.objects.visible_to(request.actor), pk=backup_id))
    messages.success(request, _("It is over. If you would like to talk about it, choose with whom."))
    return redirect("debriefs")


@never_cache
@login_required
def debriefs(request: HttpRequest) -> HttpResponse:
    """What I might talk over, and colleagues who would like to talk with me."""
    may_ask_backup(request.actor).require()
    seen = Debrief.objects.visible_to(request.actor).open().select_related("supporter", "with_whom").order_by("offered_at")
    mine = [one for one in seen if one.supporter_id == request.actor.pk]
    return render(request, "safety/debriefs.html", {"mine": mine, "with_me": [one for one in seen if one not in mine]})


@login_required
@require_POST
def debrief_request(request: HttpRequest) -> HttpResponse:
    """I would like to talk something over."""
    return redirect("debrief", actions.ask_debrief(by=request.actor).pk)


@never_cache
@login_required
def debrief(request: HttpRequest, debrief_id: UUID) -> HttpResponse:
    """With whom, or not at all."""
    debrief = get_object_or_404(Debrief.objects.visible_to(request.actor).open(), pk=debrief_id)
    may_answer_debrief(request.actor, debrief).require()
    form = DebriefForm(request.POST or None, actor=request.actor, initial={"with_whom": debrief.with_whom_id})
    if request.method == "POST" and form.is_valid():
        actions.answer_debrief(by=request.actor, debrief=debrief, with_whom=form.cleaned_data["with_whom"])
        return redirect("debriefs")
    return render(request, "safety/debrief.html", {"form": form, "debrief": debrief}, status=422 if form.errors else 200)


@login_required
@require_POST
def debrief_ending(request: HttpRequest, debrief_id: UUID) -> HttpResponse:
    """We have talked."""
    actions.end_debrief(by=request.actor, debrief=get_object_or_404(Debrief.objects.visible_to(request.actor), pk=debrief_id))
    messages.success(request, _("Done with. Nothing of what you said is kept."))
    return redirect("debriefs")
