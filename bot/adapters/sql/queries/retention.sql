-- A server that keeps things for a shorter time has its own call; without one, every server's are meant.

-- name: purge_turns(before, server_id)!
DELETE FROM turn WHERE asked_at < :before AND (CAST(:server_id AS BIGINT) IS NULL OR server_id = :server_id);

-- name: purge_postings(before, server_id)!
DELETE FROM posting WHERE asked_at < :before AND (CAST(:server_id AS BIGINT) IS NULL OR server_id = :server_id);

-- name: purge_submissions(before, server_id)!
-- What nobody decided on stays in the queue.
DELETE FROM submission
 WHERE status <> 'pending' AND decided_at < :before AND (CAST(:server_id AS BIGINT) IS NULL OR server_id = :server_id);

-- name: purge_drafts(before, server_id)!
DELETE FROM draft WHERE touched_at < :before AND (CAST(:server_id AS BIGINT) IS NULL OR server_id = :server_id);

-- name: purge_refused(before, server_id)!
DELETE FROM follow WHERE refused_at < :before AND (CAST(:server_id AS BIGINT) IS NULL OR server_id = :server_id);

-- name: purge_schedules()!
-- Whoever follows nobody any more has no use for hours of their own.
DELETE FROM member_schedule WHERE member_id NOT IN (SELECT member_id FROM follow);

-- name: purge_deliveries(before)!
DELETE FROM delivery WHERE seen_at < :before;
