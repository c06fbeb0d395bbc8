-- When somebody signed an account out everywhere. From then on nobody is a guest under the number of a buyer of the account: a guest's cookie or token
-- from before the sign-in, of which a copy may be anywhere, holds no seats in the account's name any more, and gives none back.

-- As compatible as the version before: an older server ends the sessions, and goes on to let such guests hold seats.
insert into schema_compatibility (version, compatible_from) select 37, max(compatible_from) from schema_compatibility;

alter table account add column signed_out_at timestamptz;
-- Each server keeps these accounts' buyers in memory, and looks for new ones every two seconds.
create index account_by_sign_out on account (signed_out_at) where signed_out_at is not null;
