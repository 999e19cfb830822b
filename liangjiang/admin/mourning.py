from django.contrib import admin

from liangjiang.admin.timed import TimedAdmin
from liangjiang.models import Mourning


@admin.register(Mourning)
class MourningAdmin(TimedAdmin):
    list_display = ["note", "state"]
    fields = ["note", "starts_at", "ends_at"]
