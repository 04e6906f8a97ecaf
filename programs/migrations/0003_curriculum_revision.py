
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0002_micro_degree_has_own_image'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='curriculumversion',
            name='curriculum_version_once',
        ),
        migrations.AddField(
            model_name='curriculumversion',
            name='revision',
            field=models.PositiveSmallIntegerField(default=1, help_text='Counts up when rules change under which somebody was awarded.'),
        ),
        migrations.AddConstraint(
            model_name='curriculumversion',
            constraint=models.UniqueConstraint(fields=('micro_degree', 'version', 'revision'), name='curriculum_version_once'),
        ),
    ]
