-- How the reading of each item ended. One row an item, of its newest reading; the ledger keeps them
-- all. No words of the source stand here: those are in the renditions, sealed.
create table reading (
    item         uuid primary key references item,
    accession    uuid not null,
    compartments uuid[] not null,
    outcome      smallint not null,
    reason       text not null,
    tool         text not null,
    tool_version text not null,
    media_type   text not null,
    pages        int not null,
    characters   bigint not null,
    millis       int not null,
    read_at      timestamptz not null,
    salt         bytea not null,
    position     bigint not null
);
create index reading_outcome on reading (outcome, media_type);
create index reading_accession on reading (accession, outcome);
create unique index reading_position on reading (position);

-- Pages whose words are still to be read from pixels, when nothing more urgent is to do.
create table ocr_waiting (
    item         uuid primary key references item,
    compartments uuid[] not null,
    pages        int[] not null,
    since        timestamptz not null
);

-- The ledger position up to which a follower has worked.
create table follower (
    name     text primary key,
    position bigint not null
);

do $$
declare t text;
begin
    foreach t in array array['reading', 'ocr_waiting'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format(
            'create policy sees on %I using ((select haetae_whole()) or cardinality(compartments) > 0 '
            'and compartments <@ (select haetae_compartments()))', t);
        execute format('grant select, insert, update, delete on %I to haetae_app', t);
    end loop;
end $$;

alter table follower enable row level security;
alter table follower force row level security;
create policy whole on follower using ((select haetae_whole()));
grant select, insert, update on follower to haetae_app;
