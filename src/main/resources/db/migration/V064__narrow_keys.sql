-- Keys of contents and places are HMACs, so that each row of a bulk intake lands on other pages of
-- their indexes. 128 bits (RFC 4868) tell one from another as well as 256 do, in indexes of less
-- than half the size. They are made under the key of a scope, so that the scope need not stand
-- beside them.
drop index item_content;
drop index item_origin;
drop index item_state;
drop index provenance_origin;
-- A state is looked up by its place.
drop index provenance_state;

create function pg_temp.narrow(key bytea) returns uuid
    language sql immutable as $$ select encode(substring(key for 16), 'hex')::uuid $$;

alter table accession alter column origin_key type uuid using pg_temp.narrow(origin_key);
alter table item
    alter column content_key type uuid using pg_temp.narrow(content_key),
    alter column origin_key type uuid using pg_temp.narrow(origin_key),
    alter column origin_state type uuid using pg_temp.narrow(origin_state);
alter table provenance
    alter column origin_key type uuid using pg_temp.narrow(origin_key),
    alter column origin_state type uuid using pg_temp.narrow(origin_state);

create unique index item_content on item (content_key);
create index item_origin on item (origin_key) where origin_key is not null;
create index provenance_origin on provenance (origin_key) where origin_key is not null;

-- A row's accession has the scope; that it is the same one is for haetae verify to say.
alter table item drop constraint item_scope_fkey;
alter table vault drop constraint vault_scope_fkey;
