-- An investigation that replays the streams which a record left out or assumed belongs to reads all others from the live register. It answers as long
-- as that is of the edition it was laid over. Null: everything was replayed, as in all investigations before this.

alter table investigation.opened add column over_edition int;
