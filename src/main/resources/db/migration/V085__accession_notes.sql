-- What was found out about an accession when it came: whether the bag that it came in was whole.
-- Sealed under the accession's own secret, because it names files; the ledger commits to it.
create table accession_note (
    id           uuid primary key,
    accession    uuid not null references accession,
    compartments uuid[] not null,
    kind         text not null,
    description  bytea not null,
    at           timestamptz not null,
    position     bigint not null
);
create index accession_note_accession on accession_note (accession, position);

alter table accession_note enable row level security;
alter table accession_note force row level security;
create policy sees on accession_note
    using ((select haetae_whole()) or cardinality(compartments) > 0
           and compartments <@ (select haetae_compartments()));
grant select, insert, update, delete on accession_note to haetae_app;
