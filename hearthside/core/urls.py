"""The gallery of components, and the answer to "is it up?"."""

from django.urls import path

from hearthside.core import views

urlpatterns = [
    path("gallery/", views.gallery, name="gallery"),
    path("healthz", views.health, name="health"),
]
