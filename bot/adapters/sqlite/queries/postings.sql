-- name: add_posting(answer_id, server_id, channel_id, member_id, asked_at, kind, content, message_id)!
INSERT INTO posting (answer_id, server_id, channel_id, member_id, asked_at, kind, content, message_id)
VALUES (:answer_id, :server_id, :channel_id, :member_id, :asked_at, :kind, :content, :message_id);

-- name: release_message(message_id)!
-- A message can turn from one answer into another.
UPDATE posting SET message_id = NULL WHERE message_id = :message_id;

-- name: set_message(answer_id, message_id)!
UPDATE posting SET message_id = :message_id WHERE answer_id = :answer_id;

-- name: posting_by_answer(answer_id)^
SELECT answer_id, server_id, channel_id, member_id, asked_at, kind, content, message_id
  FROM posting WHERE answer_id = :answer_id;

-- name: posting_by_message(message_id)^
SELECT answer_id, server_id, channel_id, member_id, asked_at, kind, content, message_id
  FROM posting WHERE message_id = :message_id;

-- name: mark_wrong(answer_id, member_id)!
-- Nothing happens when the answer has expired meanwhile.
INSERT OR IGNORE INTO wrong_mark (answer_id, member_id)
SELECT answer_id, :member_id FROM posting WHERE answer_id = :answer_id;
