from django.db import migrations


def approved_again(apps, schema_editor):
    """The state before does not know reopened cases: their approved decision stands."""
    Completion = apps.get_model('programs', 'Completion')
    Completion.objects.filter(state='reopened').update(state='approved', waiting_since=None)


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0012_reopenings'),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, approved_again),
    ]
