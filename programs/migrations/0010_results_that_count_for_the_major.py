from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programs", "0009_parties_of_approvals")]

    operations = [
        migrations.AddField(
            model_name="courseresult",
            name="counts_for_major",
            field=models.BooleanField(
                default=False, help_text="The course counts for the learner's major as well."
            ),
        ),
    ]
