import django.utils.timezone
from django.db import migrations, models


def one_letter_per_address(apps, schema_editor):
    """Give each address of a letter a letter of its own; the first keeps the row."""
    letters = apps.get_model("post", "Letter").objects
    for letter in letters.all().iterator():
        first, *others = letter.recipients or [""]
        letters.filter(pk=letter.pk).update(recipient=first, queued_at=letter.created_at)
        for address in others:
            letter.pk, letter.recipient, letter.queued_at = None, address, letter.created_at
            letter.save(force_insert=True)


def addresses_into_a_list(apps, schema_editor):
    letters = apps.get_model("post", "Letter").objects
    for letter in letters.all().iterator():
        letters.filter(pk=letter.pk).update(recipients=[letter.recipient])


class Migration(migrations.Migration):
    dependencies = [
        ("post", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="recipient",
            field=models.CharField(default="", max_length=320, verbose_name="to"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="letter",
            name="queued_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, verbose_name="waits since"
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="claimed_until",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="letter",
            name="problem",
            field=models.CharField(
                blank=True,
                choices=[
                    ("refused", "The mail server refuses this letter"),
                    ("later", "The mail server does not take it now"),
                    ("away", "The mail server cannot be reached or broke off"),
                    ("interrupted", "The worker stopped while sending"),
                    ("other", "Sending failed"),
                ],
                max_length=20,
                verbose_name="problem",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="discarded_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="discarded"),
        ),
        # The letters of one message carry the same Message-ID.
        migrations.AlterField(
            model_name="letter",
            name="message_id",
            field=models.CharField(max_length=200, verbose_name="Message-ID"),
        ),
        migrations.AlterField(
            model_name="letter",
            name="recipients",
            field=models.JSONField(default=list, verbose_name="to"),
        ),
        migrations.RunPython(one_letter_per_address, addresses_into_a_list),
    ]
