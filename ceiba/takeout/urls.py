"""Addresses of taking everything out, under the institution's own."""

from django.urls import URLPattern, path

from ceiba.takeout import views

urlpatterns: list[URLPattern] = [
    path("llevarse-todo/", views.take_out, name="take_out"),
    path("llevarse-todo/hacer/", views.take_out_begin, name="take_out_begin"),
    path("llevarse-todo/<str:name>/", views.take_out_file, name="take_out_file"),
    path("llevarse-todo/<str:name>/borrar/", views.take_out_discard, name="take_out_discard"),
]
