"""What a phone keeps, and the program that keeps it, which has to stand at the root to be allowed to."""

from django.urls import path

from hearthside.home.offline import views

urlpatterns = [
    path("offline/", views.offline, name="offline"),
    path("offline/key.json", views.offline_key, name="offline_key"),
    path("offline-worker.js", views.offline_worker, name="offline_worker"),
]
