-- To whom something left, enciphered to their key. Sealed: the database knows that there are
-- receivers, not who they are. The ledger knows them by a commitment to this id alone. Seen by
-- those who see the whole home, and by nobody who sees some compartments of it.
create table receiver (
    id      uuid primary key,
    sealed  bytea not null,       -- their public key, and what they were called
    made_at timestamptz not null
);
alter table receiver enable row level security;
alter table receiver force row level security;
create policy whole on receiver using ((select haetae_whole()));
grant select, insert, update, delete on receiver to haetae_app;
