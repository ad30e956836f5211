-- DuckDB reads exported files without a server:
--   ./ledger export http://localhost:8080 --view authority_history --to authority_history.parquet
--   duckdb < parquet.sql

select end_cause, count(*) as versions, count(distinct grantor_id) as grantors
from 'authority_history.parquet'
where known_until is null
group by end_cause
order by versions desc, end_cause;
