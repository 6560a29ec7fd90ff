"""A PostgreSQL database in which everything is kept, for more than one process.

The driver is asyncpg: its rows answer by name and by position, as SQLite's do, so that the stores of `bot.adapters.sql`
read both; aiosql supports it; it brings its own pool, needs no libpq, and runs on Windows.

- `database` opens the pool and gives transactions; `migrations` brings the schema up to date.
- `outage` goes on in memory while the database is away; `peers` are the other processes at it.
"""
