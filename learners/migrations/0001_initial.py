
import credcenter.kernel.clock
import credcenter.kernel.ids
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Learner',
            fields=[
                ('id', models.UUIDField(default=credcenter.kernel.ids.new, editable=False, primary_key=True, serialize=False)),
                ('student_number', models.CharField(max_length=32, unique=True)),
                ('name', models.CharField(max_length=100)),
                ('name_en', models.CharField(blank=True, help_text='As in the passport, such as HONG Gildong.', max_length=100)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('created_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='learner', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('student_number',),
            },
        ),
        migrations.CreateModel(
            name='Identifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('type', models.CharField(choices=[('emailAddress', 'E-mail address'), ('sisSourcedId', 'Student number'), ('systemId', 'Identifier in another system')], max_length=32)),
                ('value', models.CharField(max_length=254)),
                ('verified_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='learners.learner')),
            ],
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('name_on_credential', 'My name is written into my credentials'), ('public_page', 'A page that I share shows my credential to anyone with its address')], max_length=32)),
                ('text_version', models.CharField(max_length=16)),
                ('given', models.BooleanField()),
                ('at', models.DateTimeField(default=credcenter.kernel.clock.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='learners.learner')),
            ],
        ),
        migrations.AddConstraint(
            model_name='learner',
            constraint=models.CheckConstraint(condition=models.Q(('student_number', ''), _negated=True), name='learner_has_student_number'),
        ),
        migrations.AddConstraint(
            model_name='learner',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='learner_has_name'),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.UniqueConstraint(models.F('type'), django.db.models.functions.text.Lower('value'), name='identifier_belongs_to_one_learner'),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.CheckConstraint(condition=models.Q(('value', ''), _negated=True), name='identifier_has_value'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('learner', 'purpose'), name='one_current_consent_a_purpose'),
        ),
    ]
