-- What people decided about suggestions: so that what was rejected, or has become a claim, does not come
-- back. No words: a digest under a key of the home. Falls with the item.
create table proposal_decided (
    item         uuid not null,
    digest       bytea not null,
    accepted     boolean not null,
    actor        uuid not null,
    at           timestamptz not null,
    compartments uuid[] not null,
    primary key (item, digest)
);

alter table proposal_decided enable row level security;
alter table proposal_decided force row level security;
create policy sees on proposal_decided using ((select haetae_whole()) or cardinality(compartments) > 0
    and compartments <@ (select haetae_compartments()));
grant select, insert, delete on proposal_decided to haetae_app;
