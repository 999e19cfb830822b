from django.db import migrations

from articles.old_paths import canonical


def write_as_compared(apps, schema_editor) -> None:
    """Bring paths that are stored already into the form in which requests are compared."""
    rows = apps.get_model("articles", "OldAddress").objects
    for row in rows.order_by("pk"):
        path = canonical(row.path)
        if path == row.path:
            continue
        if rows.filter(path=path).exists():
            # The same address was written down twice; the one in that form is found.
            row.delete()
        else:
            row.path = path
            row.save()


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_redirects")]

    operations = [migrations.RunPython(write_as_compared, migrations.RunPython.noop, elidable=True)]
