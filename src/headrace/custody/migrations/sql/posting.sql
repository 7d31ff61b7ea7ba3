-- Posting. Everything runs as the owner, under one lock per book, so that the order of `seq` is the
-- order of commits and a deadlock is impossible. Only READ COMMITTED gives the statement after the
-- lock a fresh snapshot.

create function custody_lane(book uuid) returns bigint language sql immutable as
$$ select hashtextextended(book::text, 7015) $$;

-- What the caller said. The two times are left out: a retry is told at another moment.
create function custody_payload_hash(t custody_transfer) returns bytea language sql immutable
set search_path = pg_catalog, public, pg_temp as $$
    select sha256(convert_to(concat_ws('|', '1', t.book_id, t.id, t.kind, t.debit_id, t.credit_id,
        t.amount, t.code, coalesce(t.pending_id::text, '-'), coalesce(t.group_id::text, '-'),
        t.group_linked::int, coalesce(t.subject_kind, '-'), coalesce(t.subject_id::text, '-')),
        'UTF8'))
$$;

create function custody_leaf(t custody_transfer) returns bytea language sql immutable
set search_path = pg_catalog, public, pg_temp as $$
    select sha256('\x00'::bytea || t.payload_hash || convert_to(concat_ws('|', t.seq,
        (extract(epoch from t.event_at) * 1000000)::bigint,
        (extract(epoch from t.recorded_at) * 1000000)::bigint), 'UTF8'))
$$;

-- RFC 6962, section 2.1: an odd node rises to the next level.
create function custody_merkle_root(leaves bytea[]) returns bytea language plpgsql immutable
set search_path = pg_catalog, public, pg_temp as $$
declare level bytea[] := leaves; above bytea[]; i int;
begin
    while cardinality(level) > 1 loop
        above := '{}';
        i := 1;
        while i < cardinality(level) loop
            above := array_append(above, sha256('\x01'::bytea || level[i] || level[i + 1]));
            i := i + 2;
        end loop;
        if i = cardinality(level) then
            above := array_append(above, level[i]);
        end if;
        level := above;
    end loop;
    return level[1];
end $$;

create function custody_seal_hash(book uuid, number bigint, first_seq bigint, last_seq bigint,
    root bytea, previous bytea, sealed_at timestamptz) returns bytea language sql immutable
set search_path = pg_catalog, public, pg_temp as $$
    select sha256('\x02'::bytea || previous || root || convert_to(concat_ws('|', 'sha-256', book,
        number, first_seq, last_seq, (extract(epoch from sealed_at) * 1000000)::bigint), 'UTF8'))
$$;

create function custody_open_account(p_book uuid, p_id uuid, p_party uuid, p_purpose text,
    p_demand uuid, p_at timestamptz, out account_id uuid, out opened boolean)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    insert into custody_account
        (book_id, id, party_id, purpose, demand_id, floor_side, keeps_legs, opened_at)
    select p_book, p_id, p_party, n.purpose, p_demand, n.floor_side, n.keeps_legs, p_at
    from custody_nature n
    where n.purpose = p_purpose and n.of_party = (p_party is not null)
        and n.of_demand = (p_demand is not null)
    on conflict do nothing;
    opened := found;
    -- No row means that the purpose does not exist, or belongs to somebody else.
    select a.id into strict account_id from custody_account a
    where a.book_id = p_book and a.purpose = p_purpose
        and a.party_id is not distinct from p_party and a.demand_id is not distinct from p_demand;
end $$;

create function custody_set_frozen(p_book uuid, p_account uuid, p_frozen boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    perform pg_advisory_xact_lock(custody_lane(p_book));
    update custody_account set frozen = p_frozen
    where book_id = p_book and id = p_account and frozen <> p_frozen;
    return found;
end $$;

-- The first reason not to post a transfer whose identity has been settled, or 'posted'.
create function custody_judge(t custody_transfer, d custody_account, c custody_account, held bigint)
returns text language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
begin
    if d.id is null or c.id is null then
        return 'unknown';
    end if;
    if t.amount is null or t.amount <= 0 or d.id = c.id
        or (t.kind in ('post', 'pend') and t.pending_id is not null) or not exists (
        select from custody_allowed a where a.debit_purpose = d.purpose and a.code = t.code
            and a.credit_purpose = c.purpose) then
        return 'forbidden';
    end if;
    if t.kind in ('void_pending', 'expire') then
        return case when t.amount = held then 'posted' else 'forbidden' end;
    end if;
    -- What the bank has booked is a fact: a freeze stops what we may still decide, not the mirror.
    if d.frozen and (t.kind <> 'post_pending' or c.purpose <> 'in_transit') then
        return 'frozen';
    end if;
    if t.kind = 'post_pending' then
        return case when t.amount <= held then 'posted' else 'insufficient' end;
    end if;
    if d.floor_side = 'credit'
        and d.credits_posted - d.debits_posted - d.debits_pending < t.amount then
        return 'insufficient';
    end if;
    if c.floor_side = 'debit'
        and c.debits_posted - c.credits_posted - c.credits_pending < t.amount then
        return 'insufficient';
    end if;
    return 'posted';
end $$;

create function custody_move(t custody_transfer, d custody_account, c custody_account, held bigint)
returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
    v_posted bigint := case when t.kind in ('post', 'post_pending') then t.amount else 0 end;
    v_pending bigint := case when t.kind = 'pend' then t.amount else 0 end - coalesce(held, 0);
    v_step int := case when v_posted > 0 then 1 else 0 end;
begin
    update custody_account set debits_posted = debits_posted + v_posted,
        debits_pending = debits_pending + v_pending, ver = ver + v_step
    where book_id = t.book_id and id = d.id;
    update custody_account set credits_posted = credits_posted + v_posted,
        credits_pending = credits_pending + v_pending, ver = ver + v_step
    where book_id = t.book_id and id = c.id;
    insert into custody_transfer select t.*;
    insert into custody_leg (book_id, account_id, ver, transfer_id, amount, balance, recorded_at)
    select t.book_id, a.id, a.ver, t.id, case when a.id = c.id then v_posted else -v_posted end,
        a.credits_posted - a.debits_posted, t.recorded_at
    from custody_account a
    where a.book_id = t.book_id and a.id in (d.id, c.id) and a.keeps_legs and v_posted > 0;
end $$;

-- One transfer: settle its identity, judge it, move the money.
create function custody_apply(t custody_transfer, out status text, out at_seq bigint)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
    v_old custody_transfer; v_pend custody_transfer; d custody_account; c custody_account;
    v_resolves boolean := t.kind in ('post_pending', 'void_pending', 'expire');
begin
    select * into v_old from custody_transfer o where o.book_id = t.book_id and o.id = t.id;
    if v_resolves then
        select * into v_pend from custody_transfer o
        where o.book_id = t.book_id and o.id = t.pending_id and o.kind = 'pend';
        -- A resolution may repeat what it resolves, or leave it out; it may not change it.
        status := case
            when v_pend.id is null then 'unknown'
            when coalesce(t.debit_id, v_pend.debit_id) <> v_pend.debit_id
                or coalesce(t.credit_id, v_pend.credit_id) <> v_pend.credit_id
                or coalesce(t.code, v_pend.code) <> v_pend.code then 'forbidden'
        end;
        if status is not null then
            status := case when v_old.id is null then status else 'id_reused' end;
            return;
        end if;
        t.debit_id := v_pend.debit_id;
        t.credit_id := v_pend.credit_id;
        t.code := v_pend.code;
        t.amount := coalesce(t.amount, v_pend.amount);
    end if;
    t.payload_hash := custody_payload_hash(t);
    if v_old.id is not null then
        status := case when v_old.payload_hash = t.payload_hash then 'exists' else 'id_reused' end;
        at_seq := case when status = 'exists' then v_old.seq end;
        return;
    end if;
    if v_resolves and exists (select from custody_transfer o where o.book_id = t.book_id
        and o.pending_id = t.pending_id and o.kind in ('post_pending', 'void_pending', 'expire')) then
        status := 'resolved';
        return;
    end if;
    select * into d from custody_account a where a.book_id = t.book_id and a.id = t.debit_id;
    select * into c from custody_account a where a.book_id = t.book_id and a.id = t.credit_id;
    status := custody_judge(t, d, c, v_pend.amount);
    if status = 'posted' then
        perform custody_move(t, d, c, v_pend.amount);
        at_seq := t.seq;
    end if;
end $$;

-- A linked group: all or none. A group that was posted before answers `exists` as a whole; one that
-- mixes old and new is refused, because a group is closed once it is posted.
create function custody_apply_linked(items custody_transfer[], last_seq bigint, out statuses text[],
    out seqs bigint[])
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare t custody_transfer; v_status text; v_seq bigint; v_next bigint := last_seq + 1;
    v_good boolean := true;
begin
    statuses := '{}';
    seqs := '{}';
    begin
        foreach t in array items loop
            t.seq := v_next;
            select a.status, a.at_seq into v_status, v_seq from custody_apply(t) a;
            statuses := array_append(statuses, v_status);
            seqs := array_append(seqs, v_seq);
            v_next := v_next + case when v_status = 'posted' then 1 else 0 end;
        end loop;
        v_good := (select count(distinct s) = 1 and min(s) in ('posted', 'exists')
            from unnest(statuses) s);
        if not v_good then
            raise exception using errcode = 'HR100';
        end if;
    exception when sqlstate 'HR100' then
        statuses := array_replace(statuses, 'posted', 'linked_failed');
        seqs := (select array_agg(case when s = 'exists' then q end order by n)
            from unnest(statuses, seqs) with ordinality as u(s, q, n));
    end;
end $$;

create function custody_append_seal(p_book uuid, p_first bigint, p_last bigint, p_at timestamptz)
returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare v_root bytea; v_number bigint; v_previous bytea;
begin
    select custody_merkle_root(array_agg(custody_leaf(t) order by t.seq)) into v_root
    from custody_transfer t where t.book_id = p_book and t.seq between p_first and p_last;
    select s.number, s.seal into v_number, v_previous
    from custody_seal s where s.book_id = p_book order by s.number desc limit 1;
    v_number := coalesce(v_number, 0) + 1;
    v_previous := coalesce(v_previous, decode(repeat('00', 32), 'hex'));
    insert into custody_seal values (p_book, v_number, p_first, p_last, v_root, v_previous,
        custody_seal_hash(p_book, v_number, p_first, p_last, v_root, v_previous, p_at), 'sha-256',
        p_at);
end $$;

create function custody_post(p_book uuid, p_ids uuid[], p_kinds text[], p_debits uuid[],
    p_credits uuid[], p_amounts bigint[], p_codes text[], p_pendings uuid[], p_groups uuid[],
    p_linked boolean[], p_subject_kinds text[], p_subject_ids uuid[], p_event_ats timestamptz[],
    p_recorded_at timestamptz)
returns table (status text, seq bigint)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    v_items custody_transfer[]; v_item custody_transfer; v_statuses text[]; v_seqs bigint[];
    v_status text; v_seq bigint; v_before bigint; v_last bigint; i int := 1; j int;
begin
    perform pg_advisory_xact_lock(custody_lane(p_book));
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'the ledger posts under read committed only' using errcode = 'HR101';
    end if;
    select coalesce(max(t.seq), 0) into v_before from custody_transfer t where t.book_id = p_book;
    v_last := v_before;
    select array_agg(row(p_book, u.id, null, u.kind, u.debit, u.credit, u.amount, u.code, u.pending,
        u.grp, u.linked, u.s_kind, u.s_id, u.event_at, p_recorded_at, null)::custody_transfer
        order by u.place)
    into v_items
    from unnest(p_ids, p_kinds, p_debits, p_credits, p_amounts, p_codes, p_pendings, p_groups,
        p_linked, p_subject_kinds, p_subject_ids, p_event_ats) with ordinality
        as u(id, kind, debit, credit, amount, code, pending, grp, linked, s_kind, s_id, event_at, place);
    while i <= coalesce(cardinality(v_items), 0) loop
        j := i;
        while p_linked[i] and p_linked[j + 1] and p_groups[j + 1] = p_groups[i] loop
            j := j + 1;
        end loop;
        if j = i then
            v_item := v_items[i];
            v_item.seq := v_last + 1;
            select a.status, a.at_seq into v_status, v_seq from custody_apply(v_item) a;
            v_statuses := array[v_status];
            v_seqs := array[v_seq];
        else
            select a.statuses, a.seqs into v_statuses, v_seqs
            from custody_apply_linked(v_items[i:j], v_last) a;
        end if;
        v_last := v_last + cardinality(array_positions(v_statuses, 'posted'));
        return query select * from unnest(v_statuses, v_seqs);
        i := j + 1;
    end loop;
    if v_last > v_before then
        perform custody_append_seal(p_book, v_before + 1, v_last, p_recorded_at);
    end if;
end $$;
