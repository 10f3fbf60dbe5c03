"""Between signing in and every page: a locked session shows nothing, a needed second step comes first."""

from datetime import date

from django.conf import settings
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control

from hearthside.accounts import locking, second_step
from hearthside.accounts.models import SignIn
from hearthside.core.dates import today

DAY = "day"
ALWAYS = ("/healthz", settings.STATIC_URL, "/s/", "/accounts/lock/")
BEFORE_SECOND_STEP = (*ALWAYS, "/accounts/second-step/", "/accounts/login/", "/accounts/logout/", "/accounts/enter/")


class SignInMiddleware:
    """Costs a signed-in page nothing but the session and the user, which every page needs; one more write a day."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if locking.is_locked(request) and not request.path_info.startswith(ALWAYS):
            return redirect("lock")
        if not request.user.is_authenticated:
            return self.get_response(request)
        owes_step = request.user.needs_second_factor and not request.path_info.startswith(BEFORE_SECOND_STEP)
        if owes_step and not second_step.is_done(request):
            return redirect(second_step.address_for(request))
        response = self.get_response(request)
        if "Cache-Control" not in response:
            patch_cache_control(response, private=True, no_store=True)  # the Back button shows nothing of a locked session
        return response

    def process_view(self, request, view, args, kwargs):
        """Here the organisation's time is on, which the rooms above bring along."""
        if request.user.is_authenticated:
            _note_day(request)


def _note_day(request) -> None:
    """Keep the last day on which a device was used, and let its session live on from there."""
    day = today()
    known = request.session.get(DAY)
    if known and date.fromisoformat(known) != day:
        request.session[DAY] = day.isoformat()
        SignIn.objects.filter(session_key=request.session.session_key).update(last_used_on=day)
