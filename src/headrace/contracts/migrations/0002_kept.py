"""What was signed, paid and shared is kept as it was. Undo: drops the triggers."""

from django.db import migrations

from headrace.kit.stream import append_only

KEEP_DOCUMENT = """
create function contracts_keep_document() returns trigger language plpgsql as $$
begin
    if (old.offer_id, old.demand_id, old.borrower_id, old.principal_minor, old.currency,
        old.rate_yearly, old.term_months, old.plan_kind, old.yearly_cost, old.ceiling, old.payees, old.details,
        old.pack, old.pack_version, old.text_en, old.text_zh, old.document_hash,
        old.hash_algorithm, old.payment_reference)
        is distinct from
       (new.offer_id, new.demand_id, new.borrower_id, new.principal_minor, new.currency,
        new.rate_yearly, new.term_months, new.plan_kind, new.yearly_cost, new.ceiling, new.payees, new.details,
        new.pack, new.pack_version, new.text_en, new.text_zh, new.document_hash,
        new.hash_algorithm, new.payment_reference)
    then
        raise exception 'an agreement keeps its terms, its text and its pack for life'
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger contracts_agreement_keeps before update on contracts_agreement
    for each row execute function contracts_keep_document();
create trigger contracts_agreement_stays before delete on contracts_agreement
    for each row execute function kit_refuse_change();
"""

UNDO = """
drop trigger contracts_agreement_keeps on contracts_agreement;
drop trigger contracts_agreement_stays on contracts_agreement;
drop function contracts_keep_document;
"""


class Migration(migrations.Migration):
    """The promise stands in the database, where no code of ours can go round it."""

    dependencies = [("contracts", "0001_initial"), ("kit", "0002_log")]
    operations = [
        migrations.RunSQL(KEEP_DOCUMENT, UNDO),
        append_only("contracts_signature"),
        append_only("contracts_lender"),
        append_only("contracts_costline"),
        append_only("contracts_collectedfee"),
        append_only("contracts_allocation"),
        append_only("contracts_lenderpayment"),
    ]
