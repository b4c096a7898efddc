-- Whether the judge asked for somebody else to judge the same two.
alter table judgement add column second boolean not null default false;
-- The judgements of two, and those that wait for somebody else.
create index judgement_pair on judgement (one, other, position);
create index judgement_second on judgement (position) where second or verdict = 3;
create index judgement_actor on judgement (actor, position);
