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

-- name: missed(server_id)
SELECT answer_id, server_id, channel_id, member_id, asked_at, kind, content, message_id,
       (SELECT count(*) FROM wrong_mark WHERE wrong_mark.answer_id = posting.answer_id)
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

-- name: end_wait(answer_id, member_id)!
DELETE FROM wait WHERE answer_id = :answer_id AND member_id = :member_id;
