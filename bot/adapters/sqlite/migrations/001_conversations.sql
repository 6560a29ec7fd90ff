-- What is kept of conversations on Discord. Moments are UTC in ISO form with microseconds, so that they sort as text.
-- A direct message has the server 0.

PRAGMA application_id = 1349665400;

CREATE TABLE turn (
    turn_id INTEGER PRIMARY KEY,
    server_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    asked_at TEXT NOT NULL,
    content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;

CREATE INDEX turn_of_conversation ON turn (member_id, channel_id, server_id, turn_id);
CREATE INDEX turn_by_age ON turn (asked_at);

CREATE TABLE posting (
    answer_id TEXT PRIMARY KEY,
    server_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    asked_at TEXT NOT NULL,
    kind TEXT NOT NULL,
    content TEXT NOT NULL CHECK (json_valid(content)),
    message_id INTEGER UNIQUE
) STRICT;

CREATE INDEX posting_of_member ON posting (member_id);
CREATE INDEX posting_by_age ON posting (asked_at);

CREATE TABLE wrong_mark (
    answer_id TEXT NOT NULL REFERENCES posting (answer_id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL,
    PRIMARY KEY (answer_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX wrong_mark_of_member ON wrong_mark (member_id);

CREATE TABLE delivery (
    delivery_id TEXT PRIMARY KEY,
    seen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX delivery_by_age ON delivery (seen_at);

CREATE TABLE fact (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
