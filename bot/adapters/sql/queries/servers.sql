-- name: settings(server_id)$
SELECT settings FROM server WHERE server_id = :server_id;

-- name: put_settings(server_id, settings)!
INSERT INTO server (server_id, settings) VALUES (:server_id, :settings)
ON CONFLICT (server_id) DO UPDATE SET settings = excluded.settings;

-- name: known()
SELECT server_id FROM server WHERE left_at IS NULL;

-- name: joined(server_id)!
INSERT INTO server (server_id) VALUES (:server_id) ON CONFLICT (server_id) DO UPDATE SET left_at = NULL;

-- name: left(server_id, left_at)!
INSERT INTO server (server_id, left_at) VALUES (:server_id, :left_at)
ON CONFLICT (server_id) DO UPDATE SET left_at = coalesce(server.left_at, excluded.left_at);

-- name: retentions()
SELECT server_id, CAST(json_extract(settings, '$.record.retention_days') AS INTEGER) AS days
  FROM server WHERE json_extract(settings, '$.record.retention_days') IS NOT NULL;

-- name: gone(before)
SELECT server_id FROM server WHERE left_at < :before;

-- name: purge_server_turns(server_id)!
DELETE FROM turn WHERE server_id = :server_id;

-- name: purge_server_postings(server_id)!
DELETE FROM posting WHERE server_id = :server_id;

-- name: purge_server_articles(server_id)!
DELETE FROM article WHERE server_id = :server_id;

-- name: purge_server_submissions(server_id)!
DELETE FROM submission WHERE server_id = :server_id;

-- name: purge_server_drafts(server_id)!
DELETE FROM draft WHERE server_id = :server_id;

-- name: purge_server_audit(server_id)!
DELETE FROM audit WHERE server_id = :server_id;

-- name: purge_server_choices(server_id)!
DELETE FROM server_choice WHERE server_id = :server_id;

-- name: purge_server_follows(server_id)!
DELETE FROM follow WHERE server_id = :server_id;

-- name: purge_server_jobs(server_id)!
DELETE FROM job WHERE server_id = :server_id;

-- name: purge_server_settings(server_id)!
DELETE FROM server WHERE server_id = :server_id;

-- name: purge_server_feeds(server_id)!
DELETE FROM feed WHERE server_id = :server_id;

-- name: purge_server_feed_cards(server_id)!
DELETE FROM feed_card WHERE server_id = :server_id;
