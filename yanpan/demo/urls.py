from django.urls import path

from yanpan.demo import views

app_name = "demo"
urlpatterns = [
    path("clock/", views.show, name="clock"),
    path("play-on/<slug:opening>/", views.play_on, name="play_on"),
    path("clock/pause/", views.pause, name="clock_pause"),
    path("clock/run/", views.run, name="clock_run"),
    path("clock/fast/", views.fast, name="clock_fast"),
    path("clock/next-hour/", views.next_hour, name="clock_next_hour"),
]
