"""Addresses of whoever edits what a plan measures, and of who reports it, under the institution's own."""

from django.urls import URLPattern, path

from ceiba.indicators import views, views_building, views_cycles, views_detail, views_entry, views_past, views_sheet

urlpatterns: list[URLPattern] = [
    path("editar/indicador/<path:key>", views.indicator_edit, name="indicator_edit"),
    path("agregar/indicador/<path:element>", views.indicator_add, name="indicator_add"),
    path("retirar/indicador/<path:key>", views.indicator_withdraw, name="indicator_withdraw"),
    path("restaurar/indicador/<path:key>", views.indicator_restore, name="indicator_restore"),
    path("agregar/anos-anteriores/", views_past.past_years, name="past_years"),
    path("construir/resultado/", views_building.result_build, name="result_build"),
    path("mi-unidad/", views_entry.my_unit, name="my_unit"),
    path("mi-unidad/abrir/", views_cycles.cycle_open, name="cycle_open"),
    path("mi-unidad/<int:pk>/", views_entry.report, name="report"),
    path("mi-unidad/<int:pk>/cifra/", views_entry.report_cell, name="report_cell"),
    path("mi-unidad/<int:pk>/explicar/<int:indicator>/", views_entry.report_words, name="report_words"),
    path("mi-unidad/<int:pk>/detalle/<int:indicator>/", views_detail.report_detail, name="report_detail"),
    path("mi-unidad/<int:pk>/enviar/", views_entry.report_submit, name="report_submit"),
    path("mi-unidad/<int:pk>/hoja/", views_sheet.report_sheet, name="report_sheet"),
    path("mi-unidad/<int:pk>/hoja.xlsx", views_sheet.report_workbook, name="report_workbook"),
    path("mi-unidad/<int:pk>/prorroga/", views_cycles.report_extension, name="report_extension"),
]
