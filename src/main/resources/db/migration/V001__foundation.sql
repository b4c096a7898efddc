-- The two roles exist before any migration: haetae_owner (or the role of an outside database's owner)
-- runs them and owns every table; haetae_app does the work and owns nothing.

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO haetae_app;

-- What the current transaction may see. Set in one place, Database.as, and only for the length of a
-- transaction. After a transaction PostgreSQL leaves an empty text behind rather than nothing: hence
-- nullif. Nothing set means: sees nothing.
CREATE FUNCTION haetae_whole() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(current_setting('haetae.whole', true) = 'yes', false);

CREATE FUNCTION haetae_compartments() RETURNS uuid[]
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(nullif(current_setting('haetae.compartments', true), '')::uuid[], '{}'::uuid[]);

-- Whether material in these compartments is visible now: all of them must be held, and material in
-- none is nobody's. Never to be marked LEAKPROOF. It reads the settings again for each row (some 8
-- microseconds); the policy of a large table says the same as
--   (SELECT haetae_whole()) OR cardinality(compartments) > 0 AND compartments <@ (SELECT haetae_compartments())
-- which reads them once a statement and costs a fifteenth.
CREATE FUNCTION haetae_sees(compartments uuid[]) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN haetae_whole() OR (cardinality(compartments) > 0 AND compartments <@ haetae_compartments());

REVOKE ALL ON FUNCTION haetae_whole(), haetae_compartments(), haetae_sees(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION haetae_whole(), haetae_compartments(), haetae_sees(uuid[]) TO haetae_app;
