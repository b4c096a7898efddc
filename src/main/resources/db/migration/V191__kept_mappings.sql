-- How people mapped the columns of tables that they took in. Sealed and held apart by maker as
-- searches are, and forgotten by each erasure with them: heads of columns are words of material.
create table kept_mapping (
    id      uuid primary key,
    actor   uuid not null,
    sealed  bytea not null,
    made_at timestamptz not null
);
create index kept_mapping_of on kept_mapping (actor, made_at desc);
grant select, insert, delete on kept_mapping to haetae_app;

alter table kept_mapping enable row level security;
alter table kept_mapping force row level security;
create policy maker on kept_mapping
    using ((select haetae_whole()) or actor = (select haetae_actor()));
