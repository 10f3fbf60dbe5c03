"""Addresses of the public calendar, its groups, dates and feeds."""

from django.urls import path

from hearthside.gatherings.calendar import feed_views, own_views, views

urlpatterns = [
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/week/<str:week>/", views.calendar_week, name="calendar_week"),
    path("calendar/list/", views.calendar_list, name="calendar_list"),
    path("calendar/feeds/", views.calendar_feeds, name="calendar_feeds"),
    path("calendar/meetings.json", feed_views.meetings, name="meetings"),
    path("calendar/private/<str:token>.ics", feed_views.personal_feed, name="personal_feed"),
    path("calendar/<slug:code>.ics", feed_views.programme_feed, name="programme_feed"),
    path("calendar/<str:month>/", views.calendar_month, name="calendar_month"),
    path("calendar.ics", feed_views.calendar_feed, name="calendar_feed"),
    path("groups/", views.gatherings, name="gatherings"),
    path("groups/<slug:slug>.ics", feed_views.gathering_feed, name="gathering_feed"),
    path("groups/dates/<uuid:session_id>.ics", feed_views.calendar_date_file, name="calendar_date_file"),
    path("groups/dates/<uuid:session_id>/", views.calendar_date, name="calendar_date"),
    path("groups/<slug:slug>/", views.gathering, name="gathering"),
    path("me/calendar/", own_views.my_calendar, name="my_calendar"),
    path("me/calendar/ending/", own_views.my_calendar_ending, name="my_calendar_ending"),
]
