"""What a person sets for themselves; the names are those the admin's log-in page looks for."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import views
from django.urls import path, re_path

from accounts.forms import NewPasswordForm
from accounts.joining import InvitationPage
from accounts.views import choose_interface_language

_site = urlsplit(settings.SITE_URL)
# The address in the mail is ours, whatever Host header the request came with.
OURS = {"domain": _site.netloc, "protocol": _site.scheme, "site_name": _site.netloc}
LOOSE = r"(?P<uidb64>[^/]+)/(?P<token>(?s:.*?))/?"

urlpatterns = [
    path("language/", choose_interface_language, name="admin_language"),
    path(
        "password-reset/",
        views.PasswordResetView.as_view(form_class=NewPasswordForm, extra_email_context=OURS),
        name="admin_password_reset",
    ),
    path("password-reset/sent/", views.PasswordResetDoneView.as_view(), name="password_reset_done"),
    path("invitation/<uidb64>/<token>/", InvitationPage.as_view(), name="admin_invitation"),
    # A link that was cut or has grown in a mail is answered here too: whatever says that an address
    # is not found also repeats it, and in this one stands what opens an account.
    re_path(rf"^invitation/{LOOSE}$", InvitationPage.as_view()),
    path(
        "password-reset/<uidb64>/<token>/",
        views.PasswordResetConfirmView.as_view(),
        name="password_reset_confirm",
    ),
    path(
        "password-reset/done/",
        views.PasswordResetCompleteView.as_view(),
        name="password_reset_complete",
    ),
    re_path(rf"^password-reset/{LOOSE}$", views.PasswordResetConfirmView.as_view()),
]
