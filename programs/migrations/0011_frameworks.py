import credcenter.kernel.clock
import credcenter.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0010_results_that_count_for_the_major'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='competencyalignment',
            name='description',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='competencyalignment',
            name='level',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='alignments', to='programs.competencylevel'),
        ),
        migrations.AddField(
            model_name='competencyalignment',
            name='target_type',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.CreateModel(
            name='Framework',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(max_length=200)),
                ('code', models.CharField(max_length=32, unique=True)),
                ('kind', models.CharField(choices=[('case', 'CASE'), ('ncs', 'NCS (National Competency Standards)'), ('other', 'Another framework')], max_length=16)),
                ('identifier', models.CharField(help_text='Of the CFDocument; of a table its code.', max_length=200, unique=True)),
                ('publisher', models.CharField(blank=True, max_length=200)),
                ('version', models.CharField(blank=True, help_text='As its publisher calls it.', max_length=100)),
                ('url', models.URLField(max_length=500)),
                ('digest', models.CharField(help_text='SHA-256 over all that was read.', max_length=64)),
                ('revision', models.PositiveIntegerField(default=1, help_text='Counts up with every import that changes something.')),
                ('imported_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
            ],
            options={
                'ordering': ('code',),
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['case', 'ncs', 'other'])), name='framework_kind_is_known')],
            },
        ),
        migrations.CreateModel(
            name='FrameworkDraft',
            fields=[
                ('id', models.UUIDField(default=credcenter.kernel.ids.new, editable=False, primary_key=True, serialize=False)),
                ('file_name', models.CharField(max_length=200)),
                ('content', models.JSONField(help_text='See programs.services.frameworks.parts.')),
                ('uploaded_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='FrameworkItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(max_length=200)),
                ('identifier', models.CharField(max_length=200)),
                ('code', models.CharField(blank=True, max_length=100)),
                ('statement', models.TextField(blank=True, help_text='The full statement where the name is short.')),
                ('item_type', models.CharField(blank=True, max_length=100)),
                ('level', models.CharField(blank=True, max_length=100)),
                ('url', models.URLField(blank=True, max_length=500)),
                ('depth', models.PositiveSmallIntegerField()),
                ('position', models.PositiveIntegerField(help_text='In the whole tree, parents before children.')),
                ('is_retired', models.BooleanField(default=False)),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='programs.framework')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='programs.frameworkitem')),
            ],
            options={
                'ordering': ('framework', 'is_retired', 'position'),
            },
        ),
        migrations.AddField(
            model_name='competencyalignment',
            name='item',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='alignments', to='programs.frameworkitem'),
        ),
        migrations.AddIndex(
            model_name='frameworkitem',
            index=models.Index(fields=['framework', 'code'], name='framework_item_code'),
        ),
        migrations.AddConstraint(
            model_name='frameworkitem',
            constraint=models.UniqueConstraint(fields=('framework', 'identifier'), name='framework_item_identifier_once'),
        ),
    ]
