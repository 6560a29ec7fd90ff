-- name: put_gathering(server_id, athletes, rhythm, due_at)!
-- A job for everybody who follows one of the athletes in this rhythm, as far as none waits already; one that
-- does is held until the news are there, lest it be carried out without them.
INSERT INTO job (key, kind, server_id, channel_id, member_id, rhythm, due_at, content)
SELECT DISTINCT 'gather:' || server_id || ':' || coalesce(CAST(channel_id AS TEXT), 'None') || ':'
                    || CASE WHEN channel_id IS NULL THEN CAST(member_id AS TEXT) ELSE 'None' END || ':' || rhythm,
       'gather', server_id, channel_id, CASE WHEN channel_id IS NULL THEN member_id END, rhythm,
       CAST(:due_at AS TEXT), '{}'
  FROM follow
 WHERE server_id = :server_id AND rhythm = :rhythm AND refused_at IS NULL
   AND athlete IN (SELECT value FROM json_each(CAST(:athletes AS TEXT)))
 ORDER BY 1
ON CONFLICT (key) DO UPDATE SET due_at = job.due_at;

-- name: put_job(key, kind, server_id, channel_id, member_id, rhythm, due_at, content)!
INSERT INTO job (key, kind, server_id, channel_id, member_id, rhythm, due_at, content)
VALUES (:key, :kind, :server_id, :channel_id, :member_id, :rhythm, :due_at, :content)
ON CONFLICT DO NOTHING;

-- name: claim(now, leased_until, first, last, count)^
-- The first that is due in a server of these shards, which Discord reckons from the server's id.
UPDATE job SET leased_until = :leased_until, attempts = attempts + 1
 WHERE job_id = (SELECT job_id FROM job
                  WHERE due_at <= :now AND (leased_until IS NULL OR leased_until <= :now)
                    AND (server_id >> 22) % :count BETWEEN :first AND :last
                  ORDER BY due_at, job_id LIMIT 1)
   -- Where another process was first, nothing is claimed this time.
   AND (leased_until IS NULL OR leased_until <= :now)
RETURNING job_id, kind, server_id, channel_id, member_id, rhythm, due_at, attempts, content;

-- name: postpone(job_id, due_at, attempts)!
UPDATE job SET due_at = :due_at, leased_until = NULL, attempts = :attempts WHERE job_id = :job_id;

-- name: finish(job_id)!
DELETE FROM job WHERE job_id = :job_id;

-- name: to_tell(server_id, channel_id, member_id, rhythm, upto, most)
-- The newest mentions that those who are told there haven't been told of, and how many articles there are in all.
WITH mention AS (
    SELECT DISTINCT entry_id, athlete
      FROM follow JOIN news_athlete USING (server_id, athlete)
     WHERE follow_id IN (SELECT follow_id FROM follow WHERE server_id = :server_id AND channel_id = :channel_id
                     UNION ALL
                     SELECT follow_id FROM follow
                      WHERE server_id = :server_id AND channel_id IS NULL AND member_id = :member_id)
       AND rhythm = :rhythm AND refused_at IS NULL AND entry_id > read_entry AND entry_id <= :upto
)
SELECT athlete, article_id, (SELECT count(DISTINCT entry_id) FROM mention)
  FROM mention JOIN news USING (entry_id)
 ORDER BY entry_id DESC, athlete
 LIMIT :most;

-- name: mark_read(server_id, channel_id, member_id, rhythm, upto)!
UPDATE follow SET read_entry = CASE WHEN read_entry < :upto THEN :upto ELSE read_entry END
 WHERE follow_id IN (SELECT follow_id FROM follow WHERE server_id = :server_id AND channel_id = :channel_id
                     UNION ALL
                     SELECT follow_id FROM follow
                      WHERE server_id = :server_id AND channel_id IS NULL AND member_id = :member_id)
   AND rhythm = :rhythm AND refused_at IS NULL;

-- name: reschedule(server_id, rhythm, due_at)!
-- But for those of members who have hours of their own.
UPDATE job SET due_at = :due_at
 WHERE server_id = :server_id AND kind = 'gather' AND rhythm = :rhythm
   AND NOT EXISTS (SELECT 1 FROM member_schedule WHERE member_schedule.member_id = job.member_id);

-- name: set_digest(job_id, due_at, content)!
UPDATE job SET due_at = :due_at, leased_until = NULL, attempts = 0, content = :content WHERE job_id = :job_id;

-- name: digest(server_id)$
SELECT content FROM job WHERE server_id = :server_id AND kind = 'digest';

-- name: drop_digest(server_id)!
DELETE FROM job WHERE server_id = :server_id AND kind = 'digest';
