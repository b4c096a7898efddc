-- To whom something left, enciphered to their key. Sealed: the database knows that there are
-- receivers, not who they are. The ledger knows them by a commitment to this id alone. Holds no
-- material, so no row-level security by compartment.
create table receiver (
    id      uuid primary key,
    sealed  bytea not null,       -- their public key, and what they were called
    made_at timestamptz not null
);
grant select, insert, update, delete on receiver to haetae_app;
