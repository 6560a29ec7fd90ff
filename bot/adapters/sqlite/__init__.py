"""One SQLite file in which everything is kept.

- `database` opens the file and gives transactions; one writer and one reader connection, so that nobody who only
  looks something up waits for a change.
- `migrations` brings the schema up to date, by numbered scripts, each wholly or not at all.
- `peers` notices what other programs change in the file; `copies` and `inspection` are for the host.

The stores over it are in `bot.adapters.sql`.
"""
