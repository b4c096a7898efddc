-- Keys by which entities that may be one find each other, of each claim that counts: of its name in whatever
-- script, of a day, of a number. Made from the claims and made again from them; no check rests on them. Many
-- names share a key, and none can be read back from it; still they fall with the claim.
create table claim_key (
    key          bigint not null,
    entity       uuid not null,
    claim        uuid not null,
    version      int not null,
    compartments uuid[] not null
);
-- One row for each key: the equality of numbers may be asked beneath row-level security, what arrays share may not.
create index claim_key_key on claim_key (key);
create index claim_key_claim on claim_key (claim);

-- Which way of making keys they were made in.
create table claim_keys_made (
    one         boolean primary key check (one),
    fingerprint bigint not null
);

alter table claim_key enable row level security;
alter table claim_key force row level security;
create policy sees on claim_key using ((select haetae_whole()) or cardinality(compartments) > 0
    and compartments <@ (select haetae_compartments()));
create policy withheld on claim_key as restrictive for select to haetae_app
    using ((select haetae_keeps())
        or (claim, version) not in (select w.claim, w.version from haetae_withheld_claims() w));
grant select, insert, delete on claim_key to haetae_app;
grant select, insert, update, delete on claim_keys_made to haetae_app;
