"""Where requests go: signing in and the language here, every page in its own app."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import include, path
from django.views.i18n import set_language

from integrations.views.signing_in import SignIn

urlpatterns = [
    path("login/", SignIn.as_view(), name="login"),
    path("logout/", login_not_required(LogoutView.as_view()), name="logout"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("", include("integrations.urls")),
]
