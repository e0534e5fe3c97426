"""Addresses of approvals, under the institution's own."""

from django.urls import URLPattern, path

from ceiba.approvals import views, views_versions

urlpatterns: list[URLPattern] = [
    path("planes/aprobacion/", views.approvals, name="approvals"),
    path("planes/vida/<path:key>", views.plan_life, name="plan_life"),
    path("planes/comparar/<path:key>", views_versions.compare, name="plan_compare"),
    path("planes/version/<int:pk>/", views_versions.version, name="plan_version"),
    path("planes/modificar/<path:key>", views_versions.amendment_open, name="amendment_open"),
    path("planes/modificacion/<int:pk>/", views_versions.amendment, name="amendment"),
]
