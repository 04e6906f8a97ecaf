from django.db import migrations


def say_parties(apps, schema_editor):
    """Whoever decided before there were delegates had a part in that step alone."""
    Approval = apps.get_model('programs', 'Approval')
    ApprovalParty = apps.get_model('programs', 'ApprovalParty')
    rows = Approval.objects.values_list('pk', 'completion_id', 'round', 'decided_by_id')
    ApprovalParty.objects.bulk_create(
        (
            ApprovalParty(approval_id=approval, completion_id=completion, round=number, user_id=user)
            for approval, completion, number, user in rows.iterator()
        ),
        batch_size=200,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0008_approval_parties_windows_delegations'),
    ]

    operations = [
        migrations.RunPython(say_parties, migrations.RunPython.noop),
    ]
