-- A token is a session made for a program: it may do part of what its owner may and ends on a day that
-- was told when it was made. For a person's own session all three are null.
ALTER TABLE session
    ADD COLUMN label  text,
    ADD COLUMN scopes text[],
    ADD COLUMN until  timestamptz,
    ADD CONSTRAINT session_token CHECK ((label IS NULL) = (scopes IS NULL) AND (label IS NULL) = (until IS NULL));
