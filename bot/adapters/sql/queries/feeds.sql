-- name: add_feed(server_id, member_id, state, next_poll, polled_at, content)<!
INSERT INTO feed (server_id, member_id, state, next_poll, polled_at, content)
VALUES (:server_id, :member_id, :state, :next_poll, :polled_at, :content)
RETURNING feed_id;

-- name: put_feed(feed_id, state, next_poll, polled_at, content)!
UPDATE feed SET state = :state, next_poll = :next_poll, polled_at = :polled_at, content = :content
 WHERE feed_id = :feed_id;

-- name: feed(feed_id)^
SELECT feed_id, member_id, content FROM feed WHERE feed_id = :feed_id;

-- name: hold_feed(feed_id)^
-- The feed, which nobody else changes until the transaction ends.
UPDATE feed SET state = state WHERE feed_id = :feed_id RETURNING feed_id, member_id, content;

-- name: feeds_of_server(server_id)
SELECT feed_id, member_id, content FROM feed WHERE server_id = :server_id AND state <> 'removed' ORDER BY feed_id;

-- name: due_feeds(now, late)
-- Those to be polled (a last poll that lies ahead is left from a clock that was put back), and those with entries to be
-- read.
SELECT feed_id, member_id, content FROM feed
 WHERE state = 'active'
   AND (next_poll <= :now OR polled_at > :now
        OR EXISTS (SELECT 1 FROM feed_entry
                    WHERE feed_entry.feed_id = feed.feed_id AND outcome IN ('new', 'changed')
                      AND (next_try IS NULL OR next_try <= :now OR next_try > :late)))
 ORDER BY next_poll, feed_id;

-- name: remove_feed(server_id, feed_id)!
DELETE FROM feed WHERE server_id = :server_id AND feed_id = :feed_id;

-- name: known_entry(feed_id, key)^
SELECT entry_id, feed_entry.feed_id, feed_entry.server_id, submission_id, card_id, content
  FROM feed_key JOIN feed_entry USING (entry_id)
 WHERE feed_key.feed_id = :feed_id AND key = :key;

-- name: add_entry(feed_id, server_id, outcome, next_try, taken_at, submission_id, content)<!
INSERT INTO feed_entry (feed_id, server_id, outcome, next_try, taken_at, submission_id, content)
VALUES (:feed_id, :server_id, :outcome, :next_try, :taken_at, :submission_id, :content)
RETURNING entry_id;

-- name: put_entry(entry_id, outcome, next_try, taken_at, submission_id, content)!
UPDATE feed_entry
   SET outcome = :outcome, next_try = :next_try, taken_at = :taken_at, submission_id = :submission_id,
       content = :content
 WHERE entry_id = :entry_id;

-- name: add_key(feed_id, key, entry_id)!
INSERT INTO feed_key (feed_id, key, entry_id) VALUES (:feed_id, :key, :entry_id) ON CONFLICT DO NOTHING;

-- name: unread(feed_id, now, late, most)
-- What is new comes before what is changed.
SELECT entry_id, feed_id, server_id, submission_id, card_id, content
  FROM feed_entry
 WHERE feed_id = :feed_id AND outcome IN ('new', 'changed') AND (next_try IS NULL OR next_try <= :now OR next_try > :late)
 ORDER BY outcome DESC, entry_id
 LIMIT :most;

-- name: latest_entries(feed_id, most)
SELECT entry_id, feed_id, server_id, submission_id, card_id, content
  FROM feed_entry WHERE feed_id = :feed_id ORDER BY entry_id DESC LIMIT :most;

-- name: taken(feed_id, since, until)$
SELECT count(*) FROM feed_entry WHERE feed_id = :feed_id AND taken_at > :since AND taken_at <= :until;

-- name: submit(server_id, member_id, sent_at, revises, content)<!
INSERT INTO submission (server_id, member_id, sent_at, status, revises, content)
VALUES (:server_id, :member_id, :sent_at, 'pending', :revises, :content)
RETURNING submission_id;

-- name: replace_pending(server_id, submission_id, content)!
UPDATE submission SET content = :content
 WHERE server_id = :server_id AND submission_id = :submission_id AND status = 'pending';

-- name: feed_of_submission(server_id, submission_id)^
SELECT feed.feed_id, feed.member_id, feed.content
  FROM feed_entry JOIN feed USING (feed_id)
 WHERE feed_entry.server_id = :server_id AND submission_id = :submission_id
 ORDER BY entry_id DESC
 LIMIT 1;

-- name: undecided(server_id)
-- The suggestions of feeds that nobody has ever decided on, with the entries they come from.
SELECT entry_id, feed_entry.feed_id, feed_entry.server_id, feed_entry.submission_id, card_id, feed_entry.content
  FROM feed_entry JOIN submission USING (submission_id) JOIN feed USING (feed_id)
 WHERE feed_entry.server_id = :server_id AND status = 'pending' AND feed.state <> 'removed'
   AND NOT EXISTS (SELECT 1 FROM audit
                    WHERE audit.server_id = :server_id AND audit.submission_id = feed_entry.submission_id)
 ORDER BY entry_id;

-- name: add_card(server_id, made_at, content)<!
INSERT INTO feed_card (server_id, made_at, content) VALUES (:server_id, :made_at, :content)
RETURNING card_id;

-- name: untell_entry(entry_id)!
UPDATE feed_entry SET card_id = NULL WHERE entry_id = :entry_id;

-- name: tell_entry(card_id, server_id, submission_id)!
UPDATE feed_entry SET card_id = :card_id WHERE server_id = :server_id AND submission_id = :submission_id;

-- name: card_sent(card_id, message_id)!
UPDATE feed_card SET message_id = :message_id WHERE card_id = :card_id;

-- name: card(server_id, card_id)^
SELECT card_id, message_id, content FROM feed_card WHERE server_id = :server_id AND card_id = :card_id;

-- name: unsent_cards(server_id)
SELECT card_id, message_id, content FROM feed_card WHERE server_id = :server_id AND message_id IS NULL ORDER BY card_id;

-- name: cards_since(server_id, since)$
SELECT count(*) FROM feed_card WHERE server_id = :server_id AND made_at >= :since;

-- name: purge_cards(before, server_id)!
DELETE FROM feed_card WHERE made_at < :before AND (CAST(:server_id AS BIGINT) IS NULL OR server_id = :server_id);
