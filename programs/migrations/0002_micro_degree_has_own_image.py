from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="microdegree",
            name="has_own_image",
            field=models.BooleanField(
                default=False,
                help_text="Its badge image came with a program file; else the centre drew it.",
            ),
        ),
    ]
