-- Who follows whom, which articles are new, and the work that waits until it is due.

CREATE TABLE follow (
    follow_id INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    athlete TEXT NOT NULL,
    channel_id INTEGER,
    rhythm TEXT NOT NULL,
    since TEXT NOT NULL,
    -- The last entry of the log of changes that the member was told of, or that was there before.
    read_entry INTEGER NOT NULL,
    -- Since when nothing could be told there any more; the row is kept until the member knows.
    refused_at TEXT,
    UNIQUE (member_id, server_id, athlete)
) STRICT;

CREATE INDEX follow_of_athlete ON follow (server_id, athlete);
CREATE INDEX follow_by_address ON follow (server_id, channel_id, member_id);

CREATE TABLE news (
    entry_id INTEGER PRIMARY KEY,
    server_id INTEGER NOT NULL,
    article_id TEXT NOT NULL,
    at TEXT NOT NULL,
    day TEXT NOT NULL,
    FOREIGN KEY (server_id, article_id) REFERENCES article (server_id, article_id) ON DELETE CASCADE
) STRICT;

CREATE INDEX news_by_day ON news (server_id, day, entry_id);
CREATE INDEX news_by_age ON news (server_id, at);
CREATE INDEX news_of_article ON news (server_id, article_id);

CREATE TABLE news_athlete (
    server_id INTEGER NOT NULL,
    athlete TEXT NOT NULL,
    entry_id INTEGER NOT NULL REFERENCES news (entry_id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    PRIMARY KEY (server_id, athlete, entry_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX news_athlete_of_entry ON news_athlete (entry_id, place);

CREATE TABLE job (
    job_id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    server_id INTEGER NOT NULL,
    channel_id INTEGER,
    member_id INTEGER,
    rhythm TEXT,
    due_at TEXT NOT NULL,
    leased_until TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;

CREATE INDEX job_by_due ON job (due_at);
CREATE INDEX job_of_member ON job (member_id);
CREATE INDEX job_of_server ON job (server_id, kind);
