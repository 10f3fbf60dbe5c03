"""Bringing in a sheet: send it, look at what it would make, mend what cannot be read, decide on names, bring it in."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.core.pages import slice_of
from hearthside.gatherings.imports import actions
from hearthside.gatherings.imports.forms import NamesForm, RowForm, SheetForm
from hearthside.gatherings.imports.shown import AT_ONCE, Shown
from hearthside.gatherings.models import ImportBatch, ImportDraft
from hearthside.gatherings.models.drafts import Brought
from hearthside.gatherings.permissions import may_go_on_with_draft, may_import_attendance, may_import_schedule

ON_ONE_PAGE = 60


@login_required
def gathering_imports(request: HttpRequest) -> HttpResponse:
    """Sending a sheet; the ones that are not finished, and what came in today and can still be undone."""
    may_import_attendance(request.actor).require()
    kinds = [Brought.SCHEDULE, Brought.ATTENDANCE] if may_import_schedule(request.actor) else [Brought.ATTENDANCE]
    form = SheetForm(request.POST or None, request.FILES or None, kinds=kinds)
    if form.is_valid():
        try:
            file = form.cleaned_data["file"]
            return redirect("import_draft", actions.keep_draft(by=request.actor, kind=form.cleaned_data["kind"], data=file.read()).pk)
        except Refused as refusal:
            form.add_error("file", str(refusal))
    drafts = ImportDraft.objects.visible_to(request.actor).with_counts().filter(kind__in=kinds).order_by("-made_at")
    batches = ImportBatch.objects.visible_to(request.actor).order_by("-made_at")
    context = {"form": form, "drafts": drafts, "batches": batches, "kinds": kinds, "room": "kept_gatherings"}
    return render(request, "gatherings/imports.html", context, status=form.status)


def _draft(request: HttpRequest, draft_id: UUID) -> ImportDraft:
    draft = get_object_or_404(ImportDraft.objects.visible_to(request.actor), pk=draft_id)
    may_go_on_with_draft(request.actor, draft).require()
    return draft


@login_required
def import_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What a sheet would make, and the button that brings in what is right."""
    draft = _draft(request, draft_id)
    if request.method == "POST":
        return _brought_in(request, draft)
    shown = Shown(request.actor, draft)
    page = slice_of(shown.ready, request.GET.get("page"), ON_ONE_PAGE)
    return render(request, "gatherings/import_draft.html", {"draft": draft, "shown": shown, "page": page, "room": "kept_gatherings"})


def _brought_in(request: HttpRequest, draft: ImportDraft) -> HttpResponse:
    """Bring in what is right, and say what became of every row."""
    act = actions.bring_in_schedule if draft.kind == Brought.SCHEDULE else actions.bring_in_attendance
    try:
        outcome = act(by=request.actor, draft=draft)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("gathering_imports")
    left = len(outcome.refused) + outcome.waiting
    said = [ngettext("%(count)s row came in.", "%(count)s rows came in.", outcome.created) % {"count": outcome.created}]
    if outcome.skipped:
        said.append(ngettext("%(count)s was known before.", "%(count)s were known before.", outcome.skipped) % {"count": outcome.skipped})
    if left:
        said.append(ngettext("%(count)s stays here to be mended.", "%(count)s stay here to be mended.", left) % {"count": left})
    messages.success(request, " ".join(said))
    return redirect("import_draft", draft.pk) if left else redirect("gathering_imports")


@login_required
def import_rows(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Mending rows in place. What is typed is kept at once, right or not yet."""
    draft = _draft(request, draft_id)
    asked = request.GET.get("row", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else None
    if request.method == "POST":
        return _mended(request, draft)
    forms = Shown(request.actor, draft).forms(number)
    if not forms:
        return redirect("import_draft", draft.pk)
    return render(request, "gatherings/import_rows.html", {"draft": draft, "forms": forms, "room": "kept_gatherings"})


def _mended(request: HttpRequest, draft: ImportDraft) -> HttpResponse:
    """Keep what was typed; then the next rows to mend, or back to what the sheet would make."""
    sent = {pk: form for pk in draft.rows.values_list("pk", flat=True) if (form := _form_sent(request, draft, pk))}
    cells = {pk: form.cells for pk, form in sent.items()}
    left_out = {pk for pk, form in sent.items() if form["is_left_out"].value()}
    actions.mend_rows(by=request.actor, draft=draft, cells=cells, left_out=left_out)
    draft.refresh_from_db()
    wrong = len(Shown(request.actor, draft).wrong)
    if wrong:
        words = ngettext("Kept. %(count)s row still has to be mended.", "Kept. %(count)s rows still have to be mended.", wrong)
        messages.success(request, words % {"count": wrong})
        return redirect("import_rows", draft.pk)
    messages.success(request, _("Kept. Every row can be read now."))
    return redirect("import_draft", draft.pk)


def _form_sent(request: HttpRequest, draft: ImportDraft, pk: UUID) -> RowForm | None:
    """The form of one row, if it was on the page that was sent."""
    prefix = f"row-{pk}"
    is_sent = f"{prefix}-is_sent" in request.POST
    return RowForm(request.POST, prefix=prefix, kind=draft.kind) if is_sent else None


@login_required
def import_names(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Saying who is meant by names that fit nobody exactly: a person decides, name by name."""
    draft = _draft(request, draft_id)
    shown = Shown(request.actor, draft)
    if not shown.undecided:
        return redirect("import_draft", draft.pk)
    form = NamesForm(request.POST or None, sheets=shown.read, most=AT_ONCE)
    if form.is_valid():
        try:
            actions.decide_names(by=request.actor, draft=draft, decided=form.decided)
            return redirect("import_names", draft.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"draft": draft, "form": form, "undecided": shown.undecided, "room": "kept_gatherings"}
    return render(request, "gatherings/import_names.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def import_draft_ending(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw away what is not in yet."""
    actions.end_draft(by=request.actor, draft=_draft(request, draft_id))
    messages.success(request, _("The sheet is thrown away. Nothing more of it comes in."))
    return redirect("gathering_imports")


@login_required
@require_POST
def import_undoing(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take back what one import brought."""
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.actor), pk=batch_id)
    try:
        actions.undo_import(by=request.actor, batch=batch)
        messages.success(request, _("What came in with that sheet is taken back. Programmes that it opened stay."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("gathering_imports")
