-- The ledger's journal. An entry is durable when the transaction that appended it commits; the static
-- files under HOME/ledger are made from here afterwards, and what is signed there can never change.
--
-- No row-level security here, on purpose. The rows are what is published in the log's bundles: random
-- ids, pseudonyms, salted commitments and numbers; no name, no word, no digest of content, and no
-- compartment, which itself would tell who knows of what. The whole ledger is shown to those with
-- SEE_LEDGER; the history of one object is shown by the room that first made sure that the object
-- itself may be seen.

CREATE TABLE ledger_entry (
    position bigint PRIMARY KEY CHECK (position >= 0),
    act smallint NOT NULL,
    object uuid NOT NULL,
    time timestamptz NOT NULL,
    -- the bytes that are hashed into the tree (docs/formats/ledger.md); the columns above repeat parts
    -- of it for queries, and `verify` compares them
    leaf bytea NOT NULL CHECK (length(leaf) BETWEEN 1 AND 65535)
);
-- previous entry of an object, and its history
CREATE INDEX ledger_entry_object ON ledger_entry (object, position);
-- random bytes don't compress, and short rows need no other storage
ALTER TABLE ledger_entry ALTER COLUMN leaf SET STORAGE PLAIN;

-- One row. Whoever appends holds its lock until commit, so positions have no gaps and follow the
-- order of commits.
CREATE TABLE ledger_head (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    size bigint NOT NULL CHECK (size >= 0)
);
INSERT INTO ledger_head (size) VALUES (0);

-- What the database remembers of what was signed: held against the ledger's folder and the lock
-- store, so that either of them, put back from an older copy, is noticed.
CREATE TABLE ledger_checkpoint (
    size bigint PRIMARY KEY CHECK (size >= 0),
    root bytea NOT NULL CHECK (length(root) = 32),
    time timestamptz NOT NULL
);

-- Nothing of it is ever changed or taken away by the application.
GRANT SELECT, INSERT ON ledger_entry, ledger_checkpoint TO haetae_app;
GRANT SELECT, UPDATE ON ledger_head TO haetae_app;
