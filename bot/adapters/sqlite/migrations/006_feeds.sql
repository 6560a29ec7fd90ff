-- Feeds, what they brought, and what moderators were told of it. An entry is known by any of its keys, which say nothing
-- of its words; its own are kept only until it is read.

CREATE TABLE feed (
    feed_id INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id INTEGER NOT NULL,
    member_id INTEGER,
    state TEXT NOT NULL,
    next_poll TEXT NOT NULL,
    polled_at TEXT,
    content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;

CREATE INDEX feed_of_server ON feed (server_id, feed_id);
CREATE INDEX feed_by_poll ON feed (state, next_poll);
CREATE INDEX feed_of_member ON feed (member_id);

CREATE TABLE feed_entry (
    entry_id INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id INTEGER NOT NULL REFERENCES feed (feed_id) ON DELETE CASCADE,
    server_id INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    next_try TEXT,
    taken_at TEXT,
    submission_id INTEGER,
    card_id INTEGER,
    content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;

CREATE INDEX feed_entry_unread ON feed_entry (feed_id, outcome, next_try);
CREATE INDEX feed_entry_taken ON feed_entry (feed_id, taken_at);
CREATE INDEX feed_entry_of_submission ON feed_entry (server_id, submission_id);

CREATE TABLE feed_key (
    feed_id INTEGER NOT NULL REFERENCES feed (feed_id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    entry_id INTEGER NOT NULL REFERENCES feed_entry (entry_id) ON DELETE CASCADE,
    PRIMARY KEY (feed_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX feed_key_of_entry ON feed_key (entry_id);

CREATE TABLE feed_card (
    card_id INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    message_id INTEGER,
    content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;

CREATE INDEX feed_card_of_server ON feed_card (server_id, made_at);

-- The article that a suggestion is a new version of, for an edited entry.
ALTER TABLE submission ADD COLUMN revises TEXT;
