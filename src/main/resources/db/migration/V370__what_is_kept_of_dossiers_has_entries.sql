-- Numbers of exhibits and witnesses, and dossiers that left, are held against the ledger as all other rows are.
alter table exhibit add column position bigint;
alter table exhibit add column salt bytea;
create unique index exhibit_position on exhibit (position);
alter table witness_number add column position bigint;
alter table witness_number add column salt bytea;
create unique index witness_number_position on witness_number (position);
alter table dossier add column position bigint;
alter table dossier add column row_salt bytea;
create unique index dossier_position on dossier (position);
