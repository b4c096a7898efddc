-- That an entry of a list may be somebody of the casebook, for a person to look at. Ids and a figure: what the
-- two are called, and why they are alike, is read anew whenever it is shown. Only ever added to.
create table list_alert (
    position      bigint primary key, -- of its entry in the ledger
    entity        uuid not null,      -- of the casebook
    listed        uuid not null,      -- the entity that the entry was recorded as
    accession     uuid not null,      -- the version of the list
    cause         smallint not null,  -- first met, entry changed, entry removed
    fields        text[] not null,    -- of the entry, in which it changed
    score         int not null,       -- ten-thousandths
    actor         uuid not null,
    at            timestamptz not null,
    items         uuid[] not null,    -- by which is known what the two are called
    compartments  uuid[] not null,
    salt          bytea not null
);
create index list_alert_pair on list_alert (entity, listed, position);
create index list_alert_listed on list_alert (listed);

-- That somebody looked at an alert and found nothing to be judged.
create table list_alert_dismissal (
    position      bigint primary key,
    alert         bigint not null,
    reason        smallint not null,
    actor         uuid not null,
    at            timestamptz not null,
    items         uuid[] not null,
    compartments  uuid[] not null,
    salt          bytea not null
);
create index list_alert_dismissal_alert on list_alert_dismissal (alert);

do $$
declare t text;
begin
    foreach t in array array['list_alert', 'list_alert_dismissal'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format(
            'create policy sees on %I using ((select haetae_whole()) or cardinality(compartments) > 0 '
            'and compartments <@ (select haetae_compartments()))', t);
        -- What rests on material that nobody may work with now is not worked with either.
        execute format(
            'create policy withheld on %I as restrictive for select to haetae_app '
            'using ((select haetae_keeps()) or not items && array(select haetae_withheld_items()))', t);
        execute format('grant select, insert on %I to haetae_app', t);
    end loop;
end $$;
