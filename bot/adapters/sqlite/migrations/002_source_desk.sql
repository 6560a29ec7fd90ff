-- The servers' own articles, suggestions and settings. Versions are never overwritten: article.live names the one that
-- answers, and audit holds every change with how its subjects stood after it.

CREATE TABLE server (
    server_id INTEGER PRIMARY KEY,
    settings TEXT CHECK (settings IS NULL OR json_valid(settings)),
    left_at TEXT
) STRICT;

CREATE TABLE article (
    server_id INTEGER NOT NULL,
    article_id TEXT NOT NULL,
    live INTEGER,
    PRIMARY KEY (server_id, article_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE revision (
    server_id INTEGER NOT NULL,
    article_id TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    content TEXT NOT NULL CHECK (json_valid(content)),
    PRIMARY KEY (server_id, article_id, number),
    FOREIGN KEY (server_id, article_id) REFERENCES article (server_id, article_id) ON DELETE CASCADE
) STRICT;

CREATE TABLE submission (
    submission_id INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    sent_at TEXT NOT NULL,
    status TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    decided_at TEXT,
    content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;

CREATE INDEX submission_queue ON submission (server_id, status, submission_id);
CREATE INDEX submission_of_member ON submission (member_id);

CREATE TABLE audit (
    entry_id INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id INTEGER NOT NULL,
    at TEXT NOT NULL,
    actor_id INTEGER,
    action TEXT NOT NULL,
    why TEXT NOT NULL,
    article_id TEXT,
    revision INTEGER,
    submission_id INTEGER,
    status TEXT,
    settings TEXT CHECK (settings IS NULL OR json_valid(settings)),
    undoes INTEGER
) STRICT;

CREATE INDEX audit_of_server ON audit (server_id, entry_id);
CREATE INDEX audit_of_article ON audit (server_id, article_id, entry_id);
CREATE INDEX audit_of_actor ON audit (actor_id);

CREATE TABLE wait (
    answer_id TEXT NOT NULL REFERENCES posting (answer_id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL,
    PRIMARY KEY (answer_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX wait_of_member ON wait (member_id);
CREATE INDEX posting_of_server ON posting (server_id, asked_at);
CREATE INDEX turn_of_server ON turn (server_id);
