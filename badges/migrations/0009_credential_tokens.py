import credcenter.kernel.clock
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('badges', '0008_endorsements'),
    ]

    operations = [
        migrations.CreateModel(
            name='CredentialToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('algorithm', models.CharField(choices=[('RS256', 'RS256'), ('ES256', 'ES256')], max_length=8)),
                ('data', models.BinaryField(help_text='The compact JWS, as served.')),
                ('sha256', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
                ('credential', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to='badges.credential')),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tokens', to='badges.signingkey')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('credential', 'algorithm'), name='one_token_of_an_algorithm'), models.CheckConstraint(condition=models.Q(('algorithm__in', ['RS256', 'ES256'])), name='token_algorithm_is_known')],
            },
        ),
    ]
