"""Addresses of this app, under the institution's own."""

from django.urls import path

from ceiba.audits import views

urlpatterns = [
    path("revision/", views.findings, name="findings"),
    path("revision/<int:pk>/", views.finding, name="finding"),
]
