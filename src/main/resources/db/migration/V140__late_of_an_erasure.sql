-- What came to the extent of an erasure after it was decided: parts unpacked later, files still
-- arriving, what was tied to the consent since. The entry of the decision commits to the others.
alter table erasure_object add column late boolean not null default false;
