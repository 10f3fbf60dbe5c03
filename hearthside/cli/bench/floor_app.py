"""The floor: what the framework itself costs. A few views as a good developer writes them when nothing else is asked.

Served by its own process, with the same flags and the same kind of database as the house. No middleware but what a view
needs. `python -m hearthside.cli.bench.floor_app ROWS` makes its tables, fills them and prints a session key.
"""

import json
import os
import sys
from datetime import date, datetime, time, timedelta

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

CONTACTS = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Contacts</title></head><body><h1>Contacts of {{ user.username }}</h1>
<ul>{% for one in contacts %}<li><a href="/contacts/{{ one.pk }}/">{{ one.name }}</a>
{{ one.day|date:"j F Y" }}, {{ one.typed_at|date:"H:i" }}: {{ one.minutes }} minutes</li>
{% endfor %}</ul></body></html>"""

if not settings.configured:
    settings.configure(
        SECRET_KEY="the floor keeps no secrets",
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES=json.loads(os.environ["HEARTHSIDE_FLOOR_DATABASES"]),
        ROOT_URLCONF=__name__,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"contacts.html": CONTACTS})]},
            }
        ],
        USE_TZ=True,
        TIME_ZONE="America/Regina",
    )
    django.setup()

from django.contrib.auth.middleware import AuthenticationMiddleware  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.contrib.sessions.middleware import SessionMiddleware  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.db import connection, connections, models  # noqa: E402
from django.http import HttpResponse, JsonResponse  # noqa: E402
from django.shortcuts import redirect, render  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.decorators import decorator_from_middleware  # noqa: E402


class Contact(models.Model):
    """One row, with what is least needed to tell who, when and how long."""

    user = models.ForeignKey(User, models.CASCADE)
    name = models.CharField(max_length=100)
    day = models.DateField()
    minutes = models.IntegerField()
    typed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "floor"
        indexes = [models.Index(fields=["user", "-day"], name="floor_contact_user")]

    def __str__(self) -> str:
        return self.name


class Line(models.Model):
    """One row without an index beside its key: the least that can be kept."""

    minutes = models.IntegerField()
    words = models.CharField(max_length=100)

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return self.words


def bare(request):
    return HttpResponse("ok")


def line(request):
    """One row, durable when the answer is on its way; how many there are when nothing is posted."""
    if request.method == "GET":
        return HttpResponse(str(Line.objects.count()))
    Line.objects.create(minutes=int(request.POST["minutes"]), words=request.POST["words"])
    return redirect("/")


@decorator_from_middleware(SessionMiddleware)
@decorator_from_middleware(AuthenticationMiddleware)
def contacts(request):
    """Session, user, one query, fifty rows."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    return render(
        request, "contacts.html", {"user": request.user, "contacts": Contact.objects.filter(user=request.user).order_by("-day")[:50]}
    )


def report(request):
    """A year out of the house's own indexes: the raw statements of HEARTHSIDE_FLOOR_REPORT, and nothing done with the rows."""
    rows = []
    with connections["house"].cursor() as cursor:
        for statement, parameters in json.loads(os.environ["HEARTHSIDE_FLOOR_REPORT"]):
            cursor.execute(statement, parameters)
            rows.append([[str(value) for value in row] for row in cursor.fetchall()])
    return JsonResponse(rows, safe=False)


# A month as the database itself puts it together: the same rows, links, times, titles and notes as on the page of the house.
TITLE = "replace(replace(replace(g.public_title, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')"
ITEM = f"""'<li><a href="/groups/dates/' || {{key}} || '/"><b>' || {{at}} || '</b> ' ||
    CASE s.state WHEN 'cancelled' THEN '<s>' || {TITLE} || '</s> <i>cancelled</i>' ELSE {TITLE} END ||
    CASE WHEN s.day <> s.slot_day OR s.starts_at <> s.slot_at THEN ' <i>moved</i>' ELSE '' END || '</a>'"""
MONTH = f"""SELECT day, {{join}}(item, '') FROM (
    SELECT s.day AS day, {ITEM} AS item FROM gatherings_session s JOIN gatherings_gathering g ON g.id = s.gathering_id
    WHERE g.is_listed AND s.state <> 'skipped' AND s.day BETWEEN %s AND %s ORDER BY s.day, s.starts_at, g.public_title, s.id
) AS items GROUP BY day ORDER BY day"""
WAYS = {
    "sqlite": {"join": "group_concat", "at": "substr(s.starts_at, 1, 5)", "key": " || '-' || ".join(
        f"substr(s.id, {first}, {length})" for first, length in ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    )},
    "postgresql": {"join": "string_agg", "at": "to_char(s.starts_at, 'HH24:MI')", "key": "s.id::text"},
}  # fmt: skip
_kept: dict[int, tuple[int, bytes]] = {}


def month(request):
    """Every date of one month, put together in SQL, one item of a list for each day."""
    with connections["house"].cursor() as cursor:
        cursor.execute(MONTH.format(**WAYS[connections["house"].vendor]), [request.GET["first"], request.GET["last"]])
        days = "".join(f"<li><h2>{day}</h2><ul>{items}</ul></li>" for day, items in cursor.fetchall())
    return HttpResponse(f'<!doctype html><html lang="en"><head><title>Month</title></head><body><ol>{days}</ol></body></html>')


def kept(request, size):
    """So many bytes that are ready, looked at against one version number by one query."""
    with connections["house"].cursor() as cursor:
        cursor.execute("SELECT number FROM organisation_publicversion WHERE id = 1")
        [[version]] = cursor.fetchall()
    if size not in _kept or _kept[size][0] != version:
        _kept[size] = (version, b"x" * size)
    return HttpResponse(_kept[size][1])


urlpatterns = [
    path("", bare),
    path("lines/", line),
    path("contacts/", contacts),
    path("report/", report),
    path("month/", month),
    path("kept/<int:size>/", kept),
]
application = get_wsgi_application()


def make(rows: int) -> str:
    """Tables, one user with so many contacts, and a session of that user. Returns the session's key."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import Group, Permission
    from django.contrib.sessions.backends.db import SessionStore

    with connection.schema_editor() as editor:
        for model in (ContentType, Permission, Group, User, Session, Contact, Line):
            editor.create_model(model)
    user = User.objects.create_user("robin")
    first, noon = date(2024, 1, 1), timezone.make_aware(datetime.combine(date(2024, 1, 1), time(12)))
    Contact.objects.bulk_create(
        (
            Contact(user=user, name=f"Person {row % 500}", day=first + timedelta(days=row % 700), minutes=15 + row % 45,
                    typed_at=noon + timedelta(minutes=10 * row))
            for row in range(rows)
        ),
        batch_size=1000,
    )  # fmt: skip
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


if __name__ == "__main__":
    sys.stdout.write(make(int(sys.argv[1])))
