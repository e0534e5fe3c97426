"""Addresses of whoever edits a plan, under the institution's own."""

from django.urls import path

from ceiba.plans import views, views_places, views_populations, views_risks

urlpatterns = [
    path("editar/elemento/<path:key>", views.element_edit, name="element_edit"),
    path("agregar/elemento/", views.element_add, name="element_add"),
    path("mover/elemento/<path:key>", views_places.element_move, name="element_move"),
    path("retirar/elemento/<path:key>", views_places.element_withdraw, name="element_withdraw"),
    path("restaurar/elemento/<path:key>", views_places.element_restore, name="element_restore"),
    path("editar/declaracion/<path:key>", views.statement_edit, name="statement_edit"),
    path("agregar/riesgo/<path:element>", views_risks.risk_add, name="risk_add"),
    path("editar/riesgo/<path:key>", views_risks.risk_edit, name="risk_edit"),
    path("agregar/poblacion/<path:element>", views_populations.population_add, name="population_add"),
    path("editar/poblacion/<path:key>", views_populations.population_edit, name="population_edit"),
    path("deshacer/<int:pk>/", views.undo, name="undo"),
]
