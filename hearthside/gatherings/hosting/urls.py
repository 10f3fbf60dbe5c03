"""Who holds gatherings and their dates."""

from django.urls import path

from hearthside.gatherings.hosting import views

urlpatterns = [
    path("groups/hosting/", views.hosting, name="hosting"),
    path("groups/<slug:slug>/hosts/", views.hosts, name="hosts"),
    path("groups/<slug:slug>/hosts/<uuid:host_id>/", views.host, name="host"),
    path("groups/<slug:slug>/hosts/<uuid:host_id>/ending/", views.hosting_ending, name="hosting_ending"),
    path("groups/<slug:slug>/rotation/", views.rotation, name="rotation"),
    path("groups/<slug:slug>/dates/<uuid:session_id>/duties/", views.duties, name="duties"),
    path("groups/<slug:slug>/dates/<uuid:session_id>/duty/", views.duty, name="duty"),
    path("groups/<slug:slug>/dates/<uuid:session_id>/duties/<uuid:duty_id>/ending/", views.duty_ending, name="duty_ending"),
    path("groups/<slug:slug>/dates/<uuid:session_id>/duties/<uuid:duty_id>/return/", views.duty_return, name="duty_return"),
]
