-- What sources say. A claim is never altered: each change is a new version, and the one before it gets
-- the time at which it ended. Values stand in the clear, so that they can be asked for; the words of a
-- source (quotes), and values of properties marked so, are sealed under the key of the item they come
-- from and fall with it.
create table claim (
    id           uuid not null,
    version      int not null check (version > 0),
    entity       uuid not null,
    kind         text not null,
    property     text not null,
    value        jsonb,            -- null when sealed or erased
    sealed       bytea,            -- the value, of a property marked so
    words        text,             -- what it is found by
    low_date     date,
    high_date    date,
    low          numeric,
    high         numeric,
    target       uuid,             -- the entity that it refers to
    reliability  char(1) not null,
    credibility  smallint not null,
    grade_reason text not null,
    status       smallint not null,
    basis        smallint not null,
    reason       text not null,
    actor        uuid not null,
    at           timestamptz not null,
    until        timestamptz,
    compartments uuid[] not null,
    salt         bytea,            -- null once erased
    position     bigint not null,
    erased       int,
    primary key (id, version)
);
create index claim_entity on claim (entity) where until is null;
create index claim_words on claim (property, words) where until is null;
create index claim_kind on claim (kind, property) where until is null;
create index claim_dates on claim (property, low_date) where low_date is not null and until is null;
create index claim_numbers on claim (property, low) where low is not null and until is null;
create index claim_target on claim (target) where target is not null and until is null;
create index claim_position on claim (position);

create table citation (
    claim        uuid not null,
    version      int not null,
    number       smallint not null,
    item         uuid not null,
    reading      bigint not null,
    kind         smallint not null,  -- passage, region, stretch
    place        bigint[] not null,
    sealed       bytea,              -- the words cited, and some around them; null once erased
    sealed_sha256 bytea not null,
    compartments uuid[] not null,
    primary key (claim, version, number)
);
create index citation_item on citation (item);

-- Names by which a file of claims speaks of entities, so that it can be given again.
create table entity_key (
    key          text not null,
    entity       uuid not null,
    compartments uuid[] not null,
    primary key (key, compartments)
);

do $$
declare t text;
begin
    foreach t in array array['claim', 'citation', 'entity_key'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format(
            'create policy sees on %I using ((select haetae_whole()) or cardinality(compartments) > 0 '
            'and compartments <@ (select haetae_compartments()))', t);
        execute format('grant select, insert, update on %I to haetae_app', t);
    end loop;
end $$;
grant delete on entity_key to haetae_app;
