-- name: put_draft(draft_id, server_id, member_id, touched_at, content)!
INSERT INTO draft (draft_id, server_id, member_id, touched_at, content)
VALUES (:draft_id, :server_id, :member_id, :touched_at, :content)
ON CONFLICT (draft_id) DO UPDATE SET touched_at = excluded.touched_at, content = excluded.content;

-- name: drop_oldest(server_id, member_id, latest, most)!
-- The latest stays, even if others were touched at the same moment.
DELETE FROM draft
 WHERE server_id = :server_id AND member_id = :member_id
   AND draft_id NOT IN (SELECT draft_id FROM draft WHERE server_id = :server_id AND member_id = :member_id
                         ORDER BY touched_at DESC, draft_id = :latest DESC LIMIT :most);

-- name: draft(draft_id)$
SELECT content FROM draft WHERE draft_id = :draft_id;

-- name: remove_draft(draft_id)!
DELETE FROM draft WHERE draft_id = :draft_id;
