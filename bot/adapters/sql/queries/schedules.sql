-- name: schedule(member_id)$
SELECT content FROM member_schedule WHERE member_id = :member_id;

-- name: put_schedule(member_id, content)!
INSERT INTO member_schedule (member_id, content) VALUES (:member_id, :content)
ON CONFLICT (member_id) DO UPDATE SET content = excluded.content;

-- name: drop_schedule(member_id)!
DELETE FROM member_schedule WHERE member_id = :member_id;

-- name: reschedule_member(member_id, server_id, rhythm, due_at)!
UPDATE job SET due_at = :due_at
 WHERE member_id = :member_id AND server_id = :server_id AND kind = 'gather' AND rhythm = :rhythm;

-- name: schedules_of_followers(server_id, athletes)
-- Of the members who are told directly of one of the athletes.
SELECT DISTINCT member_id, rhythm, content
  FROM follow JOIN member_schedule USING (member_id)
 WHERE server_id = :server_id AND channel_id IS NULL AND refused_at IS NULL
   AND athlete IN (SELECT value FROM json_each(CAST(:athletes AS TEXT)))
 ORDER BY member_id, rhythm;
