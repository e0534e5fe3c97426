"""Addresses by which an institution declares registers and publishes figures of them; they come before ``urls``."""

from django.urls import path

from ceiba.registers import views_design, views_privacy, views_release

urlpatterns = [
    path("registros/disenar/", views_design.register_design, name="register_design"),
    path("registros/<str:key>/privacidad/", views_privacy.register_privacy, name="register_privacy"),
    path("registros/<str:key>/publicar/", views_release.register_releases, name="register_releases"),
    path("registros/<str:key>/publicar/preparar/", views_release.register_prepare, name="register_prepare"),
    path("registros/<str:key>/publicar/confirmar/", views_release.register_publish, name="register_publish"),
]
