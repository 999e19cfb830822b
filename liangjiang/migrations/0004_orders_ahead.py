from django.db import migrations
from django.utils import timezone

# Model: the columns that say when visitors see something else by themselves.
MOMENTS = {
    ("articles", "Article"): [
        f"{name}_{code}" for name in ("published_at", "expires_at") for code in ("en", "zh_hans")
    ],
    ("liangjiang", "HomeSlot"): ["starts_at", "ends_at"],
    ("liangjiang", "SiteNotice"): ["starts_at", "ends_at"],
    ("liangjiang", "Mourning"): ["starts_at", "ends_at"],
}


def order_what_is_ahead(apps, schema_editor) -> None:
    """Order what nobody has ordered: until now that was done for a cache in front alone."""
    now, moments = timezone.now(), set()
    for (app_label, name), columns in MOMENTS.items():
        rows = apps.get_model(app_label, name).objects.all()
        for column in columns:
            ahead = rows.filter(**{f"{column}__gt": now})
            moments |= set(ahead.values_list(column, flat=True).distinct())
    acts = apps.get_model("articles", "Act").objects
    waiting = acts.filter(done_at=None, cancelled_at=None, due_at__gt=now)
    moments |= set(waiting.values_list("due_at", flat=True))
    orders = apps.get_model("pagestore", "PurgeOrder").objects
    for moment in sorted(moments):
        orders.create(tags=["site"], due_at=moment, next_try_at=moment)


class Migration(migrations.Migration):
    dependencies = [
        ("liangjiang", "0003_daily_job"),
        ("articles", "0009_indexes_of_ends_and_lists"),
        ("pagestore", "0002_tags_instead_of_paths"),
    ]

    operations = [
        migrations.RunPython(order_what_is_ahead, migrations.RunPython.noop, elidable=True)
    ]
