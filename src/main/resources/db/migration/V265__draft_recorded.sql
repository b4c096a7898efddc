-- What a draft became is told to its maker: how many claims, about how many entities, from which item.
alter table draft
    add column claims    int not null default 0,
    add column about     int not null default 0,
    add column only_item uuid;              -- null when several were weighed together
