-- Whose eyes the current transaction sees with. Set in one place, Database.as, and only for the
-- length of a transaction; nothing set means: nobody's.
create function haetae_actor() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('haetae.actor', true), '')::uuid;
revoke all on function haetae_actor() from public;
grant execute on function haetae_actor() to haetae_app;

-- A search is seen, changed and removed by its maker alone. The software itself removes what ended.
alter table kept_search enable row level security;
alter table kept_search force row level security;
create policy maker on kept_search
    using ((select haetae_whole()) or actor = (select haetae_actor()));
