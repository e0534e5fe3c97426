"""Addresses of questions and of requests about personal data, under the institution's own."""

from django.urls import URLPattern, path

from ceiba.participation import views, views_own_data

urlpatterns: list[URLPattern] = [
    path("preguntas/", views.questions, name="questions"),
    path("preguntas/ajustes/", views_own_data.settings, name="voice_settings"),
    path("preguntas/<int:number>/", views.question, name="question"),
    path("preguntas/<int:number>/responder/", views.question_answer, name="question_answer"),
    path("preguntas/<int:number>/unidad/", views.question_assign, name="question_assign"),
    path("preguntas/<int:number>/ocultar/", views.question_hide, name="question_hide"),
    path("preguntas/<int:number>/mostrar/", views.question_show, name="question_show"),
    path("preguntas/<int:number>/correccion/", views.question_correct, name="question_correct"),
    path("datos-propios/", views_own_data.data_requests, name="data_requests"),
    path("datos-propios/anotar/", views_own_data.data_request_add, name="data_request_add"),
    path("datos-propios/<int:number>/", views_own_data.data_request, name="data_request"),
    path("datos-propios/<int:number>/borrar/", views_own_data.data_request_forget, name="data_request_forget"),
]
