"""The stores, one for each port of `bot.ports`, over a database of either kind.

The queries stand by name in ``queries/``, one file for each store, in words that SQLite and PostgreSQL both understand;
what PostgreSQL lacks of them (`json_extract`, `instr`) its first migration makes. aiosql makes them functions: it is a
well-kept loader that leaves SQL as SQL, checks each query's parameters when the program starts, and hides nothing of
what the database does. The databases are `bot.adapters.sqlite` and `bot.adapters.postgres`.
"""
