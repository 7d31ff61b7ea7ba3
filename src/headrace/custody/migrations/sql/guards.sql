-- The application may read the ledger and call three doors; it may write none of its rows.

create function custody_keep_account() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' or (old.book_id, old.id, old.party_id, old.purpose, old.demand_id,
        old.floor_side, old.keeps_legs, old.opened_at) is distinct from (new.book_id, new.id,
        new.party_id, new.purpose, new.demand_id, new.floor_side, new.keeps_legs, new.opened_at) then
        raise exception 'an account keeps its identity and is never removed'
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger custody_account_keeps before update or delete on custody_account
    for each row execute function custody_keep_account();
create trigger custody_account_keeps_all before truncate on custody_account
    for each statement execute function kit_refuse_change();

do $$
declare door text; ledger text; worked text;
begin
    foreach door in array array[
        'custody_open_account(uuid, uuid, uuid, text, uuid, timestamptz)',
        'custody_set_frozen(uuid, uuid, boolean)',
        'custody_post(uuid, uuid[], text[], uuid[], uuid[], bigint[], text[], uuid[], uuid[],'
            ' boolean[], text[], uuid[], timestamptz[], timestamptz)',
        'custody_apply(custody_transfer)',
        'custody_apply_linked(custody_transfer[], bigint)',
        'custody_move(custody_transfer, custody_account, custody_account, bigint)',
        'custody_append_seal(uuid, bigint, bigint, timestamptz)'] loop
        execute 'revoke execute on function ' || door || ' from public';
    end loop;
    if not exists (select from pg_roles where rolname = 'headrace_app') then
        return;
    end if;
    foreach ledger in array array['custody_account', 'custody_transfer', 'custody_leg',
        'custody_seal', 'custody_allowed', 'custody_nature'] loop
        execute format('revoke all on %I from headrace_app', ledger);
        execute format('grant select on %I to headrace_app', ledger);
    end loop;
    foreach worked in array array['custody_instruction', 'custody_bank_account', 'custody_message',
        'custody_statement',
        'custody_statement_entry', 'custody_break', 'custody_reference'] loop
        execute format('revoke delete, truncate on %I from headrace_app', worked);
        execute format('grant select, insert, update on %I to headrace_app', worked);
    end loop;
    grant execute on function
        custody_open_account(uuid, uuid, uuid, text, uuid, timestamptz),
        custody_set_frozen(uuid, uuid, boolean),
        custody_post(uuid, uuid[], text[], uuid[], uuid[], bigint[], text[], uuid[], uuid[],
            boolean[], text[], uuid[], timestamptz[], timestamptz)
    to headrace_app;
end $$;
