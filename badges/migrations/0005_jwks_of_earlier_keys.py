from django.db import migrations

from badges.openbadges import jwk


def write_jwks(apps, schema_editor):
    """The JWK of each key that was made before there was a place for it; its name holds all of it."""
    keys = apps.get_model('badges', 'SigningKey').objects.using(schema_editor.connection.alias)
    for key in keys.filter(public_jwk={}):
        keys.filter(pk=key.pk).update(public_jwk=jwk(key.name))


def forget_other_kinds(apps, schema_editor):
    """The schema before had one active key an issuer, and no word for any kind but Ed25519."""
    keys = apps.get_model('badges', 'SigningKey').objects.using(schema_editor.connection.alias)
    keys.exclude(kind='Ed25519').delete()


class Migration(migrations.Migration):

    dependencies = [
        ('badges', '0004_keys_of_several_kinds'),
    ]

    operations = [
        migrations.RunPython(write_jwks, forget_other_kinds),
    ]
