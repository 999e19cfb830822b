from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contact", "0002_desk")]

    operations = [
        migrations.AddField(
            model_name="enquiry",
            name="about",
            field=models.CharField(blank=True, max_length=300, verbose_name="about the page"),
        ),
    ]
