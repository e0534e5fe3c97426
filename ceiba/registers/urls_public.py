"""Addresses of what registers made public, for anybody: the latest release, and each one at an address that stays."""

from django.urls import path

from ceiba.registers import views_public

urlpatterns = [
    path("<slug:slug>/registros/", views_public.public_registers, name="public_registers"),
    path("<slug:slug>/registros/<str:key>/", views_public.public_register, name="public_register"),
    path("<slug:slug>/registros/<str:key>/<int:number>/", views_public.public_release, name="public_release"),
    path(
        "<slug:slug>/registros/<str:key>/<int:number>/<str:name>", views_public.public_file, name="public_register_file"
    ),
]
