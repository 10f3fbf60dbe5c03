"""Ideas, thanks, and who hears them."""

from django.urls import path

from hearthside.gatherings.voices import views

urlpatterns = [
    path("groups/ideas/", views.ideas, name="ideas"),
    path("groups/voices/", views.voices, name="voices"),
    path("groups/voices/<uuid:voice_id>/answer/", views.voice_answer, name="voice_answer"),
    path("groups/voices/<uuid:voice_id>/reading/", views.voice_reading, name="voice_reading"),
    path("groups/<slug:slug>/thanks/", views.thanks, name="thanks"),
]
