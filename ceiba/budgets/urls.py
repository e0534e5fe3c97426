"""Addresses of whoever keeps the money of a plan, under the institution's own."""

from django.urls import path

from ceiba.budgets import views_money

urlpatterns = [
    path("editar/fuente/<path:key>", views_money.funding_edit, name="funding_edit"),
    path("agregar/fuente/", views_money.funding_add, name="funding_add"),
    path("editar/ingreso/<path:key>", views_money.income_edit, name="income_edit"),
    path("agregar/ingreso/", views_money.income_add, name="income_add"),
    path("modificar/presupuesto/", views_money.budget_modify, name="budget_modify"),
]
