from django.db import migrations


def number_lists(apps, schema_editor):
    """Lists are few: one for some hundred thousand credentials."""
    lists = apps.get_model("badges", "StatusList").objects.order_by("created_at", "pk").only("pk")
    for number, each in enumerate(lists, start=1):
        each.number = number
        each.save(update_fields=["number"])


class Migration(migrations.Migration):

    dependencies = [
        ('badges', '0022_sharing_by_parts'),
    ]

    operations = [
        migrations.RunPython(number_lists, migrations.RunPython.noop),
    ]
