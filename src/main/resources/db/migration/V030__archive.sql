-- Bytes as received. Whatever carries a source's words, names or digests is sealed; what stands in
-- the clear are random ids, times of the system itself, sizes of sealed files and ledger positions.

-- A set of compartments, and the key under which the secrets of everything in it are wrapped.
create table scope (
    id           uuid primary key,
    compartments uuid[] not null unique,
    wrapped      bytea not null
);

-- What must be destroyed to erase: per object an age identity and a salt, wrapped by the scope key.
create table vault (
    object  uuid primary key,
    scope   uuid not null references scope,
    wrapped bytea not null
);

create table accession (
    id              uuid primary key,
    scope           uuid not null references scope,
    compartments    uuid[] not null,
    actor           uuid not null,
    description     bytea not null,
    origin_key      bytea,
    opened_at       timestamptz not null,
    settled_version int not null default 0,
    unsettled       boolean not null default false,
    complete        boolean not null default false,
    position        bigint not null
);
create index accession_unfinished on accession (origin_key) where not complete;

create table item (
    id            uuid primary key,
    accession     uuid not null references accession,
    scope         uuid not null references scope,
    compartments  uuid[] not null,
    parent        uuid,
    depth         smallint not null,
    previous      uuid,
    version       int not null,
    sealed_bytes  bigint not null,
    sealed_sha256 bytea not null,
    content_key   bytea not null,
    origin_key    bytea,
    origin_state  bytea,
    description   bytea not null,
    received_at   timestamptz not null,
    position      bigint not null
);
create unique index item_content on item (scope, content_key);
create index item_parent on item (parent) where parent is not null;
create index item_accession on item (accession, position);
create index item_origin on item (scope, origin_key) where origin_key is not null;
create index item_state on item (scope, origin_state) where origin_state is not null;

-- The same bytes received again: one stored copy, another provenance.
create table provenance (
    id           uuid primary key,
    item         uuid not null references item,
    accession    uuid not null references accession,
    scope        uuid not null references scope,
    compartments uuid[] not null,
    parent       uuid,
    depth        smallint not null,
    previous     uuid,
    origin_key   bytea,
    origin_state bytea,
    description  bytea not null,
    received_at  timestamptz not null,
    position     bigint not null
);
create index provenance_item on provenance (item);
create index provenance_parent on provenance (parent) where parent is not null;
create index provenance_accession on provenance (accession, position);
create index provenance_origin on provenance (scope, origin_key) where origin_key is not null;
create index provenance_state on provenance (scope, origin_state) where origin_state is not null;

-- Material that could not be taken in at all, so that it is missed by nobody.
create table not_received (
    id           uuid primary key,
    accession    uuid not null references accession,
    compartments uuid[] not null,
    description  bytea not null,
    reason       text not null,
    at           timestamptz not null
);
create index not_received_accession on not_received (accession);

do $$
declare t text;
begin
    foreach t in array array['scope', 'accession', 'item', 'provenance', 'not_received'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format(
            'create policy sees on %I using ((select haetae_whole()) or cardinality(compartments) > 0 '
            'and compartments <@ (select haetae_compartments()))', t);
        execute format('grant select, insert, update, delete on %I to haetae_app', t);
    end loop;
end $$;

alter table vault enable row level security;
alter table vault force row level security;
create policy sees on vault
    using ((select haetae_whole()) or scope in (select s.id from scope s));
grant select, insert, update, delete on vault to haetae_app;
