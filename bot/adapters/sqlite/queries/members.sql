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
