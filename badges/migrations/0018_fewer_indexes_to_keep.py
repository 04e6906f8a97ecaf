from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("badges", "0017_correction_requests"),
        ("learners", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="credential",
            name="learner",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="credentials",
                to="learners.learner",
            ),
        ),
        migrations.AlterField(
            model_name="credential",
            name="status_list",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="credentials",
                to="badges.statuslist",
            ),
        ),
        migrations.AlterField(
            model_name="issuancerequest",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="issuance_requests",
                to="badges.issuancebatch",
            ),
        ),
        migrations.AlterField(
            model_name="issuancerequest",
            name="source_key",
            field=models.CharField(
                help_text="What asked for it; asking twice is one.", max_length=200
            ),
        ),
        migrations.AddConstraint(
            model_name="issuancerequest",
            constraint=models.UniqueConstraint(
                fields=("source_key",), name="request_source_key_once"
            ),
        ),
    ]
