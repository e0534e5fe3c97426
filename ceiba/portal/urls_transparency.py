"""Addresses of transparency duties for anybody: each with its tables, its files, and the months that were kept."""

from django.urls import URLPattern, path

from ceiba.portal import views_transparency as views

_DUTY = "<slug:slug>/transparencia/<str:duty>/"
_MONTH = f"{_DUTY}mes/<str:period>/"

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/transparencia/", views.duties, name="public_duties"),
    path("<slug:slug>/transparencia/documento/<str:digest>/", views.duty_document, name="public_duty_document"),
    path(_DUTY, views.duty, name="public_duty"),
    path(f"{_DUTY}tabla/<str:table>/", views.duty_table, name="public_duty_table"),
    path(_MONTH, views.duty_month, name="public_duty_month"),
    path(f"{_MONTH}tabla/<str:table>/", views.duty_month_table, name="public_duty_month_table"),
    path(f"{_MONTH}<str:name>", views.duty_month_file, name="public_duty_month_file"),
    path(f"{_DUTY}<str:name>", views.duty_file, name="public_duty_file"),
]
