"""Every address of the house. Each has a row in tests/walks/access.py, or a test fails."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("hearthside.accounts.urls")),
    path("organisation/", include("hearthside.organisation.urls")),
    path("people/", include("hearthside.people.urls")),
    path("code/", include("hearthside.people.asking.urls")),
    path("", include("hearthside.people.texting.urls")),
    path("s/", include("hearthside.surveys.urls")),
    path("log/", include("hearthside.encounters.urls")),
    path("", include("hearthside.one_to_one.urls")),
    path("", include("hearthside.checkins.urls")),
    path("", include("hearthside.safety.urls")),
    path("", include("hearthside.gatherings.urls")),
    path("reports/", include("hearthside.reports.urls")),
    path("outbox/", include("hearthside.outbox.urls")),
    path("telephone/", include("hearthside.outbox.telephone.urls")),
    path("", include("hearthside.core.urls")),
    path("", include("hearthside.home.offline.urls")),
    path("", include("hearthside.home.urls")),
]
