"""Sessions in the database, as Django keeps them; only the question that every request begins with is kept ready."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from hearthside.core.kept_queries import Given, KeptQuery

live_session = KeptQuery(
    lambda: Session.objects.filter(session_key=Given("key", models.CharField()), expire_date__gt=Given("moment", models.DateTimeField()))
)


class SessionStore(DatabaseSessions):
    """The same rows and cookies as Django's own; sessions in force before it stay so."""

    def _get_session_from_db(self):
        if found := live_session(key=self.session_key, moment=timezone.now()):
            return found[0]
        self._session_key = None
        return None
