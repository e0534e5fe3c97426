"""Addresses of approvals, under the institution's own."""

from django.urls import URLPattern, path

from ceiba.approvals import views

urlpatterns: list[URLPattern] = [
    path("planes/aprobacion/", views.approvals, name="approvals"),
    path("planes/vida/<path:key>", views.plan_life, name="plan_life"),
]
