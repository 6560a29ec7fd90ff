-- From which server's articles a member is answered in direct messages, and which gaps moderators have dismissed.

CREATE TABLE server_choice (
    member_id BIGINT PRIMARY KEY,
    server_id BIGINT NOT NULL
);

CREATE INDEX server_choice_of_server ON server_choice (server_id);

CREATE TABLE dismissal (
    answer_id TEXT COLLATE "C" PRIMARY KEY REFERENCES posting (answer_id) ON DELETE CASCADE
);
