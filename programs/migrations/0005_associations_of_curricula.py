from django.db import migrations


def say_associations(apps, schema_editor):
    """What a load of the same files would write (`programs.services.design.associations`)."""
    Association = apps.get_model('badges', 'Association')
    Achievement = apps.get_model('badges', 'Achievement')
    MicroDegree = apps.get_model('programs', 'MicroDegree')
    ids = dict(Achievement.objects.values_list('code', 'pk'))
    for micro_degree in MicroDegree.objects.prefetch_related('curricula'):
        said = dict.fromkeys(
            each
            for curriculum in micro_degree.curricula.all()
            for each in _said(curriculum.rules, micro_degree.code)
        )
        Association.objects.bulk_create(
            [
                Association(said_by_id=micro_degree.achievement_id, source_id=ids[source], kind=kind, target_id=ids[target])
                for source, kind, target in said
                if source in ids and target in ids
            ],
            ignore_conflicts=True,
        )


def _said(rules, code):
    for group in rules.get('groups', ()):
        for course in group.get('all') or group.get('from') or ():
            yield course, 'isPartOf', code
    for course, stand_ins in rules.get('equivalents', {}).items():
        for stand_in in stand_ins:
            yield stand_in, 'exactMatchOf', course
    for required in rules.get('requires', ()):
        yield required, 'precedes', code


class Migration(migrations.Migration):

    dependencies = [
        ('badges', '0003_associations'),
        ('programs', '0004_result_import_applied_by'),
    ]

    operations = [
        migrations.RunPython(say_associations, migrations.RunPython.noop),
    ]
