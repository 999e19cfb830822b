from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("about", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="page",
            name="checked_on",
            field=models.DateField(
                blank=True,
                help_text="When somebody last made sure that every statement still holds.",
                null=True,
                verbose_name="last checked",
            ),
        ),
    ]
