from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    """The admin with the desk's own start page."""

    default_site = "desk.site.DeskSite"
