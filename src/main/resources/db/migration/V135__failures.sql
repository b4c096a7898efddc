-- Proofs that did not hold: act 80 with a code other than 0 (docs/formats/ledger.md). They are few,
-- and asked for whenever somebody looks how the home stands.
create index ledger_entry_failed on ledger_entry (position)
    where act = 80 and substring(leaf from 7 for 4) <> '\x00000000'::bytea;
