-- What people did about claims besides recording them: agreed, sent back, finalised, reopened, commented,
-- assigned. Only ever added to. How a claim stands is its last step upon its present version, so that a
-- claim that is changed is not reviewed any more. Words are sealed under the keys of every item that the
-- claim cites, one inside the other, and fall with the first of them.
create table review_step (
    position      bigint primary key, -- of its entry in the ledger
    subject       uuid not null,      -- a claim; of an assignment also an entity
    version       int not null,       -- of the claim; 0 of an entity
    step          smallint not null,
    actor         uuid not null,
    whom          uuid,               -- who is assigned, or not any more
    at            timestamptz not null,
    items         uuid[] not null,    -- under whose keys the words are sealed, the innermost first
    sealed        bytea,              -- the words; null where there are none, and once erased
    sealed_sha256 bytea,              -- null where there are none
    compartments  uuid[] not null,
    salt          bytea not null
);
create index review_step_subject on review_step (subject, version);
create index review_step_whom on review_step (whom) where whom is not null;
create index review_step_sent_back on review_step (subject) where step = 2;

alter table review_step enable row level security;
alter table review_step force row level security;
create policy sees on review_step using ((select haetae_whole()) or cardinality(compartments) > 0
    and compartments <@ (select haetae_compartments()));
grant select, insert, update on review_step to haetae_app;
