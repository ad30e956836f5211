-- Of every form that refers to a power on file, whether the same confirmation is proposed already is asked.

create index confirmations_of_a_grantor on documents.proposal (grantor_name) where kind = 'CONFIRMATION';
