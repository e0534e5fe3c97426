"""Addresses of the installation: home, first run, invitations, one's own profile."""

from django.urls import path

from ceiba.institutions import sign_in, views, views_people

urlpatterns = [
    path("", views.home, name="home"),
    path("primera-vez/", views.first_run, name="first_run"),
    path("instituciones/nueva/", views.new_institution, name="new_institution"),
    path("invitacion/<str:token>/", views_people.invitation, name="invitation"),
    path("perfil/", views.profile, name="profile"),
    # They come before allauth's own of the same address: these know the demonstration and
    # whether there is e-mail, the rest make no sense here.
    path("cuenta/login/", sign_in.login_page, name="account_login"),
    path("cuenta/password/reset/", sign_in.password_reset, name="account_reset_password"),
    path("cuenta/password/set/", sign_in.closed),
    path("cuenta/email/", sign_in.closed),
    path("cuenta/confirm-email/", sign_in.closed),
    path("cuenta/confirm-email/<str:key>/", sign_in.closed),
    path("cuenta/login/code/confirm/", sign_in.closed),
]
