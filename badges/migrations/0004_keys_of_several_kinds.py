from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('badges', '0003_associations'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='signingkey',
            name='one_active_key_an_issuer',
        ),
        migrations.RenameField(
            model_name='signingkey',
            old_name='public_key_multibase',
            new_name='name',
        ),
        migrations.AlterField(
            model_name='signingkey',
            name='name',
            field=models.CharField(help_text="Its place in /keys/ and in DID documents: Multikey text, or an RSA key's thumbprint.", max_length=128, unique=True),
        ),
        # Every key so far was one of these.
        migrations.AddField(
            model_name='signingkey',
            name='kind',
            field=models.CharField(choices=[('Ed25519', 'Ed25519'), ('P-256', 'P-256'), ('RSA', 'RSA')], default='Ed25519', max_length=8),
            preserve_default=False,
        ),
        # Filled by the next migration.
        migrations.AddField(
            model_name='signingkey',
            name='public_jwk',
            field=models.JSONField(default=dict, help_text='The bare public key: kty and its numbers, no more.'),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='signingkey',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('issuer', 'kind'), name='one_active_key_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='signingkey',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['Ed25519', 'P-256', 'RSA'])), name='key_kind_is_known'),
        ),
    ]
