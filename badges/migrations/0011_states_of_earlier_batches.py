from django.db import migrations
from django.db.models import Count, F, Max, Q
from django.db.models.functions import Coalesce

OPEN = ('requested', 'claimed')


def say_how_far_they_are(apps, schema_editor):
    """Batches from before had no state: one without an open request is finished, since its last one ended."""
    batches = apps.get_model('badges', 'IssuanceBatch').objects.using(schema_editor.connection.alias)
    counted = batches.annotate(
        requests=Count('issuance_requests'),
        open=Count('issuance_requests', filter=Q(issuance_requests__state__in=OPEN)),
        last=Coalesce(Max('issuance_requests__finished_at'), F('created_at')),
    )
    for batch in counted.values('pk', 'requests', 'open', 'last', 'created_at'):
        ended = {} if batch['open'] else {'state': 'finished', 'finished_at': batch['last']}
        batches.filter(pk=batch['pk']).update(
            size=batch['requests'], running_since=batch['created_at'], **ended
        )


class Migration(migrations.Migration):

    dependencies = [
        ('badges', '0010_life_of_a_batch'),
    ]

    operations = [
        migrations.RunPython(say_how_far_they_are, migrations.RunPython.noop),
    ]
