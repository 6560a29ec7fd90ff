-- name: add_posting(answer_id, server_id, channel_id, member_id, asked_at, kind, content, message_id)!
INSERT INTO posting (answer_id, server_id, channel_id, member_id, asked_at, kind, content, message_id)
VALUES (:answer_id, :server_id, :channel_id, :member_id, :asked_at, :kind, :content, :message_id);

-- name: release_message(message_id)!
-- A message can turn from one answer into another.
UPDATE posting SET message_id = NULL WHERE message_id = :message_id;

-- name: set_message(answer_id, message_id)!
UPDATE posting SET message_id = :message_id WHERE answer_id = :answer_id;

-- name: set_content(answer_id, content)!
UPDATE posting SET content = :content WHERE answer_id = :answer_id;

-- name: posting_by_answer(answer_id)^
SELECT answer_id, server_id, channel_id, member_id, asked_at, kind, content, message_id
  FROM posting WHERE answer_id = :answer_id;

-- name: posting_by_message(message_id)^
SELECT answer_id, server_id, channel_id, member_id, asked_at, kind, content, message_id
  FROM posting WHERE message_id = :message_id;

-- name: latest_in(server_id, channel_id)^
SELECT answer_id, server_id, channel_id, member_id, asked_at, kind, content, message_id
  FROM posting WHERE server_id = :server_id AND channel_id = :channel_id
 ORDER BY asked_at DESC LIMIT 1;

-- name: mark_wrong(answer_id, member_id)!
-- Nothing happens when the answer has expired meanwhile.
INSERT INTO wrong_mark (answer_id, member_id)
SELECT answer_id, CAST(:member_id AS BIGINT) FROM posting WHERE answer_id = :answer_id
ON CONFLICT DO NOTHING;

-- name: quoting(server_id, key, since)
-- The key of a quoted article as it stands in JSON; quotation marks inside a text are escaped there.
SELECT answer_id, server_id, channel_id, member_id, asked_at, kind, content, message_id
  FROM posting
 WHERE server_id = :server_id AND asked_at >= :since AND instr(content, :key) > 0
 ORDER BY asked_at, answer_id;

-- name: by_day(server_id, since)
SELECT substr(asked_at, 1, 10) AS day, count(*), count(CASE WHEN kind NOT IN ('not_found', 'ambiguous') THEN 1 END)
  FROM posting
 WHERE server_id = :server_id AND asked_at >= :since AND kind <> 'talk'
 GROUP BY day
 ORDER BY day;

-- name: most_quoted(server_id, since, most)
SELECT json_extract(quoted.value, '$.article_id') AS article_id, count(DISTINCT answer_id) AS answers
  FROM posting, json_each(content, '$.record.quoted') AS quoted
 WHERE server_id = :server_id AND asked_at >= :since
 GROUP BY article_id
 ORDER BY answers DESC, article_id
 LIMIT :most;

-- name: asked(server_id, since, until, most)
-- What nobody asked, such as news, and what was shown to one member alone, is left out.
SELECT answer_id, server_id, channel_id, member_id, asked_at, kind, content, message_id
  FROM posting
 WHERE server_id = :server_id AND asked_at >= :since AND asked_at < :until AND message_id IS NOT NULL AND kind <> 'news'
 ORDER BY asked_at DESC, answer_id
 LIMIT :most;

-- name: missed(server_id)
SELECT answer_id, server_id, channel_id, member_id, asked_at, kind, content, message_id,
       (SELECT count(*) FROM wrong_mark WHERE wrong_mark.answer_id = posting.answer_id),
       EXISTS (SELECT 1 FROM dismissal WHERE dismissal.answer_id = posting.answer_id)
  FROM posting
 WHERE server_id = :server_id
   AND (kind = 'not_found' OR EXISTS (SELECT 1 FROM wrong_mark WHERE wrong_mark.answer_id = posting.answer_id))
 ORDER BY asked_at, answer_id;

-- name: waiting(server_id)
SELECT answer_id, wait.member_id
  FROM wait JOIN posting USING (answer_id) WHERE server_id = :server_id ORDER BY wait.member_id;

-- name: wait(answer_id, member_id)!
INSERT INTO wait (answer_id, member_id)
SELECT answer_id, CAST(:member_id AS BIGINT) FROM posting WHERE answer_id = :answer_id
ON CONFLICT DO NOTHING;

-- name: dismiss(answer_id)!
INSERT INTO dismissal (answer_id) SELECT answer_id FROM posting WHERE answer_id = :answer_id ON CONFLICT DO NOTHING;

-- name: take_up(answer_id)!
DELETE FROM dismissal WHERE answer_id = :answer_id;

-- name: end_wait(answer_id, member_id)!
DELETE FROM wait WHERE answer_id = :answer_id AND member_id = :member_id;
