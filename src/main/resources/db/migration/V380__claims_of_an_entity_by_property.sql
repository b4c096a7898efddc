-- What an entity is called is asked for more often than all that is said of it.
drop index claim_entity;
create index claim_entity on claim (entity, property);
