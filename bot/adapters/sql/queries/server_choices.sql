-- name: chosen(member_id)$
SELECT server_id FROM server_choice WHERE member_id = :member_id;

-- name: choose(member_id, server_id)!
INSERT INTO server_choice (member_id, server_id) VALUES (:member_id, :server_id)
ON CONFLICT (member_id) DO UPDATE SET server_id = excluded.server_id;
