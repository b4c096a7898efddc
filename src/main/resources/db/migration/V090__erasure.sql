-- Erasure. Consents are erasure scopes: what one person agreed to for one purpose, known by a random
-- id; who and what for is sealed under the consent's own key and falls with it.

-- A scope is a set of compartments and a set of consents. What is wrapped under it falls when the key
-- of any of its consents does. `recognition` keeps the keys that recognise contents and places when
-- the wrapping key is replaced; null while they still derive from it. A scope without a key is dead.
alter table scope
    add column consents uuid[] not null default '{}',
    add column recognition bytea,
    add column left_behind boolean not null default false,
    alter column wrapped drop not null,
    drop constraint scope_compartments_key,
    add constraint scope_set unique (compartments, consents);

-- Which vault key everything below is wrapped under; keys/ has the secret of that epoch and, but for
-- the moment of a change, no other. `key` names it in the ledger.
create table vault_epoch (
    one   boolean primary key default true check (one),
    epoch int not null check (epoch > 0),
    key   uuid not null
);
insert into vault_epoch (epoch, key) values (1, gen_random_uuid());
grant select, update on vault_epoch to haetae_app;

create table consent (
    id           uuid primary key,
    compartments uuid[] not null,
    wrapped      bytea,          -- null once it was withdrawn and carried out
    label        bytea,
    actor        uuid not null,
    made_at      timestamptz not null,
    erased       int,
    position     bigint not null
);

-- What was erased keeps its row without any word: which decision it was, and ids, times and sizes that
-- the ledger and the archive's files tell anyhow.
alter table item
    alter column content_key drop not null,
    alter column description drop not null,
    add column erased int;
alter table accession
    alter column description drop not null,
    add column erased int;

-- Asked for by one, decided by another. Reasons are sealed under a secret of their own.
create table erasure (
    id           uuid primary key,
    number       int unique,     -- of the decision, once there is one
    kind         smallint not null,
    object       uuid not null,
    compartments uuid[] not null,
    ground       int not null,
    purge        boolean not null,
    wrapped      bytea not null,
    reason       bytea not null,
    asked_by     uuid not null,
    asked_at     timestamptz not null,
    state        smallint not null,
    answer       bytea,
    decided_by   uuid,
    decided_at   timestamptz,
    items        bigint,
    ended_at     timestamptz
);
create index erasure_open on erasure (state) where ended_at is null;

-- What a decision covers, fixed when it is taken.
create table erasure_object (
    erasure uuid not null references erasure,
    object  uuid not null,
    kind    smallint not null,
    primary key (erasure, object)
);

create table hold (
    id           uuid primary key,
    kind         smallint not null,
    object       uuid not null,
    compartments uuid[] not null,
    wrapped      bytea not null,
    reason       bytea not null,
    placed_by    uuid not null,
    placed_at    timestamptz not null,
    lifting      bytea,
    lifted_by    uuid,
    lifted_at    timestamptz
);

do $$
declare t text;
begin
    foreach t in array array['consent', 'erasure', 'hold'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format(
            'create policy sees on %I using ((select haetae_whole()) or cardinality(compartments) > 0 '
            'and compartments <@ (select haetae_compartments()))', t);
        execute format('grant select, insert, update, delete on %I to haetae_app', t);
    end loop;
end $$;

alter table erasure_object enable row level security;
alter table erasure_object force row level security;
create policy whole on erasure_object using ((select haetae_whole()));
grant select, insert on erasure_object to haetae_app;
