-- Key by key, and never by a plan that reads a whole table: each statement asks for these sets anew.
create or replace function haetae_withheld_items() returns setof uuid
    language sql stable security definer parallel safe rows 100
    set search_path = public
    as $$
        select i.id from haetae_withheld_scopes() as s (id)
        cross join lateral (select id from item where scope = s.id offset 0) i
    $$;
create or replace function haetae_withheld_claims() returns table (claim uuid, version int)
    language sql stable security definer parallel safe rows 100
    set search_path = public
    as $$
        select t.claim, t.version from haetae_withheld_items() as w (id)
        cross join lateral (select c.claim, c.version from citation c where c.item = w.id offset 0) t
    $$;

create policy withheld on proposal_decided as restrictive for select to haetae_app
    using ((select haetae_keeps()) or item not in (select haetae_withheld_items()));
