-- What a consent allows: for which use, to whom, with a name or without, from when until when. Never
-- altered: each change is a new step, and the one before it gets the time at which it ended. That the
-- team itself may work with the material, and when, stands in the clear, because the policies below
-- decide by it; all else is sealed under the consent's own key and falls with it.
create table consent_step (
    consent      uuid not null references consent,
    number       int not null check (number > 0),
    compartments uuid[] not null,
    usable       tstzrange not null,  -- empty: not at all
    words        bytea,               -- uses, days and reason; null once erased
    actor        uuid not null,
    at           timestamptz not null,
    until        timestamptz,
    position     bigint not null,
    primary key (consent, number)
);
create index consent_step_now on consent_step (consent) where until is null;

alter table consent_step enable row level security;
alter table consent_step force row level security;
create policy sees on consent_step using ((select haetae_whole()) or cardinality(compartments) > 0
    and compartments <@ (select haetae_compartments()));
grant select, insert, update on consent_step to haetae_app;

-- Whether the current transaction reads to keep, rather than to use. Set in one place, Database.as.
create function haetae_keeps() returns boolean
    language sql stable parallel safe
    return coalesce(current_setting('haetae.keeps', true) = 'yes', false);

-- What the team may not work with at this moment, because a consent that it is tied to does not allow
-- it, has not begun, has ended or was withdrawn. Time alone changes the answer. These read every row,
-- whoever asks, so that nobody sees more by seeing less: hence the functions of the tables' owner.
do $$
declare t text;
begin
    foreach t in array array['consent_step', 'scope', 'item', 'accession', 'citation'] loop
        execute format('create policy decides on %I for select to current_user using (true)', t);
    end loop;
end $$;
create index item_scope on item (scope);

create function haetae_withheld_scopes() returns setof uuid
    language sql stable security definer parallel safe rows 10
    set search_path = public
    as $$
        select s.id from scope s
        where s.consents && array(
            select c.consent from consent_step c where c.until is null and not c.usable @> now())
    $$;
create function haetae_withheld_items() returns setof uuid
    language sql stable security definer parallel safe rows 100
    set search_path = public
    as $$ select i.id from item i where i.scope in (select haetae_withheld_scopes()) $$;
create function haetae_withheld_accessions() returns setof uuid
    language sql stable security definer parallel safe rows 10
    set search_path = public
    as $$ select a.id from accession a where a.scope in (select haetae_withheld_scopes()) $$;
-- A version of a claim falls under the consents of everything that it cites.
create function haetae_withheld_claims() returns table (claim uuid, version int)
    language sql stable security definer parallel safe rows 100
    set search_path = public
    as $$
        select t.claim, t.version from citation t where t.item in (select haetae_withheld_items())
    $$;
revoke all on function haetae_keeps(), haetae_withheld_scopes(), haetae_withheld_items(),
    haetae_withheld_accessions(), haetae_withheld_claims() from public;
grant execute on function haetae_keeps(), haetae_withheld_scopes(), haetae_withheld_items(),
    haetae_withheld_accessions(), haetae_withheld_claims() to haetae_app;

-- Beneath every query of the application, in addition to the compartments.
do $$
declare rule record;
begin
    for rule in select * from (values
        ('vault', 'scope not in (select haetae_withheld_scopes())'),
        ('item', 'scope not in (select haetae_withheld_scopes())'),
        ('accession', 'scope not in (select haetae_withheld_scopes())'),
        ('provenance', 'scope not in (select haetae_withheld_scopes())'),
        ('accession_note', 'accession not in (select haetae_withheld_accessions())'),
        ('not_received', 'accession not in (select haetae_withheld_accessions())'),
        ('reading', 'item not in (select haetae_withheld_items())'),
        ('ocr_waiting', 'item not in (select haetae_withheld_items())'),
        ('citation', 'item not in (select haetae_withheld_items())'),
        ('claim', '(id, version) not in (select w.claim, w.version from haetae_withheld_claims() w)'),
        ('review_step', '(subject, version) not in (select w.claim, w.version from haetae_withheld_claims() w)'),
        ('entity_key', 'exists (select 1 from claim c where c.entity = entity_key.entity)')
    ) as r (relation, condition) loop
        execute format(
            'create policy withheld on %I as restrictive for select to haetae_app '
            'using ((select haetae_keeps()) or %s)', rule.relation, rule.condition);
    end loop;
end $$;
