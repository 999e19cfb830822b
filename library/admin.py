from django.contrib import admin

from library.desk.pictures import PictureAdmin
from library.models import Collection, Picture

admin.site.register(Picture, PictureAdmin)


@admin.register(Collection)
class CollectionAdmin(admin.ModelAdmin):
    pass
