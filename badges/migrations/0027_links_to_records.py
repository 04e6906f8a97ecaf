import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('badges', '0026_badge_designs'),
    ]

    operations = [
        migrations.AlterField(
            model_name='sharelink',
            name='credential',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='share_links', to='badges.credential'),
        ),
        migrations.AddField(
            model_name='sharelink',
            name='record',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='share_links', to='badges.learnerrecord'),
        ),
        migrations.AddConstraint(
            model_name='sharelink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('credential__isnull', False), ('record__isnull', True)), models.Q(('credential__isnull', True), ('record__isnull', False)), _connector='OR'), name='share_link_of_one_thing'),
        ),
    ]
