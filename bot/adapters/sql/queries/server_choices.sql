-- name: chosen(member_id)$
SELECT server_id FROM server_choice WHERE member_id = :member_id;

-- name: choose(member_id, server_id)!
INSERT INTO server_choice (member_id, server_id) VALUES (:member_id, :server_id)
ON CONFLICT (member_id) DO UPDATE SET server_id = excluded.server_id;

-- name: used_by(member_id)
SELECT server_id FROM server
 WHERE left_at IS NULL
   AND server_id IN (SELECT server_id FROM turn WHERE member_id = :member_id
                     UNION SELECT server_id FROM follow WHERE member_id = :member_id
                     UNION SELECT server_id FROM server_choice WHERE member_id = :member_id)
   AND EXISTS (SELECT 1 FROM article WHERE article.server_id = server.server_id AND live IS NOT NULL)
 ORDER BY server_id;
