import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('badges', '0018_fewer_indexes_to_keep'),
    ]

    operations = [
        migrations.AddField(
            model_name='alignment',
            name='level',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='alignments', to='badges.rubriclevel'),
        ),
        migrations.AddField(
            model_name='alignment',
            name='target_description',
            field=models.TextField(blank=True),
        ),
    ]
