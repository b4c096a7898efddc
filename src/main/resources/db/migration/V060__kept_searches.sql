-- What people searched for, so that addresses carry an id and never a word. Sealed: the database
-- knows whose a search is and when it was made, not what it asks. Holds no material, so no row-level
-- security by compartment; every statement names the actor.
create table kept_search (
    id      uuid primary key,
    actor   uuid not null,
    sealed  bytea not null,       -- the question
    label   bytea,                -- the name it was saved under; null while it is not saved
    made_at timestamptz not null,
    ends_at timestamptz           -- null once saved
);
create index kept_search_of on kept_search (actor, made_at desc);
grant select, insert, update, delete on kept_search to haetae_app;
