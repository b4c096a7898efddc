-- Lists of accessions are paged by the time at which they were opened, the newest first.
create index accession_order on accession (opened_at desc, id desc);
