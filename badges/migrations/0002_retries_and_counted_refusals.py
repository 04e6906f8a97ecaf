import credcenter.kernel.clock
from django.db import migrations, models


def count_refusals(apps, schema_editor):
    """The rows that were refused before there was a count of them."""
    batches = apps.get_model('badges', 'IssuanceBatch').objects.using(schema_editor.connection.alias)
    for batch in batches.exclude(report=[]).iterator(chunk_size=20):
        batches.filter(pk=batch.pk).update(refused_count=len(batch.report))


class Migration(migrations.Migration):

    dependencies = [
        ('badges', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='issuancebatch',
            name='draft_sha256',
            field=models.CharField(blank=True, help_text="Of the upload's token: an upload is applied once.", max_length=64, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='issuancebatch',
            name='refused_count',
            field=models.PositiveIntegerField(default=0, help_text='How many rows the report has; the report itself may be megabytes.'),
        ),
        migrations.AddField(
            model_name='issuancerequest',
            name='delays',
            field=models.PositiveIntegerField(default=0, help_text='Tries that something else stopped: a disk, a lock. They have no end.'),
        ),
        migrations.AddField(
            model_name='notice',
            name='attempts',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='notice',
            name='failed_at',
            field=models.DateTimeField(blank=True, help_text='Given up: the address does not exist, or is none.', null=True),
        ),
        migrations.AddField(
            model_name='notice',
            name='not_before',
            field=models.DateTimeField(default=credcenter.kernel.clock.now, help_text='Set later when the mail server did not take it.'),
        ),
        migrations.AlterField(
            model_name='issuancerequest',
            name='attempts',
            field=models.PositiveSmallIntegerField(default=0, help_text='Tries that the request itself may be to blame for.'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('failed_at__isnull', True), ('sent_at__isnull', True)), fields=['not_before'], name='notice_due'),
        ),
        # Last, since PostgreSQL alters no table with rows that were just changed.
        migrations.RunPython(count_refusals, migrations.RunPython.noop),
    ]
