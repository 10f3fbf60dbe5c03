"""The first pages a person sees: today, people, one's own record."""

from django.urls import path

from hearthside.home import views

urlpatterns = [
    path("", views.front, name="front"),
    path("set-up/", views.set_up, name="set_up"),
    path("today/", views.today, name="today"),
    path("people/", views.people, name="people"),
    path("people/<uuid:person_id>/", views.person, name="person"),
    path("people/<uuid:person_id>/openings/", views.openings, name="openings"),
    path("me/record/", views.my_record, name="my_record"),
    path("me/record.json", views.my_record_file, name="my_record_file"),
    path("me/openings/", views.my_openings, name="my_openings"),
    path("more/", views.more, name="more"),
]
