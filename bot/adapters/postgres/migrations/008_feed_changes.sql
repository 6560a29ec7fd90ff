-- What moderators do to feeds stands in the log of changes.

ALTER TABLE audit ADD COLUMN feed_id BIGINT;
ALTER TABLE audit ADD COLUMN feed JSON;
