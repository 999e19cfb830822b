from django.contrib.auth.forms import PasswordResetForm
from django.utils.translation import get_language, override


class NewPasswordForm(PasswordResetForm):
    """Writes to a person in the language they have chosen, whoever filled in the form."""

    def send_mail(self, subject_template_name, email_template_name, context, *args, **kwargs):
        with override(context["user"].interface_language or get_language()):
            super().send_mail(subject_template_name, email_template_name, context, *args, **kwargs)
