"""What waits on this phone, and what the phone needs to keep it."""

from functools import cache
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from hearthside.home.offline.keys import keys_of

FOLDER = Path(__file__).parents[1] / "static/home/offline"
PARTS = ("store.js", "pages.js", "entries.js", "retelling.js", "answers.js", "worker.js")


@login_required
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What waits on this phone. The page is the same for everybody; the phone fills it in."""
    return render(request, "home/offline.html", {"room": "today"})


@login_required
@require_safe
def offline_key(request: HttpRequest) -> HttpResponse:
    """The keys of this session and of this account, the token for forms, and the words the phone says by itself."""
    words = {
        "as_of": _("As of {time}, without signal."),
        "works": _("Today, the calls and the log work. Everything else needs signal."),
        "waits": _("What waits on this phone"),
        "wiped": _("Everything on this phone is deleted. Without signal we could not sign you out: do it once more when there is some."),
    }
    told = keys_of(request) | {"token": get_token(request), "language": request.LANGUAGE_CODE, "words": words}
    return JsonResponse(told, headers={"Cache-Control": "private, no-store"})


@gzip_page
@login_required
@require_safe
def offline_worker(request: HttpRequest) -> HttpResponse:
    """The program, in one piece, so that older phones run it too. It knows nobody and is the same for all."""
    return HttpResponse(_worker(), content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@cache
def _worker() -> bytes:
    return b"\n".join((FOLDER / part).read_bytes() for part in PARTS)
