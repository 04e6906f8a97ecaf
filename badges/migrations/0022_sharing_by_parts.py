import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('badges', '0021_saved_filters_and_table_order'),
    ]

    operations = [
        migrations.AddField(
            model_name='sharelink',
            name='left_out',
            field=models.JSONField(blank=True, default=list, help_text='Parts (SharedPart) that its page does not show.'),
        ),
        migrations.AddField(
            model_name='sharelink',
            name='name',
            field=models.CharField(blank=True, help_text='For its holder to know whom it was given to.', max_length=80),
        ),
        migrations.CreateModel(
            name='OpeningCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(help_text='By the clock of the centre.')),
                ('kind', models.CharField(choices=[('page', 'Public page'), ('link', 'Link'), ('embed', 'Embedded'), ('verified', 'Verified')], max_length=16)),
                ('count', models.PositiveIntegerField(default=0)),
                ('credential', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='openings', to='badges.credential')),
            ],
            options={
                'indexes': [models.Index(fields=['day', 'kind'], name='opening_day_kind')],
                'constraints': [models.UniqueConstraint(fields=('credential', 'day', 'kind'), name='one_count_a_day'), models.CheckConstraint(condition=models.Q(('kind__in', ['page', 'link', 'embed', 'verified'])), name='opening_kind_is_known')],
            },
        ),
        migrations.AddField(
            model_name='statuslist',
            name='number',
            field=models.PositiveIntegerField(help_text='Counts lists from 1: a part of the number of its credentials.', null=True),
        ),
    ]
