"""Who holds gatherings and their dates."""

from django.urls import path

from hearthside.gatherings.hosting import views

urlpatterns = [
    path("hosting/", views.hosting, name="hosting"),
    path("<slug:slug>/hosts/", views.hosts, name="hosts"),
    path("<slug:slug>/hosts/<uuid:host_id>/", views.host, name="host"),
    path("<slug:slug>/hosts/<uuid:host_id>/ending/", views.hosting_ending, name="hosting_ending"),
    path("<slug:slug>/rotation/", views.rotation, name="rotation"),
    path("<slug:slug>/dates/<uuid:session_id>/duties/", views.duties, name="duties"),
    path("<slug:slug>/dates/<uuid:session_id>/duty/", views.duty, name="duty"),
    path("<slug:slug>/dates/<uuid:session_id>/duties/<uuid:duty_id>/ending/", views.duty_ending, name="duty_ending"),
    path("<slug:slug>/dates/<uuid:session_id>/duties/<uuid:duty_id>/return/", views.duty_return, name="duty_return"),
]
