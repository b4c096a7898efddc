-- Who stands behind a pseudonym: an erasure scope of its own, as a consent is one. The pseudonym is
-- sealed as the label, the identity beside it; both fall with the key.
alter table consent
    add column is_identity boolean not null default false,
    add column identity bytea;     -- null once erased

-- Each time an identity was shown to somebody. Written, and durable, before it was.
create table identity_opening (
    id           uuid primary key,
    consent      uuid not null references consent,
    compartments uuid[] not null,
    reason       bytea,            -- null once erased
    actor        uuid not null,
    at           timestamptz not null,
    position     bigint not null
);
create index identity_opening_of on identity_opening (consent, position);
alter table identity_opening enable row level security;
alter table identity_opening force row level security;
create policy sees on identity_opening using ((select haetae_whole()) or cardinality(compartments) > 0
    and compartments <@ (select haetae_compartments()));
grant select, insert, update on identity_opening to haetae_app;
