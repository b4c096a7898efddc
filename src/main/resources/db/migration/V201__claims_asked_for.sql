-- Questions are answered from indexes alone: whether a claim counts, and all that the policies look at
-- (compartments, and which claim it is). An entity as it was known on a past day is found by its id like one of today.
drop index claim_words, claim_kind, claim_dates, claim_numbers, claim_entity;
create index claim_said on claim (kind, property, words, entity) include (status, compartments, id, version) where until is null;
create index claim_dated on claim (kind, property, low_date, high_date, entity) include (status, compartments, id, version)
    where until is null and low_date is not null;
create index claim_counted on claim (kind, property, low, high, entity) include (status, compartments, id, version)
    where until is null and (low is not null or high is not null);
create index claim_entity on claim (entity);
-- Pages stay known as seen by all, which answers from an index need, also while few rows are added.
alter table claim set (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
alter table citation set (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
