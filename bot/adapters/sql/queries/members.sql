-- name: member_turns(member_id)
SELECT server_id, channel_id, asked_at, content FROM turn WHERE member_id = :member_id ORDER BY turn_id;

-- name: member_postings(member_id)
SELECT answer_id, server_id, channel_id, asked_at, kind, content, message_id
  FROM posting WHERE member_id = :member_id ORDER BY asked_at, answer_id;

-- name: member_wrong_marks(member_id)
SELECT answer_id FROM wrong_mark WHERE member_id = :member_id ORDER BY answer_id;

-- name: forget_turns(member_id)!
DELETE FROM turn WHERE member_id = :member_id;

-- name: forget_postings(member_id)!
DELETE FROM posting WHERE member_id = :member_id;

-- name: forget_wrong_marks(member_id)!
DELETE FROM wrong_mark WHERE member_id = :member_id;

-- name: member_waits(member_id)
SELECT answer_id FROM wait WHERE member_id = :member_id ORDER BY answer_id;

-- name: forget_waits(member_id)!
DELETE FROM wait WHERE member_id = :member_id;

-- name: member_submissions(member_id)
SELECT submission_id, server_id, sent_at, status, note, decided_at, content
  FROM submission WHERE member_id = :member_id ORDER BY submission_id;

-- name: forget_submissions(member_id)!
DELETE FROM submission WHERE member_id = :member_id;

-- name: member_drafts(member_id)
SELECT draft_id, server_id, touched_at, content FROM draft WHERE member_id = :member_id ORDER BY touched_at, draft_id;

-- name: forget_drafts(member_id)!
DELETE FROM draft WHERE member_id = :member_id;

-- name: member_feeds(member_id)
SELECT feed_id, server_id, json_extract(content, '$.record.url') AS url, json_extract(content, '$.record.added_at') AS added_at
  FROM feed WHERE member_id = :member_id ORDER BY feed_id;

-- name: forget_feeds(member_id)!
-- The feed stays, because it is the server's; who added it is forgotten.
UPDATE feed SET member_id = NULL WHERE member_id = :member_id;

-- name: member_changes(member_id)
SELECT entry_id, server_id, at, action, why, article_id, revision, submission_id, status, settings, undoes, feed
  FROM audit WHERE actor_id = :member_id ORDER BY entry_id;

-- name: forget_changes(member_id)!
-- The change stays, because the server's articles rest on it; who made it is forgotten.
UPDATE audit SET actor_id = NULL WHERE actor_id = :member_id;

-- name: member_server_choices(member_id)
SELECT server_id FROM server_choice WHERE member_id = :member_id;

-- name: forget_server_choices(member_id)!
DELETE FROM server_choice WHERE member_id = :member_id;

-- name: member_follows(member_id)
SELECT follow_id, server_id, athlete, channel_id, rhythm, since, refused_at
  FROM follow WHERE member_id = :member_id ORDER BY follow_id;

-- name: forget_follows(member_id)!
DELETE FROM follow WHERE member_id = :member_id;

-- name: member_schedules(member_id)
SELECT content FROM member_schedule WHERE member_id = :member_id;

-- name: forget_schedules(member_id)!
DELETE FROM member_schedule WHERE member_id = :member_id;

-- name: member_jobs(member_id)
SELECT job_id, kind, server_id, rhythm, due_at, content FROM job WHERE member_id = :member_id ORDER BY job_id;

-- name: forget_jobs(member_id)!
DELETE FROM job WHERE member_id = :member_id;
