from django.db import migrations, models


class Migration(migrations.Migration):
    # By itself: PostgreSQL may refuse to change a table whose rows the same transaction changed.
    dependencies = [
        ("post", "0002_one_letter_per_address"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="letter",
            name="recipients",
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("given_up_at__isnull", False)),
                fields=["given_up_at"],
                name="letter_given_up",
            ),
        ),
    ]
