
import credcenter.kernel.clock
import credcenter.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('learners', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Achievement',
            fields=[
                ('id', models.UUIDField(default=credcenter.kernel.ids.new, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
            ],
            options={
                'ordering': ('code',),
            },
        ),
        migrations.CreateModel(
            name='Issuer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(max_length=200)),
                ('slug', models.SlugField(unique=True)),
                ('url', models.URLField(blank=True)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('description_ko', models.TextField(blank=True)),
                ('description_en', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AchievementVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(max_length=200)),
                ('number', models.PositiveIntegerField()),
                ('achievement_type', models.CharField(max_length=64)),
                ('description_ko', models.TextField()),
                ('description_en', models.TextField()),
                ('criteria_ko', models.TextField()),
                ('criteria_en', models.TextField()),
                ('tags', models.JSONField(default=list)),
                ('field_of_study', models.CharField(blank=True, max_length=200)),
                ('credits_available', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ('artwork', models.FileField(help_text='The badge image before anything is baked into it.', max_length=200, upload_to='')),
                ('artwork_sha256', models.CharField(max_length=64)),
                ('digest', models.CharField(help_text='SHA-256 over the whole wording, to tell a change.', max_length=64)),
                ('created_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
                ('achievement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='badges.achievement')),
            ],
            options={
                'ordering': ('achievement', 'number'),
            },
        ),
        migrations.CreateModel(
            name='Credential',
            fields=[
                ('id', models.UUIDField(default=credcenter.kernel.ids.new, editable=False, primary_key=True, serialize=False)),
                ('status_index', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('minted', 'Being issued'), ('issued', 'Valid'), ('revoked', 'Revoked')], default='minted', max_length=16)),
                ('awarded_on', models.DateField()),
                ('minted_at', models.DateTimeField(help_text='validFrom and the time of the proof.')),
                ('valid_until', models.DateTimeField(blank=True, null=True)),
                ('frozen', models.JSONField(help_text='The other inputs of the signature: see badges.services.minting.Frozen.')),
                ('document', models.BinaryField(blank=True, default=b'', help_text='The signed bytes: the truth.')),
                ('document_sha256', models.CharField(blank=True, max_length=64)),
                ('issued_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('revocation_reason', models.CharField(blank=True, choices=[('issued_in_error', 'Issued in error'), ('result_corrected', 'A result was corrected'), ('superseded', 'Replaced by a newer credential'), ('misconduct', 'Academic misconduct'), ('holder_request', 'The holder asked for it'), ('key_compromised', 'The signing key was compromised'), ('other', 'Another reason')], max_length=32)),
                ('revocation_note', models.TextField(blank=True)),
                ('shared_at', models.DateTimeField(blank=True, help_text='Since when its page is open to anyone.', null=True)),
                ('verified_count', models.PositiveIntegerField(default=0)),
                ('achievement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='badges.achievement')),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='learners.learner')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='badges.credential')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='badges.achievementversion')),
            ],
            options={
                'ordering': ('-minted_at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Artefact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('png', 'Badge image (PNG)')], max_length=8)),
                ('file', models.FileField(max_length=200, upload_to='')),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('created_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
                ('credential', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='artefacts', to='badges.credential')),
            ],
        ),
        migrations.CreateModel(
            name='IssuanceBatch',
            fields=[
                ('id', models.UUIDField(default=credcenter.kernel.ids.new, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
                ('report', models.JSONField(default=list, help_text='The refused rows: row, student number, reason.')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-created_at',),
            },
        ),
        migrations.CreateModel(
            name='IssuanceRequest',
            fields=[
                ('id', models.UUIDField(default=credcenter.kernel.ids.new, editable=False, primary_key=True, serialize=False)),
                ('source_key', models.CharField(help_text='What asked for it; asking twice is one.', max_length=200, unique=True)),
                ('award', models.JSONField(help_text='What is awarded: see badges.award.Award.')),
                ('priority', models.SmallIntegerField(choices=[(0, 'Interactive'), (10, 'Batch')], default=0)),
                ('state', models.CharField(choices=[('requested', 'Waiting'), ('claimed', 'Being issued'), ('issued', 'Issued'), ('failed', 'Failed'), ('cancelled', 'Cancelled'), ('ended', 'Revoked')], default='requested', max_length=16)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('not_before', models.DateTimeField(default=credcenter.kernel.clock.now, help_text='Set later after a failed attempt.')),
                ('leased_by', models.CharField(blank=True, max_length=64)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('error_code', models.CharField(blank=True, max_length=64)),
                ('error_message', models.TextField(blank=True)),
                ('requested_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('achievement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issuance_requests', to='badges.achievement')),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='issuance_requests', to='badges.issuancebatch')),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issuance_requests', to='learners.learner')),
                ('supersedes', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='badges.credential')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issuance_requests', to='badges.achievementversion')),
            ],
            options={
                'ordering': ('requested_at', 'id'),
            },
        ),
        migrations.AddField(
            model_name='credential',
            name='request',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='credential', to='badges.issuancerequest'),
        ),
        migrations.AddField(
            model_name='credential',
            name='issuer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='badges.issuer'),
        ),
        migrations.AddField(
            model_name='achievement',
            name='issuer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='achievements', to='badges.issuer'),
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('issued', 'A badge was issued'), ('revoked', 'A badge was revoked')], max_length=16)),
                ('created_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('credential', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='badges.credential')),
            ],
        ),
        migrations.CreateModel(
            name='ResultDescription',
            fields=[
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(max_length=200)),
                ('id', models.UUIDField(default=credcenter.kernel.ids.new, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=64)),
                ('position', models.PositiveSmallIntegerField()),
                ('result_type', models.CharField(max_length=64)),
                ('value_min', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                ('value_max', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='result_descriptions', to='badges.achievementversion')),
            ],
            options={
                'ordering': ('position',),
            },
        ),
        migrations.CreateModel(
            name='Alignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('target_framework', models.CharField(blank=True, max_length=200)),
                ('target_code', models.CharField(blank=True, max_length=100)),
                ('target_name', models.CharField(max_length=200)),
                ('target_url', models.URLField(max_length=500)),
                ('target_type', models.CharField(blank=True, max_length=64)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alignments', to='badges.achievementversion')),
                ('result_description', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='alignments', to='badges.resultdescription')),
            ],
            options={
                'ordering': ('position',),
            },
        ),
        migrations.CreateModel(
            name='RubricLevel',
            fields=[
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(max_length=200)),
                ('id', models.UUIDField(default=credcenter.kernel.ids.new, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=64)),
                ('position', models.PositiveSmallIntegerField()),
                ('threshold', models.DecimalField(decimal_places=2, help_text='The lowest score of the level.', max_digits=8)),
                ('result_description', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='levels', to='badges.resultdescription')),
            ],
            options={
                'ordering': ('position',),
            },
        ),
        migrations.CreateModel(
            name='ShareLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_sha256', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('opened_count', models.PositiveIntegerField(default=0)),
                ('last_opened_at', models.DateTimeField(blank=True, null=True)),
                ('credential', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='share_links', to='badges.credential')),
            ],
            options={
                'ordering': ('-created_at',),
            },
        ),
        migrations.CreateModel(
            name='SigningKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_key_multibase', models.CharField(max_length=128, unique=True)),
                ('state', models.CharField(choices=[('created', 'Created'), ('active', 'Active'), ('retired', 'Retired'), ('compromised', 'Compromised')], default='created', max_length=16)),
                ('created_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signing_keys', to='badges.issuer')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.AddField(
            model_name='credential',
            name='signing_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='badges.signingkey'),
        ),
        migrations.CreateModel(
            name='StatusList',
            fields=[
                ('id', models.UUIDField(default=credcenter.kernel.ids.new, editable=False, primary_key=True, serialize=False)),
                ('issuer_did', models.CharField(help_text='Who signs it: the issuer of its credentials, for as long as they live.', max_length=300)),
                ('url', models.URLField(help_text='Its address, as its credentials name it.', max_length=500, unique=True)),
                ('purpose', models.CharField(default='revocation', max_length=32)),
                ('length', models.PositiveIntegerField()),
                ('taken', models.PositiveIntegerField(default=0, help_text='How many indexes were given out.')),
                ('index_key', models.BinaryField(help_text='Key of the permutation that scatters the indexes.', max_length=32)),
                ('is_open', models.BooleanField(default=True, help_text='Still gives out indexes.')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('published_revision', models.PositiveIntegerField(default=0)),
                ('document', models.BinaryField(blank=True, default=b'', help_text='The signed list credential, as served.')),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
                ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='status_lists', to='badges.issuer')),
            ],
            options={
                'ordering': ('created_at',),
            },
        ),
        migrations.AddField(
            model_name='credential',
            name='status_list',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='badges.statuslist'),
        ),
        migrations.AddConstraint(
            model_name='achievementversion',
            constraint=models.UniqueConstraint(fields=('achievement', 'number'), name='achievement_version_number_once'),
        ),
        migrations.AddConstraint(
            model_name='artefact',
            constraint=models.UniqueConstraint(fields=('credential', 'kind'), name='one_artefact_of_a_kind'),
        ),
        migrations.AddIndex(
            model_name='issuancerequest',
            index=models.Index(condition=models.Q(('state', 'requested')), fields=['priority', 'not_before'], name='request_waiting'),
        ),
        migrations.AddIndex(
            model_name='issuancerequest',
            index=models.Index(condition=models.Q(('state', 'claimed')), fields=['leased_until'], name='request_leased'),
        ),
        migrations.AddIndex(
            model_name='issuancerequest',
            index=models.Index(fields=['batch', 'state'], name='request_batch_state'),
        ),
        migrations.AddConstraint(
            model_name='issuancerequest',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['requested', 'claimed', 'issued', 'failed', 'cancelled', 'ended'])), name='request_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='issuancerequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['requested', 'claimed', 'issued']), ('supersedes__isnull', True)), fields=('learner', 'achievement'), name='one_live_request_a_learner_and_achievement'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(fields=('credential', 'kind'), name='one_notice_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='resultdescription',
            constraint=models.UniqueConstraint(fields=('version', 'code'), name='result_description_code_once'),
        ),
        migrations.AddConstraint(
            model_name='resultdescription',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='result_description_position_once'),
        ),
        migrations.AddConstraint(
            model_name='rubriclevel',
            constraint=models.UniqueConstraint(fields=('result_description', 'code'), name='rubric_level_code_once'),
        ),
        migrations.AddConstraint(
            model_name='rubriclevel',
            constraint=models.UniqueConstraint(fields=('result_description', 'position'), name='rubric_level_position_once'),
        ),
        migrations.AddConstraint(
            model_name='signingkey',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('issuer',), name='one_active_key_an_issuer'),
        ),
        migrations.AddConstraint(
            model_name='signingkey',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['created', 'active', 'retired', 'compromised'])), name='key_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='statuslist',
            constraint=models.UniqueConstraint(condition=models.Q(('is_open', True)), fields=('issuer', 'purpose'), name='one_open_status_list'),
        ),
        migrations.AddConstraint(
            model_name='statuslist',
            constraint=models.CheckConstraint(condition=models.Q(('taken__lte', models.F('length'))), name='status_list_not_overfull'),
        ),
        migrations.AddConstraint(
            model_name='statuslist',
            constraint=models.CheckConstraint(condition=models.Q(('published_revision__lte', models.F('revision'))), name='status_list_revision_order'),
        ),
        migrations.AddIndex(
            model_name='credential',
            index=models.Index(fields=['learner', 'state'], name='credential_learner_state'),
        ),
        migrations.AddIndex(
            model_name='credential',
            index=models.Index(condition=models.Q(('state', 'revoked')), fields=['status_list', 'status_index'], name='credential_revoked_bits'),
        ),
        migrations.AddConstraint(
            model_name='credential',
            constraint=models.UniqueConstraint(fields=('status_list', 'status_index'), name='status_index_once'),
        ),
        migrations.AddConstraint(
            model_name='credential',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['minted', 'issued', 'revoked'])), name='credential_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='credential',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'minted'), models.Q(models.Q(('document_sha256', ''), _negated=True), ('issued_at__isnull', False)), _connector='OR'), name='issued_credential_has_bytes'),
        ),
        migrations.AddConstraint(
            model_name='credential',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'revoked'), _negated=True), models.Q(models.Q(('revocation_reason', ''), _negated=True), ('revoked_at__isnull', False)), _connector='OR'), name='revoked_credential_has_reason'),
        ),
    ]
