"""Addresses: when it gets hard."""

from django.urls import path

from hearthside.safety.views import backup, events, promise

urlpatterns = [
    path("crisis/", promise.crisis, name="crisis"),
    path("promise/", promise.promise, name="promise"),
    path("promise/wording/", promise.promise_wording, name="promise_wording"),
    path("people/<uuid:person_id>/promise/", promise.promise_saying, name="promise_saying"),
    path("people/<uuid:person_id>/safety/", events.person_safety, name="person_safety"),
    path("people/<uuid:person_id>/safety/new/", events.new_person_event, name="new_person_event"),
    path("safety/new/", events.new_event, name="new_event"),
    path("safety/<uuid:event_id>/", events.safety_event, name="safety_event"),
    path("safety/<uuid:event_id>/wording/", events.event_wording, name="event_wording"),
    path("safety/<uuid:event_id>/answer/", events.event_answer, name="event_answer"),
    path("safety/<uuid:event_id>/reading/", events.event_reading, name="event_reading"),
    path("safety/<uuid:event_id>/reply-reading/", events.event_reply_reading, name="event_reply_reading"),
    path("backup/", backup.backup, name="backup"),
    path("backup/<uuid:backup_id>/", backup.backup_asked, name="backup_asked"),
    path("backup/<uuid:backup_id>/coming/", backup.backup_coming, name="backup_coming"),
    path("backup/<uuid:backup_id>/ending/", backup.backup_ending, name="backup_ending"),
    path("debriefs/", backup.debriefs, name="debriefs"),
    path("debriefs/request/", backup.debrief_request, name="debrief_request"),
    path("debriefs/<uuid:debrief_id>/", backup.debrief, name="debrief"),
    path("debriefs/<uuid:debrief_id>/ending/", backup.debrief_ending, name="debrief_ending"),
]
