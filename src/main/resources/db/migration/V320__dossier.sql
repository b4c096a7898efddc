-- Under which numbers items are exhibits of a case, and witnesses are known in it. Only ever added to: a number is
-- given once, stays, and is never given to another.
create table exhibit (
    case_file    uuid not null,
    number       int not null check (number > 0),
    item         uuid not null,
    actor        uuid not null,
    at           timestamptz not null,
    compartments uuid[] not null,   -- those of the case and of the item
    primary key (case_file, number),
    unique (case_file, item)
);
create index exhibit_item on exhibit (item);

-- A witness is an entity of the casebook, or a consent of the archive.
create table witness_number (
    case_file    uuid not null,
    number       int not null check (number > 0),
    witness      uuid not null,
    actor        uuid not null,
    at           timestamptz not null,
    items        uuid[] not null,   -- by which is known that they speak
    compartments uuid[] not null,
    primary key (case_file, number),
    unique (case_file, witness)
);

-- What is not to be seen of an item when it is an exhibit of this case: part of a page image, or words. Of the rows of
-- one redaction the last one counts.
create table redaction (
    position     bigint primary key, -- of its entry in the ledger
    id           uuid not null,
    case_file    uuid not null,
    item         uuid not null,
    kind         smallint not null,  -- 1 words, 2 part of a page image, as places of claims
    place        bigint[] not null,
    ground       smallint not null,
    lifted       boolean not null,
    actor        uuid not null,
    at           timestamptz not null,
    compartments uuid[] not null,
    salt         bytea not null
);
create index redaction_case on redaction (case_file, item);

-- Dossiers that left. What stood in them is proved by the entry that commits to its list, opened with the salt.
create table dossier (
    id           uuid primary key,
    case_file    uuid not null,
    purpose      text not null,      -- of the use; to whom is known by the entries of its items
    sha256       bytea not null,     -- of its list
    bytes        bigint not null,
    salt         bytea not null,
    exhibits     int not null,
    sentences    int not null,
    actor        uuid not null,
    at           timestamptz not null,
    items        uuid[] not null,
    compartments uuid[] not null
);
create index dossier_case on dossier (case_file);

do $$
declare t text;
begin
    foreach t in array array['exhibit', 'witness_number', 'redaction', 'dossier'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format(
            'create policy sees on %I using ((select haetae_whole()) or cardinality(compartments) > 0 '
            'and compartments <@ (select haetae_compartments()))', t);
        execute format('grant select, insert on %I to haetae_app', t);
    end loop;
    foreach t in array array['exhibit', 'redaction'] loop
        execute format(
            'create policy withheld on %I as restrictive for select to haetae_app '
            'using ((select haetae_keeps()) or item not in (select haetae_withheld_items()))', t);
    end loop;
    foreach t in array array['witness_number', 'dossier'] loop
        execute format(
            'create policy withheld on %I as restrictive for select to haetae_app '
            'using ((select haetae_keeps()) or not items && array(select haetae_withheld_items()))', t);
    end loop;
end $$;

-- The next number has to be free of all, also of those that whoever asks does not see.
create policy decides on exhibit for select to current_user using (true);
create policy decides on witness_number for select to current_user using (true);
create function haetae_next_exhibit(asked uuid) returns int
    language sql stable security definer
    set search_path = public
    as $$ select coalesce(max(number), 0) + 1 from exhibit where case_file = asked $$;
create function haetae_next_witness(asked uuid) returns int
    language sql stable security definer
    set search_path = public
    as $$ select coalesce(max(number), 0) + 1 from witness_number where case_file = asked $$;
