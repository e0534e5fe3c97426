"""Addresses of one institution: its settings, its units, its people, its history, its jobs."""

from django.urls import path

from ceiba.institutions import (
    views,
    views_history,
    views_people,
    views_population,
    views_roles,
    views_territory,
    views_units,
)

urlpatterns = [
    path("ajustes/", views.settings, name="settings"),
    path("logo/<str:digest>/", views.logo, name="logo"),
    path("tareas/<int:pk>/", views.job, name="job"),
    path("unidades/", views_units.units, name="units"),
    path("unidad/<path:key>", views_units.unit, name="unit"),
    path("agregar/unidad/", views_units.add, name="unit_add"),
    path("mover/unidad/<path:key>", views_units.move, name="unit_move"),
    path("ordenar/unidad/<path:key>", views_units.order, name="unit_order"),
    path("territorio/", views_territory.territory, name="territory"),
    path("territorio/agregar/", views_territory.place_add, name="place_add"),
    path("territorio/traer/", views_territory.places_load, name="places_load"),
    path("territorio/lugares.<str:kind>", views_territory.places_file, name="places_file"),
    path("territorio/lugar/<str:key>/", views_territory.place, name="place"),
    path("poblacion/agregar/", views_population.series_add, name="series_add"),
    path("poblacion/<slug:key>/", views_population.series, name="series"),
    path("poblacion/<slug:key>/cifras.<str:kind>", views_population.series_file, name="series_file"),
    path("poblacion/<slug:key>/quitar/<int:pk>/", views_population.figure_remove, name="figure_remove"),
    path("personas/", views_people.people, name="people"),
    path("personas/invitar/", views_people.invite, name="people_invite"),
    path("personas/enlace/", views_people.link, name="people_link"),
    path("personas/<int:pk>/", views_people.person, name="person"),
    path("personas/<int:pk>/salida/", views_people.leave, name="person_leave"),
    path("personas/<int:pk>/contrasena/", views_people.password_link, name="person_password_link"),
    path("personas/<int:pk>/segundo-paso/", views_people.remove_second_step, name="person_second_step"),
    path("invitaciones/<int:pk>/enlace/", views_people.renew, name="invitation_renew"),
    path("invitaciones/<int:pk>/retirar/", views_people.withdraw, name="invitation_withdraw"),
    path("personas/<int:pk>/papeles/", views_roles.add, name="role_add"),
    path("papeles/<int:pk>/terminar/", views_roles.end, name="role_end"),
    path("papeles/<int:pk>/encargar/", views_roles.delegate, name="role_delegate"),
    path("papeles/<int:pk>/retirar/", views_roles.take_back, name="role_take_back"),
    path("historia/", views_history.history, name="history"),
    path("historia/comprobar/", views_history.check, name="history_check"),
    path("historia/<int:pk>/", views_history.entry, name="history_entry"),
]
