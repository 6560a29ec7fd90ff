-- name: latest_turns(server_id, channel_id, member_id, since, most)
-- The content of a conversation's last turns, latest first.
SELECT content
  FROM turn
 WHERE member_id = :member_id AND channel_id = :channel_id AND server_id = :server_id AND asked_at >= :since
 ORDER BY turn_id DESC
 LIMIT :most;

-- name: add_turn(server_id, channel_id, member_id, asked_at, content)!
INSERT INTO turn (server_id, channel_id, member_id, asked_at, content)
VALUES (:server_id, :channel_id, :member_id, :asked_at, :content);

-- name: own_retention_days(server_id)$
SELECT CAST(json_extract(settings, '$.record.retention_days') AS INTEGER) FROM server WHERE server_id = :server_id;
