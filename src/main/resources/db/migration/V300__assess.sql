-- Cases, findings and what follows from them. Only ever added to: each change is a new version or a new row. That a
-- finding is stale stands nowhere: it is so whenever a claim that it leans on is not there, in the version that was
-- weighed, for whoever asks. So the same instant that retracts, revises, withholds or erases a claim makes it so.
create table case_file (
    id           uuid not null,
    version      int not null check (version > 0),
    theory       jsonb not null,
    actor        uuid not null,
    at           timestamptz not null,
    until        timestamptz,
    compartments uuid[] not null,
    salt         bytea not null,
    position     bigint not null,
    primary key (id, version)
);
create index case_file_position on case_file (position);

-- The row of a finding stays when what it leans on is withheld, so that it can be seen to have fallen; which claims
-- those were, and the words, do not.
create table finding (
    id           uuid not null,
    version      int not null check (version > 0),
    case_file    uuid not null,
    element      text not null,      -- code of a provision
    about_kind   smallint not null,  -- incident, person, the case as a whole
    about        uuid not null,      -- an entity; the case itself
    standard     text not null,      -- code of a standard of proof
    direction    smallint not null,  -- supported, contradicted, withdrawn
    leans_on     int not null,       -- how many claims
    words_sha256 bytea,              -- of what is or was sealed; null without words
    actor        uuid not null,
    at           timestamptz not null,
    until        timestamptz,
    compartments uuid[] not null,
    salt         bytea not null,
    position     bigint not null,
    primary key (id, version)
);
create index finding_case on finding (case_file) where until is null;
create index finding_position on finding (position);

-- What a finding leans on: versions of claims, for it and against it, with what never changes of such a version.
create table finding_claim (
    finding       uuid not null,
    version       int not null,
    claim         uuid not null,
    claim_version int not null,
    side          smallint not null, -- for, against
    grade         text not null,
    items         uuid[] not null,   -- that the claim cites, in their order
    compartments  uuid[] not null,
    primary key (finding, version, claim)
);
create index finding_claim_claim on finding_claim (claim);

-- Why: sealed under the keys of all items that the claims cite, one inside the other.
create table finding_words (
    finding      uuid not null,
    version      int not null,
    items        uuid[] not null,    -- the innermost first
    sealed       bytea,              -- null once erased
    compartments uuid[] not null,
    primary key (finding, version)
);

-- What others did about findings. How a finding stands is the last step upon its present version.
create table finding_step (
    position      bigint primary key,
    finding       uuid not null,
    version       int not null,
    step          smallint not null, -- agreed, sent back
    actor         uuid not null,
    at            timestamptz not null,
    items         uuid[] not null,
    sealed        bytea,             -- null where there are no words, and once erased
    sealed_sha256 bytea,
    compartments  uuid[] not null,
    salt          bytea not null
);
create index finding_step_finding on finding_step (finding, version);

-- That two items come from one root, or do not, whatever was computed of them. Of each two the last one counts.
create table root_correction (
    position      bigint primary key,
    one           uuid not null,
    other         uuid not null,
    verdict       smallint not null, -- same, independent, as computed
    actor         uuid not null,
    at            timestamptz not null,
    items         uuid[] not null,   -- these two
    sealed        bytea,             -- why; null once erased
    sealed_sha256 bytea not null,
    compartments  uuid[] not null,
    salt          bytea not null,
    check (one < other)
);
create index root_correction_one on root_correction (one);
create index root_correction_other on root_correction (other);

-- What is to be done about a gap of a case. The last row of a task is how it stands.
create table case_task (
    position     bigint primary key,
    id           uuid not null,
    case_file    uuid not null,
    element      text not null,
    about_kind   smallint not null,
    about        uuid not null,
    gap          smallint not null,
    state        smallint not null,  -- open, done, dropped
    whom         uuid,
    actor        uuid not null,
    at           timestamptz not null,
    compartments uuid[] not null,
    salt         bytea not null
);
create index case_task_case on case_task (case_file, id);

do $$
declare t text;
begin
    foreach t in array array['case_file', 'finding', 'finding_claim', 'finding_words', 'finding_step',
            'root_correction', 'case_task'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format(
            'create policy sees on %I using ((select haetae_whole()) or cardinality(compartments) > 0 '
            'and compartments <@ (select haetae_compartments()))', t);
        execute format('grant select, insert, update on %I to haetae_app', t);
    end loop;
    foreach t in array array['finding_words', 'finding_step', 'root_correction'] loop
        execute format(
            'create policy withheld on %I as restrictive for select to haetae_app '
            'using ((select haetae_keeps()) or not items && array(select haetae_withheld_items()))', t);
    end loop;
end $$;
create policy withheld on finding_claim as restrictive for select to haetae_app using ((select haetae_keeps())
    or (claim, claim_version) not in (select w.claim, w.version from haetae_withheld_claims() w));
alter table finding set (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
alter table finding_claim set (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
