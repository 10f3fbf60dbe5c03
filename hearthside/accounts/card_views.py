"""One's own code card: issuing it, printing it, ending it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hearthside.accounts.actions import issue_code_card, revoke_code_card
from hearthside.accounts.cards import forget_card, keep_for_printing, to_print
from hearthside.accounts.forms import NewCardForm
from hearthside.accounts.models import CodeCard
from hearthside.core.errors import Refused


@never_cache
@login_required
def card(request: HttpRequest) -> HttpResponse:
    """A PIN, and a card is made; the one before ends."""
    form = NewCardForm(request.POST or None)
    if form.is_valid():
        try:
            code = issue_code_card(by=request.user, user=request.user, pin=form.cleaned_data["pin"])
        except Refused as refused:
            form.add_error("pin", str(refused))
        else:
            keep_for_printing(request.session, code=code, pin=form.cleaned_data["pin"])
            return redirect("card_print")
    has_card = CodeCard.objects.filter(user=request.user, ended_at=None).exists()
    return render(request, "accounts/card.html", {"form": form, "has_card": has_card})


@never_cache
@login_required
def card_print(request: HttpRequest) -> HttpResponse:
    """The card, until it is printed or ten minutes have gone: a printer may jam."""
    if request.method == "POST":
        forget_card(request.session)
        return redirect("signing_in")
    return render(request, "accounts/card_print.html", {"card": to_print(request.session)})


@require_POST
@login_required
def card_ending(request: HttpRequest) -> HttpResponse:
    """The card opens nothing any more."""
    revoke_code_card(by=request.user, card=get_object_or_404(CodeCard, user=request.user, ended_at=None))
    messages.success(request, _("Your code card no longer works. You can make a new one at any time."))
    return redirect("signing_in")
