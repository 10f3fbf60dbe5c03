"""Addresses: Who is on duty when, and where nobody is yet."""

from django.urls import path

from hearthside.checkins.rota import views

urlpatterns = [
    path("rota/", views.rota, name="rota"),
    path("rota/shifts/", views.shifts, name="shifts"),
    path("rota/shifts/<uuid:shift_id>/", views.shift, name="shift"),
    path("rota/shifts/<uuid:shift_id>/taking/", views.shift_taking, name="shift_taking"),
    path("rota/shifts/<uuid:shift_id>/return/", views.shift_return, name="shift_return"),
    path("rota/shifts/<uuid:shift_id>/removal/", views.shift_removal, name="shift_removal"),
    path("rota/<str:week>/", views.rota, name="rota_week"),
]
