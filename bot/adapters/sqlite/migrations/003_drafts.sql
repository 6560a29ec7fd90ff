-- What members are about to add, suggest or change; gone once it is published, cancelled or too old.

CREATE TABLE draft (
    draft_id TEXT PRIMARY KEY,
    server_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    touched_at TEXT NOT NULL,
    content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;

CREATE INDEX draft_of_member ON draft (member_id, server_id, touched_at);
CREATE INDEX draft_by_age ON draft (touched_at);
