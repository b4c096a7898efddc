-- An entry of the ledger has one row: nobody puts a second one beside it.
drop index case_file_position;
create unique index case_file_position on case_file (position);
drop index finding_position;
create unique index finding_position on finding (position);
