"""Addresses of registers and their rows, under the institution's own."""

from django.urls import URLPattern, path

from ceiba.registers import views, views_observatory, views_record, views_rows

urlpatterns: list[URLPattern] = [
    path("agregar/registro/", views.register_adopt, name="register_adopt"),
    path("registros/", views.registers, name="registers"),
    path("registros/<str:key>/", views_rows.register, name="register"),
    path("registros/<str:key>/hoja/", views_rows.register_sheet, name="register_sheet"),
    path("registros/<str:key>/tablero/", views_rows.register_board, name="register_board"),
    path("registros/<str:key>/calendario/", views_rows.register_calendar, name="register_calendar"),
    path("registros/<str:key>/observatorio/", views_observatory.register_observatory, name="register_observatory"),
    path("registros/<str:key>/ajustes/", views.register_settings, name="register_settings"),
    path("registros/<str:key>/nuevo/", views_record.record_add, name="record_add"),
    path("registros/<str:key>/<int:number>/", views_record.record, name="record"),
    path("registros/<str:key>/<int:number>/hoja/", views_record.record_sheet, name="record_sheet"),
    path("registros/<str:key>/<int:number>/editar/", views_record.record_edit, name="record_edit"),
    path("registros/<str:key>/<int:number>/pasar/<str:way>/", views_record.record_move, name="record_move"),
    path("registros/<str:key>/<int:number>/retirar/", views_record.record_withdraw, name="record_withdraw"),
    path("registros/<str:key>/<int:number>/devolver/", views_record.record_restore, name="record_restore"),
    path("registros/<str:key>/<int:number>/archivo/<str:field>/", views_record.record_file, name="record_file"),
]
