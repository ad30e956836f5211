-- Whoever asks a node to cancel a rebuild need not know which node it runs on: that one looks here, whenever it notes how far it has come.

alter table ledger_operations.rebuild add column cancel_asked boolean not null default false;
