"""Addresses of what registers measure, under the institution's own."""

from django.urls import URLPattern, path

from ceiba.registers import views_measures as views

urlpatterns: list[URLPattern] = [
    path("registros/vincular/indicador/<path:indicator>/", views.binding_choose, name="binding_choose"),
    path("registros/<str:key>/medidas/", views.register_measures, name="register_measures"),
    path("registros/<str:key>/medidas/<str:measure>/", views.register_measure, name="register_measure"),
    path("registros/<str:key>/medidas/<str:measure>/filas/", views.register_measure_rows, name="register_measure_rows"),
    path("registros/<str:key>/medidas/<str:measure>/vincular/", views.binding_create, name="binding_create"),
    path("registros/<str:key>/vinculos/<int:pk>/terminar/", views.binding_end, name="binding_end"),
]
