-- Each of these was looked up, and its row locked, once for every file taken in. The rows are written
-- by one statement together with what they point to, or after it, and none is ever deleted alone;
-- that they belong together is for haetae verify to say, as of their scopes.
alter table item drop constraint item_accession_fkey;
alter table reading drop constraint reading_item_fkey;
