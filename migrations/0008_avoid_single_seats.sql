-- Whether buyers are asked to leave no free seat alone between taken ones. The rule itself, and when it rests, is the box office's: it
-- needs the plan, which the database does not read. Off where nobody has said otherwise, as explicit seats that are free are held.
alter table event add column avoid_single_seats boolean not null default false;
