-- name: put_gathering(server_id, athletes, rhythm, due_at)!
-- A job for everybody who follows one of the athletes in this rhythm, as far as none waits already.
INSERT OR IGNORE INTO job (key, kind, server_id, channel_id, member_id, rhythm, due_at, content)
SELECT DISTINCT printf('gather:%d:%s:%s:%s', server_id, coalesce(channel_id, 'None'),
                       iif(channel_id IS NULL, member_id, 'None'), rhythm),
       'gather', server_id, channel_id, iif(channel_id IS NULL, member_id, NULL), rhythm, :due_at, '{}'
  FROM follow
 WHERE server_id = :server_id AND rhythm = :rhythm AND refused_at IS NULL
   AND athlete IN (SELECT value FROM json_each(:athletes));

-- name: put_job(key, kind, server_id, channel_id, member_id, rhythm, due_at, content)!
INSERT OR IGNORE INTO job (key, kind, server_id, channel_id, member_id, rhythm, due_at, content)
VALUES (:key, :kind, :server_id, :channel_id, :member_id, :rhythm, :due_at, :content);

-- name: claim(now, leased_until)^
UPDATE job SET leased_until = :leased_until, attempts = attempts + 1
 WHERE job_id = (SELECT job_id FROM job
                  WHERE due_at <= :now AND (leased_until IS NULL OR leased_until <= :now)
                  ORDER BY due_at, job_id LIMIT 1)
RETURNING job_id, kind, server_id, channel_id, member_id, rhythm, due_at, attempts, content;

-- name: postpone(job_id, due_at, attempts)!
UPDATE job SET due_at = :due_at, leased_until = NULL, attempts = :attempts WHERE job_id = :job_id;

-- name: finish(job_id)!
DELETE FROM job WHERE job_id = :job_id;

-- name: to_tell(server_id, channel_id, member_id, rhythm, most)
-- The newest mentions that those who are told there haven't been told of, and how many articles there are in all.
WITH mention AS (
    SELECT DISTINCT entry_id, athlete
      FROM follow JOIN news_athlete USING (server_id, athlete)
     WHERE server_id = :server_id AND channel_id IS :channel_id
       AND member_id BETWEEN coalesce(:member_id, 0) AND coalesce(:member_id, 1 << 62)
       AND rhythm = :rhythm AND refused_at IS NULL AND entry_id > read_entry
)
SELECT athlete, article_id, (SELECT count(DISTINCT entry_id) FROM mention)
  FROM mention JOIN news USING (entry_id)
 ORDER BY entry_id DESC, athlete
 LIMIT :most;

-- name: mark_read(server_id, channel_id, member_id, rhythm, upto)!
UPDATE follow SET read_entry = max(read_entry, :upto)
 WHERE server_id = :server_id AND channel_id IS :channel_id
   AND member_id BETWEEN coalesce(:member_id, 0) AND coalesce(:member_id, 1 << 62)
   AND rhythm = :rhythm AND refused_at IS NULL;

-- name: reschedule(server_id, rhythm, due_at)!
UPDATE job SET due_at = :due_at WHERE server_id = :server_id AND kind = 'gather' AND rhythm = :rhythm;

-- name: set_digest(job_id, due_at, content)!
UPDATE job SET due_at = :due_at, leased_until = NULL, attempts = 0, content = :content WHERE job_id = :job_id;

-- name: digest(server_id)$
SELECT content FROM job WHERE server_id = :server_id AND kind = 'digest';

-- name: drop_digest(server_id)!
DELETE FROM job WHERE server_id = :server_id AND kind = 'digest';
