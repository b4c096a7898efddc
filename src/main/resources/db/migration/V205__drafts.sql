-- Half-entered incidents, each for the one who is entering it. Sealed under a key that every erasure
-- replaces: the database knows whose a draft is, which items it cites and when it was kept, not a word of it.
create table draft (
    id           uuid primary key,
    actor        uuid not null,
    items        uuid[] not null,       -- all that it ever cited
    compartments uuid[] not null,       -- of these items
    epoch        int not null,          -- of the key
    sealed       bytea,                 -- null once entered
    entered      uuid,                  -- the entity that it became
    kept_at      timestamptz not null
);
create index draft_of on draft (actor, kept_at desc);
create index draft_items on draft using gin (items);

-- What cites nothing yet is its maker's; what cites is hidden from its maker, too, once they may not see what it cites.
alter table draft enable row level security;
alter table draft force row level security;
create policy maker on draft using (
    (select haetae_whole())
    or actor = (select haetae_actor()) and compartments <@ (select haetae_compartments()));
grant select, insert, update, delete on draft to haetae_app;
-- Nor does anybody see a draft of what consent withholds at this moment.
create policy withheld on draft as restrictive for select to haetae_app using (
    (select haetae_keeps()) or not items && array(select haetae_withheld_items()));
