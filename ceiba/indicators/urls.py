"""Addresses of whoever edits what a plan measures, under the institution's own."""

from django.urls import URLPattern, path

from ceiba.indicators import views

urlpatterns: list[URLPattern] = [
    path("editar/indicador/<path:key>", views.indicator_edit, name="indicator_edit"),
    path("agregar/indicador/<path:element>", views.indicator_add, name="indicator_add"),
    path("retirar/indicador/<path:key>", views.indicator_withdraw, name="indicator_withdraw"),
    path("restaurar/indicador/<path:key>", views.indicator_restore, name="indicator_restore"),
]
