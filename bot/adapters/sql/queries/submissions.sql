-- name: submit(server_id, member_id, sent_at, content)<!
INSERT INTO submission (server_id, member_id, sent_at, status, content)
VALUES (:server_id, :member_id, :sent_at, 'pending', :content)
RETURNING submission_id;

-- name: submission(server_id, submission_id)^
SELECT submission_id, server_id, member_id, sent_at, content, status, note, revises
  FROM submission WHERE server_id = :server_id AND submission_id = :submission_id;

-- name: pending(server_id, member_id)
SELECT submission_id, server_id, member_id, sent_at, content, status, note, revises
  FROM submission
 WHERE server_id = :server_id AND status = 'pending' AND (CAST(:member_id AS BIGINT) IS NULL OR member_id = :member_id)
 ORDER BY submission_id;

-- name: pending_ids(server_id)
SELECT submission_id FROM submission WHERE server_id = :server_id AND status = 'pending' ORDER BY submission_id;

-- name: decide(server_id, submission_id, status, note, decided_at)!
UPDATE submission SET status = :status, note = :note, decided_at = :decided_at
 WHERE server_id = :server_id AND submission_id = :submission_id;
