from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('badges', '0023_numbers_of_earlier_lists'),
    ]

    operations = [
        migrations.AlterField(
            model_name='statuslist',
            name='number',
            field=models.PositiveIntegerField(help_text='Counts lists from 1: a part of the number of its credentials.', unique=True),
        ),
    ]
