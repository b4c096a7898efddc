-- Versions of claims that are not the newest any more, or were erased: what findings ask for to know whether what they
-- lean on still stands. There are few of them beside those that stand.
create index claim_ended on claim (id, version) where until is not null or erased is not null;
