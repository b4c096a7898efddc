-- Codes for the day on which the device with the second factor is gone: digests alone, of those that
-- were not used yet. Part of what the ledger commits to.
alter table account add column recovery bytea[] not null default '{}';
