-- What was given and could not be taken in has an entry of its own from now on; rows from before have none.
alter table not_received add column position bigint;
create unique index not_received_position on not_received (position);
create unique index accession_note_position on accession_note (position);
