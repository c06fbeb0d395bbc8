-- Rows that a sale updates have room for their next versions on their page. A version on another page needs an entry in each index, and a search
-- for a page with room.

-- As compatible as the version before: only new pages have more room.
insert into schema_compatibility (version, compatible_from) select 41, max(compatible_from) from schema_compatibility;

-- An available seat takes 44 bytes of a page, a held one 68 and a sold one 60. Old versions go when their batch has committed. With a fillfactor of
-- 60, a page has 111 seats and room for 48 holds of one batch. Best seats lie side by side, so a batch of a crowd holds or sells more than that
-- of one page. With 40, a page has 73 seats and room for 72 holds.
alter table seat_status_0 set (fillfactor = 40);
alter table seat_status_1 set (fillfactor = 40);
alter table seat_status_2 set (fillfactor = 40);
alter table seat_status_3 set (fillfactor = 40);
alter table seat_status_4 set (fillfactor = 40);
alter table seat_status_5 set (fillfactor = 40);
alter table seat_status_6 set (fillfactor = 40);
alter table seat_status_7 set (fillfactor = 40);

-- A charge is captured once, a moment after it was opened.
alter table sandbox_charge set (fillfactor = 50);
