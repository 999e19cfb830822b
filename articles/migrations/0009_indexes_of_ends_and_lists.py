from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0008_facts_of_languages"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("expires_at_en__isnull", False), ("live__isnull", True)),
                fields=["expires_at_en", "id"],
                name="article_expires_en",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("expires_at_zh_hans__isnull", False), ("live__isnull", True)),
                fields=["expires_at_zh_hans", "id"],
                name="article_expires_zh_hans",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("live__isnull", True)),
                fields=["kind", "-updated_at", "-id"],
                name="article_kind_updated",
            ),
        ),
    ]
