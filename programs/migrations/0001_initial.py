
import credcenter.kernel.clock
import credcenter.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('badges', '0001_initial'),
        ('learners', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Competency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(max_length=200)),
                ('code', models.CharField(max_length=64)),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ('program', 'position'),
            },
        ),
        migrations.CreateModel(
            name='CurriculumVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(max_length=32)),
                ('from_term', models.CharField(max_length=16)),
                ('rules', models.JSONField(help_text='See programs.rules.')),
                ('created_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
            ],
            options={
                'ordering': ('micro_degree', 'from_term', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Program',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(max_length=200)),
                ('code', models.CharField(max_length=32, unique=True)),
                ('department', models.CharField(blank=True, max_length=100)),
                ('created_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
            ],
            options={
                'ordering': ('code',),
            },
        ),
        migrations.CreateModel(
            name='CompetencyAlignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('framework', models.CharField(max_length=200)),
                ('code', models.CharField(blank=True, max_length=100)),
                ('name', models.CharField(max_length=200)),
                ('url', models.URLField(max_length=500)),
                ('competency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alignments', to='programs.competency')),
            ],
            options={
                'ordering': ('competency', 'position'),
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('term', models.CharField(help_text='The term of entry, such as 2026-1.', max_length=16)),
                ('state', models.CharField(choices=[('active', 'Studying'), ('withdrawn', 'Withdrawn'), ('completed', 'Completed')], default='active', max_length=16)),
                ('enrolled_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('curriculum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='programs.curriculumversion')),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='learners.learner')),
            ],
            options={
                'ordering': ('learner', 'micro_degree'),
            },
        ),
        migrations.CreateModel(
            name='Completion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('in_progress', 'Requirements not met yet'), ('in_review', 'Waiting for approval'), ('returned', 'Returned for correction'), ('approved', 'Approved'), ('denied', 'Denied')], default='in_progress', max_length=16)),
                ('is_eligible', models.BooleanField(default=False)),
                ('explanation', models.JSONField(default=dict, help_text='What the evaluator said: see programs.evaluator.')),
                ('round', models.PositiveSmallIntegerField(default=1, help_text='Starts again after a return.')),
                ('step', models.PositiveSmallIntegerField(default=0, help_text='Position of the approval step that is waiting.')),
                ('evaluated_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
                ('waiting_since', models.DateTimeField(blank=True, null=True)),
                ('request', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='completion', to='badges.issuancerequest')),
                ('enrolment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='completion', to='programs.enrolment')),
            ],
            options={
                'ordering': ('-evaluated_at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='MicroDegree',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(max_length=200)),
                ('code', models.CharField(max_length=32, unique=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('approval_steps', models.JSONField(help_text='Names of programs.enums.ApprovalStep, in order.')),
                ('created_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
                ('achievement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='micro_degree', to='badges.achievement')),
                ('program', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='micro_degrees', to='programs.program')),
            ],
            options={
                'ordering': ('program', 'position', 'code'),
            },
        ),
        migrations.AddField(
            model_name='enrolment',
            name='micro_degree',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='programs.microdegree'),
        ),
        migrations.AddField(
            model_name='curriculumversion',
            name='micro_degree',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='curricula', to='programs.microdegree'),
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(max_length=200)),
                ('code', models.CharField(max_length=32, unique=True)),
                ('credits', models.DecimalField(decimal_places=1, max_digits=4)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('program', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='programs.program')),
            ],
            options={
                'ordering': ('program', 'position', 'code'),
            },
        ),
        migrations.AddField(
            model_name='competency',
            name='program',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='competencies', to='programs.program'),
        ),
        migrations.CreateModel(
            name='ResultImport',
            fields=[
                ('id', models.UUIDField(default=credcenter.kernel.ids.new, editable=False, primary_key=True, serialize=False)),
                ('file_name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('rows', models.JSONField(help_text='The sound rows, as read.')),
                ('refusals', models.JSONField(default=list, help_text='The bad rows: row, column, code, reason.')),
                ('summary', models.JSONField(default=dict, help_text='What applying changes, or changed.')),
                ('state', models.CharField(choices=[('checked', 'Checked'), ('applied', 'Applied')], default='checked', max_length=16)),
                ('uploaded_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('micro_degree', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='result_imports', to='programs.microdegree')),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='result_imports', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-uploaded_at',),
            },
        ),
        migrations.CreateModel(
            name='CourseResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('term', models.CharField(max_length=16)),
                ('score', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('grade', models.CharField(blank=True, max_length=4)),
                ('credits', models.DecimalField(decimal_places=1, max_digits=4)),
                ('status', models.CharField(choices=[('completed', 'Completed'), ('failed', 'Failed'), ('withdrawn', 'Withdrawn'), ('in_progress', 'In progress')], max_length=16)),
                ('recorded_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='programs.course')),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='course_results', to='learners.learner')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='course_results', to='programs.resultimport')),
            ],
            options={
                'ordering': ('learner', 'course', 'term'),
            },
        ),
        migrations.CreateModel(
            name='CompetencyLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_ko', models.CharField(max_length=200)),
                ('name_en', models.CharField(max_length=200)),
                ('code', models.CharField(max_length=64)),
                ('threshold', models.DecimalField(decimal_places=2, max_digits=5)),
                ('competency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='levels', to='programs.competency')),
            ],
            options={
                'ordering': ('competency', 'threshold'),
                'constraints': [models.UniqueConstraint(fields=('competency', 'code'), name='competency_level_code_once'), models.UniqueConstraint(fields=('competency', 'threshold'), name='competency_level_threshold_once')],
            },
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('step', models.CharField(max_length=32)),
                ('decision', models.CharField(choices=[('approved', 'Approve'), ('returned', 'Return'), ('denied', 'Deny')], max_length=16)),
                ('reason', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(default=credcenter.kernel.clock.now)),
                ('facts', models.TextField(help_text='Canonical JSON of what was known: see credcenter.kernel.canonical_json.')),
                ('facts_sha256', models.CharField(max_length=64)),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to=settings.AUTH_USER_MODEL)),
                ('completion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='programs.completion')),
            ],
            options={
                'ordering': ('completion', 'round', 'position'),
                'constraints': [models.UniqueConstraint(fields=('completion', 'round', 'position'), name='one_decision_a_step'), models.UniqueConstraint(fields=('completion', 'round', 'decided_by'), name='nobody_decides_two_steps'), models.CheckConstraint(condition=models.Q(('decision', 'approved'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='refusing_decision_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='CourseCompetency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weight', models.DecimalField(decimal_places=3, max_digits=4)),
                ('competency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='course_weights', to='programs.competency')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='competency_weights', to='programs.course')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('course', 'competency'), name='course_competency_once'), models.CheckConstraint(condition=models.Q(('weight__gt', 0), ('weight__lte', 1)), name='course_competency_weight_range')],
            },
        ),
        migrations.AddIndex(
            model_name='completion',
            index=models.Index(fields=['state', 'waiting_since'], name='completion_state_waiting'),
        ),
        migrations.AddConstraint(
            model_name='completion',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['in_progress', 'in_review', 'returned', 'approved', 'denied'])), name='completion_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='completion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), ('request__isnull', False), _connector='OR'), name='approved_completion_has_request'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('learner', 'micro_degree'), name='one_enrolment_not_withdrawn'),
        ),
        migrations.AddConstraint(
            model_name='curriculumversion',
            constraint=models.UniqueConstraint(fields=('micro_degree', 'version'), name='curriculum_version_once'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('credits__gt', 0)), name='course_has_credits'),
        ),
        migrations.AddConstraint(
            model_name='competency',
            constraint=models.UniqueConstraint(fields=('program', 'code'), name='competency_code_once'),
        ),
        migrations.AddConstraint(
            model_name='courseresult',
            constraint=models.UniqueConstraint(fields=('learner', 'course', 'term'), name='course_result_once_a_term'),
        ),
        migrations.AddConstraint(
            model_name='courseresult',
            constraint=models.CheckConstraint(condition=models.Q(('score__isnull', True), models.Q(('score__gte', 0), ('score__lte', 100)), _connector='OR'), name='course_result_score_range'),
        ),
        migrations.AddConstraint(
            model_name='courseresult',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['completed', 'failed', 'withdrawn', 'in_progress'])), name='course_result_status_is_known'),
        ),
    ]
