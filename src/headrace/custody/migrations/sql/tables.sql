-- The ledger's stream tables. The book is first in every key, because it is the unit of total
-- order, of the single writer, of the seal chain and of distribution.

create table custody_allowed (
    debit_purpose text not null,
    code text not null,
    credit_purpose text not null,
    primary key (debit_purpose, code, credit_purpose)
);

-- What an account of a purpose is like; nobody who opens one may choose otherwise.
create table custody_nature (
    purpose text primary key,
    -- Which side may not fall below nothing: 'credit' for money owed to a party, 'debit' for the
    -- mirror of the bank account, 'none' for suspense.
    floor_side text not null check (floor_side in ('credit', 'debit', 'none')),
    keeps_legs boolean not null,
    of_party boolean not null,
    of_demand boolean not null
);

create table custody_account (
    book_id uuid not null,
    id uuid not null,
    party_id uuid,
    purpose text not null,
    demand_id uuid,
    floor_side text not null check (floor_side in ('credit', 'debit', 'none')),
    keeps_legs boolean not null,
    frozen boolean not null default false,
    opened_at timestamptz not null,
    debits_posted bigint not null default 0 check (debits_posted >= 0),
    credits_posted bigint not null default 0 check (credits_posted >= 0),
    debits_pending bigint not null default 0 check (debits_pending >= 0),
    credits_pending bigint not null default 0 check (credits_pending >= 0),
    ver bigint not null default 0 check (ver >= 0),
    primary key (book_id, id),
    unique nulls not distinct (book_id, party_id, purpose, demand_id),
    constraint custody_never_below_its_holds check (
        floor_side <> 'credit' or credits_posted - debits_posted - debits_pending >= 0),
    constraint custody_cash_never_below_its_holds check (
        floor_side <> 'debit' or debits_posted - credits_posted - credits_pending >= 0)
) with (fillfactor = 50);
create index custody_account_party on custody_account (party_id, book_id) where party_id is not null;

create table custody_transfer (
    book_id uuid not null,
    id uuid not null,
    seq bigint not null,
    kind text not null check (kind in ('post', 'pend', 'post_pending', 'void_pending', 'expire')),
    debit_id uuid not null,
    credit_id uuid not null,
    amount bigint not null check (amount > 0),
    code text not null,
    pending_id uuid,
    group_id uuid,
    group_linked boolean not null default false,
    subject_kind text,
    subject_id uuid,
    event_at timestamptz not null,
    recorded_at timestamptz not null,
    payload_hash bytea not null,
    primary key (book_id, id),
    unique (book_id, seq),
    check (debit_id <> credit_id),
    check ((kind in ('post', 'pend')) = (pending_id is null)),
    check (not group_linked or group_id is not null),
    check ((subject_kind is null) = (subject_id is null)),
    foreign key (book_id, debit_id) references custody_account (book_id, id),
    foreign key (book_id, credit_id) references custody_account (book_id, id)
);
-- A pending transfer is resolved once: no lock is needed to make a second resolution impossible.
create unique index custody_resolved_once on custody_transfer (book_id, pending_id)
    where kind in ('post_pending', 'void_pending', 'expire');
create index custody_transfer_subject on custody_transfer (subject_id, book_id, seq)
    where subject_id is not null;

create table custody_leg (
    book_id uuid not null,
    account_id uuid not null,
    ver bigint not null,
    transfer_id uuid not null,
    amount bigint not null check (amount <> 0),
    balance bigint not null,
    recorded_at timestamptz not null,
    primary key (book_id, account_id, ver)
);

create table custody_seal (
    book_id uuid not null,
    number bigint not null,
    first_seq bigint not null,
    last_seq bigint not null,
    root bytea not null,
    previous bytea not null,
    seal bytea not null,
    algorithm text not null,
    sealed_at timestamptz not null,
    primary key (book_id, number),
    unique (book_id, first_seq),
    check (last_seq >= first_seq)
);

create table custody_reference (
    book_id uuid not null,
    reference text not null,
    party_id uuid not null,
    purpose text not null check (purpose in ('pay_in', 'receipt')),
    subject_kind text,
    subject_id uuid,
    registered_at timestamptz not null,
    primary key (book_id, reference)
);
create unique index custody_one_pay_in_reference on custody_reference (book_id, party_id)
    where purpose = 'pay_in';

create table custody_instruction (
    book_id uuid not null,
    id uuid not null,
    transfer_id uuid not null,
    subject_kind text not null,
    subject_id uuid not null,
    debit_party uuid not null,
    debit_id uuid not null,
    district text not null default '',
    payee_name text not null,
    payee_account text not null,
    amount_minor bigint not null check (amount_minor > 0),
    currency text not null,
    purpose_code text not null,
    remittance text not null,
    client_authorisation text not null,
    content_hash bytea not null,
    state text not null check (state in ('drafted', 'authorised', 'sending', 'sent', 'accepted',
        'rejected', 'booked', 'returning', 'returned', 'cancelled')),
    prepared_by uuid,
    prepared_organisation uuid not null,
    prepared_at timestamptz not null,
    first_key_by uuid,
    first_key_organisation uuid,
    first_key_at timestamptz,
    second_key_by uuid,
    second_key_organisation uuid,
    second_key_at timestamptz,
    sending_at timestamptz,
    answered_at timestamptz,
    reason_code text not null default '',
    booked_date date,
    cancelled_by uuid,
    cancelled_at timestamptz,
    primary key (book_id, id),
    unique (book_id, transfer_id),
    unique (book_id, client_authorisation),
    constraint custody_two_keys_two_persons check (second_key_by <> first_key_by),
    constraint custody_maker_is_no_key check (
        prepared_by is null or (prepared_by is distinct from first_key_by
            and prepared_by is distinct from second_key_by)),
    constraint custody_no_money_without_two_keys check (
        state in ('drafted', 'cancelled')
        or (first_key_by is not null and second_key_by is not null)),
    constraint custody_cancelled_by_somebody_before_it_left check (
        (state = 'cancelled') = (cancelled_at is not null)
        and (cancelled_at is null) = (cancelled_by is null)
        and (state <> 'cancelled' or sending_at is null))
);
create index custody_instruction_state on custody_instruction (state, book_id)
    where state in ('drafted', 'authorised', 'sending', 'sent', 'accepted');
create index custody_instruction_subject on custody_instruction (subject_id, book_id);
create index custody_instruction_party on custody_instruction (debit_party, book_id);

-- Where a party's own money may be paid out to: told by the party, verified by the custodian.
create table custody_bank_account (
    book_id uuid not null,
    id uuid not null,
    party_id uuid not null,
    holder_name text not null,
    number text not null,
    state text not null check (state in ('told', 'verified', 'replaced')),
    told_by uuid not null,
    told_at timestamptz not null,
    verified_by uuid,
    verified_at timestamptz,
    primary key (book_id, id),
    check ((state = 'told') = (verified_at is null)),
    check ((verified_at is null) = (verified_by is null)),
    constraint custody_account_verified_by_another check (verified_by <> told_by)
);
create unique index custody_one_verified_account on custody_bank_account (book_id, party_id)
    where state = 'verified';

create table custody_message (
    book_id uuid not null,
    message_id text not null,
    kind text not null,
    content_hash bytea not null,
    received_at timestamptz not null,
    primary key (book_id, message_id)
);

create table custody_statement (
    book_id uuid not null,
    id uuid not null,
    message_id text not null,
    number bigint not null,
    on_date date not null,
    opening_minor bigint not null,
    closing_minor bigint not null,
    entries integer not null,
    received_at timestamptz not null,
    primary key (book_id, id),
    unique (book_id, number),
    unique (book_id, on_date)
);

create table custody_statement_entry (
    book_id uuid not null,
    entry_ref text not null,
    credit boolean not null,
    amount_minor bigint not null check (amount_minor >= 0),
    booking_date date not null,
    value_date date not null,
    end_to_end_id text not null,
    reference text not null,
    outcome text not null check (outcome in ('pay_in', 'receipt', 'settled', 'returned', 'suspense', 'noted')),
    check (amount_minor > 0 or outcome = 'noted'),
    transfer_id uuid not null,
    first_seen_in text not null,
    statement_id uuid,
    received_at timestamptz not null,
    primary key (book_id, entry_ref)
);
create index custody_entry_day on custody_statement_entry (book_id, booking_date);

create table custody_break (
    book_id uuid not null,
    id uuid not null,
    kind text not null,
    on_date date not null,
    expected_minor bigint,
    found_minor bigint,
    evidence text not null,
    found_at timestamptz not null,
    closed_at timestamptz,
    closed_by uuid,
    closing_note text not null default '',
    primary key (book_id, id),
    -- The same break is found every day until it is closed, and told once.
    unique (book_id, kind, evidence)
);
