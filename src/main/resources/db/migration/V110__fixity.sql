-- When sealed files were read anew and held against the ledger: one row for each stretch of receptions, in the
-- order of their positions. The ledger has the digest of each row. Positions say nothing of what is there.
create table fixity (
    position      bigint primary key,
    id            uuid not null,
    ended_at      timestamptz not null,
    from_position bigint not null,
    to_position   bigint not null,
    items         bigint not null,
    bytes         bigint not null,
    failed        integer not null,
    deep          boolean not null
);
create index fixity_newest on fixity (ended_at desc);

grant select, insert, update, delete on fixity to haetae_app;
