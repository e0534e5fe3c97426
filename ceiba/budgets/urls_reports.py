"""Addresses of the reports of the finance system, under the institution's own."""

from django.urls import URLPattern, path

from ceiba.budgets import views_reports

urlpatterns: list[URLPattern] = [
    path("dinero/informes/", views_reports.money_reports, name="money_reports"),
    path("dinero/informes/<int:pk>/", views_reports.money_report, name="money_report"),
]
