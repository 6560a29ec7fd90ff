-- What moderators do to feeds stands in the log of changes.

ALTER TABLE audit ADD COLUMN feed_id INTEGER;
ALTER TABLE audit ADD COLUMN feed TEXT CHECK (feed IS NULL OR json_valid(feed));
