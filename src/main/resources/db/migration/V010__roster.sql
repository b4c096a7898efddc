-- Who may do what, and who is signed in. Nothing here is read under a person's own clearance: the
-- roster asks as the software itself, after its gate. So a statement smuggled into a page's work finds
-- no account, no password hash and no session. Names of compartments are seen by those who hold them.

CREATE TABLE account (
    id           uuid PRIMARY KEY,
    login        text NOT NULL UNIQUE,
    name         text NOT NULL,
    password     text NOT NULL,            -- PHC string: algorithm, parameters, salt, hash
    active       boolean NOT NULL,
    created_at   timestamptz NOT NULL,
    factor       bytea,                    -- TOTP secret, sealed by a key of the home
    -- What follows changes with every try and is not recorded in the ledger.
    factor_step  bigint NOT NULL DEFAULT 0,
    failures     int NOT NULL DEFAULT 0,
    failed_at    timestamptz
);

CREATE TABLE account_role (
    account uuid NOT NULL REFERENCES account,
    role    text NOT NULL,
    PRIMARY KEY (account, role)
);

CREATE TABLE compartment (
    id         uuid PRIMARY KEY,
    name_en    text NOT NULL,
    name_ko    text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE account_compartment (
    account     uuid NOT NULL REFERENCES account,
    compartment uuid NOT NULL REFERENCES compartment,
    PRIMARY KEY (account, compartment)
);

-- A session. The browser holds 256 random bits, this table their SHA-256 alone.
CREATE TABLE session (
    id         uuid PRIMARY KEY,
    token      bytea NOT NULL UNIQUE,
    account    uuid NOT NULL REFERENCES account,
    started_at timestamptz NOT NULL,
    used_at    timestamptz NOT NULL,
    ended_at   timestamptz
);
CREATE INDEX session_account ON session (account, started_at);

-- What each entry of the ledger about the roster commits to: the whole record after the change, and
-- the salt. Only ever added to.
CREATE TABLE roster_record (
    entry  uuid PRIMARY KEY,
    object uuid NOT NULL,
    salt   bytea NOT NULL,
    record text NOT NULL
);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['account', 'account_role', 'account_compartment', 'compartment', 'session',
                             'roster_record'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY software ON %I USING ((SELECT haetae_whole()))', t);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO haetae_app', t);
    END LOOP;
END $$;
CREATE POLICY holder ON compartment FOR SELECT USING (id = ANY ((SELECT haetae_compartments())::uuid[]));
-- Accounts and compartments are never deleted.
GRANT UPDATE ON account, compartment, session TO haetae_app;
GRANT DELETE ON account_role, account_compartment, session TO haetae_app;
