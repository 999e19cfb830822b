"""People of the desk: invited by mail, closed and opened again, never given a password."""

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.db.models import ManyToManyField, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts import invitations
from accounts.forms import InvitationForm, PersonForm
from accounts.models import User
from accounts.person_acts import PersonActs, until

ADMINISTRATOR = "administrator"

admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """Looked at by administrators; changed by people with all rights alone."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser


@admin.register(User)
class PersonAdmin(PersonActs, UserAdmin):
    list_display = ["username", "__str__", "roles", "standing", "interface_language", "last_login"]
    list_filter = ["is_active", "groups"]
    form = PersonForm
    add_form = InvitationForm
    add_form_template = "admin/accounts/user/invite.html"
    change_form_template = "admin/accounts/user/person.html"
    filter_horizontal = ()
    add_fieldsets = ((None, {"fields": ("first_name", "email", "groups", "interface_language")}),)
    fieldsets = (
        (
            _("Person"),
            {
                "fields": (
                    "username",
                    "first_name",
                    "last_name",
                    "email",
                    "interface_language",
                    "writes_plain_text",
                )
            },
        ),
        (
            pgettext_lazy("rights of a person", "May"),
            {"fields": ("is_staff", "is_superuser", "groups")},
        ),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")

    # The list

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def roles(self, person: User) -> str:
        return gettext(", ").join(group.name for group in person.groups.all())

    @admin.display(description=_("account"))
    def standing(self, person: User) -> str:
        return self.standing_words(person)

    # Who gives what

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None):
        sets = super().get_fieldsets(request, obj)
        if request.user.is_superuser or obj is None:
            return sets
        # Only who has all rights may hand them out.
        return [
            (name, {**options, "fields": [f for f in options["fields"] if f != "is_superuser"]})
            for name, options in sets
        ]

    def formfield_for_manytomany(self, db_field: ManyToManyField, request: HttpRequest, **kwargs):
        if db_field.name == "groups":
            kwargs["widget"] = CheckboxSelectMultiple
            kwargs["label"] = gettext("Roles")
            if not request.user.is_superuser:
                kwargs["queryset"] = Group.objects.exclude(role__key=ADMINISTRATOR)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(self, request: HttpRequest, form, formsets, change: bool) -> None:
        person = form.instance
        kept = [] if request.user.is_superuser or not change else self._beyond_choice(person)
        super().save_related(request, form, formsets, change)
        person.groups.add(*kept)
        if not change:
            invitations.send(person, request.user)

    def _beyond_choice(self, person: User) -> list[Group]:
        # The form did not offer it, so it must not take it away either.
        return list(person.groups.filter(role__key=ADMINISTRATOR))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context=None):
        return super().add_view(request, form_url, {"title": gettext("Invite somebody")})

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs):
        if context["errors"] and kwargs.get("add"):
            context["error_summary"] = _summary(context["adminform"].form)
            # Django's own line says no more than that there are some.
            context["errors"] = None
        return super().render_change_form(request, context, *args, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict:
        return {"interface_language": request.LANGUAGE_CODE}

    def response_add(self, request: HttpRequest, obj: User, post_url_continue=None) -> HttpResponse:
        words = gettext("An invitation goes to %(address)s. Its link is valid until %(until)s.")
        messages.success(request, words % {"address": obj.email, "until": until(obj)})
        return HttpResponseRedirect(reverse("admin:accounts_user_changelist"))

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = ""):
        # Nobody chooses a password for somebody else.
        raise Http404

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (request.user.is_superuser or obj is None or not obj.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (request.user.is_superuser or obj is None or not obj.is_superuser)

    def get_actions(self, request: HttpRequest) -> dict:
        # Deleting many at once would not ask about each; an account is closed by `is_active`.
        return {}


def _summary(form) -> list[dict]:
    """Return what is wrong, each entry leading to its field; of boxes, to the first one."""
    return [
        {"path": field.label, "words": words, "place": field.id_for_label or f"{field.auto_id}_0"}
        for field in form
        for words in field.errors
    ]
