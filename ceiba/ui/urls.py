"""Addresses of the manual and of the language."""

from django.urls import path

from ceiba.ui import views

urlpatterns = [
    path("ayuda/", views.manual, name="help"),
    path("ayuda/reglas/", views.manual_rules, name="help_rules"),
    path("ayuda/regla/<slug:code>/", views.manual_rule, name="help_rule"),
    path("ayuda/metodologias/", views.manual_methodologies, name="help_methodologies"),
    path("ayuda/diccionario/", views.manual_dictionary, name="help_dictionary"),
    path("ayuda/<slug:page>/", views.manual_page, name="help_page"),
    path("idioma/", views.set_language, name="set_language"),
]
