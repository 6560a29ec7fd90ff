-- An address is a channel, where everybody is told who follows there, or else a member; asked for apart, the
-- index serves both.

-- name: follow_id(member_id, server_id, athlete)$
SELECT follow_id FROM follow WHERE member_id = :member_id AND server_id = :server_id AND athlete = :athlete;

-- name: add_follow(server_id, member_id, athlete, channel_id, rhythm, since)!
-- A follow that was ended begins anew: what is in the log by now isn't news to it.
INSERT INTO follow (server_id, member_id, athlete, channel_id, rhythm, since, read_entry)
VALUES (:server_id, :member_id, :athlete, :channel_id, :rhythm, :since, (SELECT coalesce(max(entry_id), 0) FROM audit))
ON CONFLICT (member_id, server_id, athlete) DO UPDATE
   SET channel_id = excluded.channel_id,
       rhythm = excluded.rhythm,
       since = CASE WHEN follow.refused_at IS NULL THEN follow.since ELSE excluded.since END,
       read_entry = CASE WHEN follow.refused_at IS NULL THEN follow.read_entry ELSE excluded.read_entry END,
       refused_at = NULL;

-- name: follows_of_member(member_id, server_id, refused)
SELECT follow_id, server_id, member_id, athlete, channel_id, rhythm, since
  FROM follow
 WHERE member_id = :member_id AND (CAST(:server_id AS BIGINT) IS NULL OR server_id = :server_id) AND (refused_at IS NOT NULL) = :refused
 ORDER BY athlete, server_id;

-- name: follows_at(server_id, channel_id, member_id)
SELECT follow_id, server_id, member_id, athlete, channel_id, rhythm, since
  FROM follow
 WHERE follow_id IN (SELECT follow_id FROM follow WHERE server_id = :server_id AND channel_id = :channel_id
                     UNION ALL
                     SELECT follow_id FROM follow
                      WHERE server_id = :server_id AND channel_id IS NULL AND member_id = :member_id)
   AND refused_at IS NULL
 ORDER BY follow_id;

-- name: followed(server_id)
SELECT DISTINCT athlete FROM follow WHERE server_id = :server_id ORDER BY athlete;

-- name: forget_refused_as(server_id, followed, athlete)!
-- What ended because nothing could be told there begins anew with what its member follows by another name.
DELETE FROM follow
 WHERE server_id = :server_id AND athlete = :athlete AND refused_at IS NOT NULL
   AND member_id IN (SELECT member_id FROM follow
                      WHERE server_id = :server_id AND athlete = :followed AND refused_at IS NULL);

-- name: rename_follows(server_id, followed, athlete)!
UPDATE follow SET athlete = :athlete
 WHERE server_id = :server_id AND athlete = :followed
   AND NOT EXISTS (SELECT 1 FROM follow AS other
                    WHERE other.member_id = follow.member_id AND other.server_id = :server_id
                      AND other.athlete = :athlete);

-- name: end_follows_of(server_id, followed)!
-- Those of members who follow the athlete by name already.
DELETE FROM follow WHERE server_id = :server_id AND athlete = :followed;

-- name: follow(follow_id, member_id)^
SELECT follow_id, server_id, member_id, athlete, channel_id, rhythm, since
  FROM follow WHERE follow_id = :follow_id AND member_id = :member_id AND refused_at IS NULL;

-- name: end_follow(follow_id)!
DELETE FROM follow WHERE follow_id = :follow_id;

-- name: end_follows_in(server_id, member_id)!
DELETE FROM follow WHERE server_id = :server_id AND member_id = :member_id;

-- name: refuse(server_id, channel_id, member_id, refused_at)!
UPDATE follow SET refused_at = :refused_at
 WHERE follow_id IN (SELECT follow_id FROM follow WHERE server_id = :server_id AND channel_id = :channel_id
                     UNION ALL
                     SELECT follow_id FROM follow
                      WHERE server_id = :server_id AND channel_id IS NULL AND member_id = :member_id)
   AND refused_at IS NULL;

-- name: forget_refused(member_id)!
DELETE FROM follow WHERE member_id = :member_id AND refused_at IS NOT NULL;

-- name: unread(after, most)
-- The entries that let an article answer for the first time, or change the settings.
SELECT entry_id, server_id, at, json_extract(content, '$.record.revision')
  FROM audit LEFT JOIN revision USING (server_id, article_id)
 WHERE entry_id > :after
   AND ((audit.revision = revision.number
         AND NOT EXISTS (SELECT 1 FROM audit AS earlier
                          WHERE earlier.server_id = audit.server_id AND earlier.article_id = audit.article_id
                            AND earlier.entry_id < audit.entry_id AND earlier.revision IS NOT NULL))
        OR (audit.article_id IS NULL AND audit.settings IS NOT NULL))
 ORDER BY entry_id
 LIMIT :most;

-- name: last_entry()$
SELECT coalesce(max(entry_id), 0) FROM audit;

-- name: add_news(entry_id, server_id, article_id, at, day)!
-- Nothing happens where it is there already, or the server's articles were deleted meanwhile.
INSERT INTO news (entry_id, server_id, article_id, at, day)
SELECT CAST(:entry_id AS BIGINT), server_id, article_id, :at, :day
  FROM article WHERE server_id = :server_id AND article_id = :article_id
ON CONFLICT DO NOTHING;

-- name: add_athletes(entry_id, athletes)!
INSERT INTO news_athlete (server_id, athlete, entry_id, place)
SELECT server_id, json_each.value, entry_id, json_each.key
  FROM news, json_each(CAST(:athletes AS TEXT)) WHERE entry_id = :entry_id
ON CONFLICT DO NOTHING;

-- name: newest(server_id, athlete, most)
SELECT entry_id, server_id, article_id, at, day,
       (SELECT json_group_array(athlete)
          FROM (SELECT athlete FROM news_athlete AS named WHERE named.entry_id = news.entry_id ORDER BY place)
                 AS named_in_order)
  FROM news JOIN article USING (server_id, article_id)
 WHERE server_id = :server_id AND live IS NOT NULL
   AND (CAST(:athlete AS TEXT) IS NULL
        OR entry_id IN (SELECT entry_id FROM news_athlete WHERE server_id = :server_id AND athlete = :athlete))
 ORDER BY day DESC, entry_id DESC
 LIMIT :most;

-- name: count_news(server_id, athlete)$
SELECT count(*)
  FROM news JOIN article USING (server_id, article_id)
 WHERE server_id = :server_id AND live IS NOT NULL
   AND (CAST(:athlete AS TEXT) IS NULL
        OR entry_id IN (SELECT entry_id FROM news_athlete WHERE server_id = :server_id AND athlete = :athlete));

-- name: added(server_id, since, until)
SELECT entry_id, server_id, article_id, at, day,
       (SELECT json_group_array(athlete)
          FROM (SELECT athlete FROM news_athlete AS named WHERE named.entry_id = news.entry_id ORDER BY place)
                 AS named_in_order)
  FROM news JOIN article USING (server_id, article_id)
 WHERE server_id = :server_id AND live IS NOT NULL AND at >= :since AND at < :until
 ORDER BY entry_id DESC;

-- name: live_among(server_id, article_ids)
SELECT json_extract(revision.content, '$.record.revision')
  FROM article JOIN revision USING (server_id, article_id)
 WHERE server_id = :server_id AND number = live AND article_id IN (SELECT value FROM json_each(CAST(:article_ids AS TEXT)));
