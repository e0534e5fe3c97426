"""Addresses that answer to whoever has them, without signing in: the feed of a person's calendar."""

from django.urls import path

from ceiba.monitoring import views_agenda

urlpatterns = [path("calendario/<str:token>.ics", views_agenda.agenda_feed, name="agenda_feed")]
