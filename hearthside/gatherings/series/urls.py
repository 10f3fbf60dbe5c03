"""How hosts and coordinators keep a gathering and its dates."""

from django.urls import path

from hearthside.gatherings.series import date_views, views

urlpatterns = [
    path("groups/new/", views.new_gathering, name="new_gathering"),
    path("groups/kept/", views.kept_gatherings, name="kept_gatherings"),
    path("groups/<slug:slug>/plan/", views.plan, name="plan"),
    path("groups/<slug:slug>/details/", views.details, name="details"),
    path("groups/<slug:slug>/rhythms/", views.rhythms, name="rhythms"),
    path("groups/<slug:slug>/ending/", views.gathering_ending, name="gathering_ending"),
    path("groups/<slug:slug>/return/", views.gathering_return, name="gathering_return"),
    path("groups/<slug:slug>/dates/<uuid:session_id>/", date_views.session, name="planned_date"),
    path("groups/<slug:slug>/dates/<uuid:session_id>/later/", date_views.later, name="later"),
    path("groups/<slug:slug>/dates/<uuid:session_id>/cancellation/", date_views.cancellation, name="cancellation"),
    path("groups/<slug:slug>/dates/<uuid:session_id>/omission/", date_views.omission, name="omission"),
    path("groups/<slug:slug>/dates/<uuid:session_id>/return/", date_views.session_return, name="session_return"),
]
