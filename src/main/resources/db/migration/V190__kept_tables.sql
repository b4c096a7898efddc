-- Tables that people keep under a name: which kind, columns and conditions. Sealed and held apart by
-- maker as searches are, since what is filtered by are names; forgotten by each erasure with them.
create table kept_table (
    id      uuid primary key,
    actor   uuid not null,
    sealed  bytea not null,
    made_at timestamptz not null
);
create index kept_table_of on kept_table (actor, made_at desc);
grant select, insert, delete on kept_table to haetae_app;

alter table kept_table enable row level security;
alter table kept_table force row level security;
create policy maker on kept_table
    using ((select haetae_whole()) or actor = (select haetae_actor()));
