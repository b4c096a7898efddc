-- What people judged of two entities. Only ever added to: of each two the last judgement counts, and what is
-- one follows from these rows alone. Words are sealed under the keys of every item cited for what the two are
-- called, one inside the other, and fall with the first of them.
create table judgement (
    position      bigint primary key, -- of its entry in the ledger
    one           uuid not null,
    other         uuid not null,
    verdict       smallint not null,  -- same, different, unsure
    actor         uuid not null,
    at            timestamptz not null,
    model         text,               -- version of the linkage model that was looked at
    items         uuid[] not null,    -- under whose keys the words are sealed, the innermost first
    sealed        bytea,              -- reason and evidence; null once erased
    sealed_sha256 bytea not null,
    compartments  uuid[] not null,
    salt          bytea not null,
    check (one < other)
);
create index judgement_one on judgement (one);
create index judgement_other on judgement (other);

alter table judgement enable row level security;
alter table judgement force row level security;
create policy sees on judgement using ((select haetae_whole()) or cardinality(compartments) > 0
    and compartments <@ (select haetae_compartments()));
-- What rests on material that nobody may work with now is not worked with either.
create policy withheld on judgement as restrictive for select to haetae_app
    using ((select haetae_keeps()) or not items && array(select haetae_withheld_items()));
grant select, insert, update on judgement to haetae_app;
