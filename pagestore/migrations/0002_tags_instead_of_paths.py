import django.utils.timezone
from django.db import migrations, models

SITE = ["site"]


def purge_everything(apps, schema_editor) -> None:
    """Let orders that wait name every page: what they named were addresses."""
    orders = apps.get_model("pagestore", "PurgeOrder").objects
    orders.exclude(done_at=None).delete()
    # One that was tried already is for a moment that has passed.
    orders.filter(tries__gt=0).update(due_at=models.F("created_at"))
    orders.filter(tries=0).update(due_at=models.F("next_try_at"))
    orders.update(tags=SITE)


def purge_every_address(apps, schema_editor) -> None:
    apps.get_model("pagestore", "PurgeOrder").objects.update(tags=["/*"])


class Migration(migrations.Migration):
    dependencies = [("pagestore", "0001_initial")]

    operations = [
        migrations.RenameField("purgeorder", "paths", "tags"),
        migrations.AlterField("purgeorder", "tags", models.JSONField(verbose_name="tags")),
        migrations.AddField(
            "purgeorder",
            "due_at",
            models.DateTimeField(default=django.utils.timezone.now, verbose_name="takes effect"),
        ),
        migrations.RunPython(purge_everything, purge_every_address),
        migrations.AddIndex(
            "purgeorder", models.Index(fields=["created_at"], name="purge_created")
        ),
        migrations.AddIndex("purgeorder", models.Index(fields=["due_at"], name="purge_due")),
    ]
