"""Taking a report away is the one thing done here."""

from django.db import transaction

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.people.permissions import may_read_reports
from hearthside.reports.files import FORMATS
from hearthside.reports.tables import Report


@transaction.atomic
def download_report(*, by: Actor, report: Report, ending: str) -> bytes:
    """The file, and an entry in the trail of who took which numbers out of the house.

    Raises: NotAllowed for those who may not read reports.
    """
    may_read_reports(by).require()
    _kind, write = FORMATS[ending]
    content = write(report)
    scope = report.scope
    asked = {"first": scope.first.isoformat(), "last": scope.last.isoformat(), "apart": scope.by or "", "file": ending}
    asked["programme"] = scope.programme.code if scope.programme else ""
    record(by=by, act="downloaded a report", thing=f"report:{report.name}", **asked)
    return content
