-- At what hours members may be told directly, where they chose some themselves.

CREATE TABLE member_schedule (
    member_id INTEGER PRIMARY KEY,
    content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;
