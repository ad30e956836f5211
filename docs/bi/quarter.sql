-- What changed in a quarter, and what ends soon. Run it as the role of dashboards:
--   psql "host=127.0.0.1 port=5433 dbname=ledger user=ledger_reporting" -v from=2026-07-01 -v until=2026-10-01 -f quarter.sql

\echo What these answers hold for
select version, zone, today, position, known_at from reporting.version;

\echo Began and ended, by cause
select began, ended, end_cause, count(*)
from reporting.authority_changes(:'from', :'until')
group by began, ended, end_cause
order by began, ended, end_cause;

\echo Ends within 90 days
select effective_until, grantor_name, attorney_name, issuer_name, end_cause
from reporting.authority_current
where effective_until <= reporting.today() + 90
order by effective_until, grantor_name, attorney_name;

\echo What was known at the end of the quarter of who could sign Form 4 on its last day
select issuer_name, count(distinct grantor_id) as grantors, count(distinct attorney_id) as attorneys
from reporting.authority_as_of(:'until'::date - 1, :'until'::timestamptz)
where forms && array['FORM_4', 'ALL']
group by issuer_name
order by issuer_name;
