from django.db import migrations


def back_in_progress(apps, schema_editor):
    """The state before does not know what waits for an application."""
    Completion = apps.get_model('programs', 'Completion')
    Completion.objects.filter(state='ready').update(state='in_progress')


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0006_applications'),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, back_in_progress),
    ]
