"""Everything that is kept, in one SQLite file.

The SQL stands in ``.sql`` files: the schema as numbered scripts in ``migrations/``, the queries by name in
``queries/``, one file for each store. aiosql makes them functions: it is a well-kept loader that leaves SQL as SQL,
checks each query's parameters when the program starts, and hides nothing of what SQLite does.

- `database` opens the file and gives transactions; one writer and one reader connection, so that nobody who only
  looks something up waits for a change.
- `migrations` brings the schema up to date, each step wholly or not at all.
- The other modules are the stores, one for each port of `bot.ports`.
"""
