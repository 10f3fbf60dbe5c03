"""Addresses: The person's own check-in plan: times, voices, words, absences and the steps they agree to."""

from django.urls import include, path

from hearthside.checkins.plans import step_views, views

parts = [
    path("", views.check_ins, name="check_ins"),
    path("beginning/", views.check_in_beginning, name="check_in_beginning"),
    path("ending/", views.check_in_ending, name="check_in_ending"),
    path("return/", views.check_in_return, name="check_in_return"),
    path("sheet/", views.check_in_sheet, name="check_in_sheet"),
    path("decisions/<uuid:question_id>/reading/", views.check_in_reading, name="check_in_reading"),
    path("times/", views.check_in_times, name="check_in_times"),
    path("times/<uuid:time_id>/removal/", views.check_in_time_removal, name="check_in_time_removal"),
    path("number/", views.check_in_number, name="check_in_number"),
    path("words/", views.check_in_words, name="check_in_words"),
    path("voices/", views.check_in_voices, name="check_in_voices"),
    path("absences/", views.check_in_absences, name="check_in_absences"),
    path("absences/<uuid:absence_id>/withdrawal/", views.check_in_absence_withdrawal, name="check_in_absence_withdrawal"),
    path("steps/", step_views.check_in_steps, name="check_in_steps"),
    path("steps/template/", step_views.check_in_template, name="check_in_template"),
    path("steps/<uuid:step_id>/", step_views.check_in_step, name="check_in_step"),
    path("steps/<uuid:step_id>/place/", step_views.check_in_step_place, name="check_in_step_place"),
    path("steps/<uuid:step_id>/removal/", step_views.check_in_step_removal, name="check_in_step_removal"),
]

urlpatterns = [
    path("me/check-ins/", views.my_check_ins, name="my_check_ins"),
    path("people/<uuid:person_id>/check-ins/", include(parts)),
]
