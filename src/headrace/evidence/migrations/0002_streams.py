"""Business events by month, their keys and totals; findings only grow. Undo: drops the streams."""

from django.db import migrations

from headrace.kit.stream import append_only, monthly_table, plain_table


class Migration(migrations.Migration):
    """Stream tables are made by SQL: Django cannot partition."""

    dependencies = [("evidence", "0001_initial"), ("kit", "0002_log")]
    operations = [
        plain_table(
            "evidence_event_key",
            "enterprise_id uuid not null,"
            "key_hash bytea not null check (length(key_hash) = 32),"
            "event_id uuid not null,"
            "payload_hash bytea not null check (length(payload_hash) = 32)",
            "enterprise_id, key_hash",
        ),
        append_only("evidence_event_key"),
        monthly_table(
            "evidence_business_event",
            "enterprise_id uuid not null,"
            "id uuid not null,"
            "consent_id uuid not null,"
            "source_id uuid not null,"
            "external_id text not null,"
            "kind text not null,"
            "happened_at timestamptz not null,"
            "received_at timestamptz not null,"
            "direction text not null check (direction in ('sale', 'purchase')),"
            "amount_minor bigint not null"
            " check (amount_minor between -1000000000000000 and 1000000000000000),"
            "currency varchar(3) not null,"
            "counterparty bytea not null check (length(counterparty) = 32),"
            "counterparty_label text not null,"
            "issue_date date not null,"
            "number text not null,"
            "voided boolean not null",
            "enterprise_id, id",
        ),
        append_only("evidence_business_event"),
        plain_table(
            "evidence_day_total",
            "enterprise_id uuid not null,"
            "kind text not null,"
            "direction text not null,"
            "currency varchar(3) not null,"
            "day date not null,"
            "count bigint not null check (count >= 0),"
            "sum_minor numeric not null,"
            "sum_squares numeric not null check (sum_squares >= 0),"
            "voided bigint not null check (voided >= 0),"
            "credit_notes bigint not null check (credit_notes between 0 and count)",
            "enterprise_id, kind, direction, currency, day",
        ),
        plain_table(
            "evidence_partner_total",
            "enterprise_id uuid not null,"
            "kind text not null,"
            "direction text not null,"
            "currency varchar(3) not null,"
            "month date not null,"
            "counterparty bytea not null check (length(counterparty) = 32),"
            "label text not null,"
            "count bigint not null check (count >= 0),"
            "sum_minor numeric not null",
            "enterprise_id, kind, direction, currency, month, counterparty",
        ),
        append_only("evidence_finding"),
        append_only("evidence_finding_turn"),
    ]
