-- A filing whose header says something else than the form in it, or of which one file has two that differ: no finding rests on it as if it were plain.
-- Each doubt is a code. Filings that are kept already have none.

alter table documents.filing add column doubts text[] not null default '{}';
