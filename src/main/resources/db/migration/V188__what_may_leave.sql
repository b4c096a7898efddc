-- What leaves the home is read as what may leave: material that is tied to consents is there only if
-- all of them allow the use. Which consents do is told by the transaction, for uses are sealed.
create function haetae_leaving() returns boolean
    language sql stable parallel safe
    return coalesce(current_setting('haetae.leaving', true) = 'yes', false);
create function haetae_allowing() returns uuid[]
    language sql stable parallel safe
    return coalesce(nullif(current_setting('haetae.allowing', true), '')::uuid[], '{}'::uuid[]);
revoke all on function haetae_leaving(), haetae_allowing() from public;
grant execute on function haetae_leaving(), haetae_allowing() to haetae_app;

create or replace function haetae_withheld_scopes() returns setof uuid
    language sql stable security definer parallel safe rows 10
    set search_path = public
    as $$
        select s.id from scope s
        where s.consents && array(
                select c.consent from consent_step c where c.until is null and not c.usable @> now())
           or haetae_leaving() and not s.consents <@ haetae_allowing()
    $$;
