-- What came of the newest backup that a running server or a command made: one row. Which files and where to stands
-- nowhere here; the ledger has an entry for each backup that was begun.
create table backup_result (
    newest   boolean primary key default true check (newest),
    ended_at timestamptz not null,
    number   integer,           -- of the backup in its place; absent when it could not be made
    findings integer not null
);
alter table backup_result enable row level security;
alter table backup_result force row level security;
create policy whole on backup_result using ((select haetae_whole()));
grant select, insert, update on backup_result to haetae_app;
