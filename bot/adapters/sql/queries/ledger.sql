-- name: add_entry(server_id, at, actor_id, action, why, article_id, revision, submission_id, status, settings, undoes, feed_id, feed)<!
INSERT INTO audit (server_id, at, actor_id, action, why, article_id, revision, submission_id, status, settings, undoes,
                   feed_id, feed)
VALUES (:server_id, :at, :actor_id, :action, :why, :article_id, :revision, :submission_id, :status, :settings, :undoes,
        :feed_id, :feed)
RETURNING entry_id;

-- name: latest_entry(server_id, article_id, submission_id, settings, feed_id, before)^
-- The last entry on any of the subjects given; the entry's own subjects are not all of them.
SELECT entry_id, server_id, at, actor_id, action, why, article_id, revision, submission_id, status, settings, undoes, feed
  FROM audit
 WHERE server_id = :server_id
   AND (article_id = :article_id OR submission_id = :submission_id OR feed_id = :feed_id
        OR (:settings AND settings IS NOT NULL))
   AND (CAST(:before AS BIGINT) IS NULL OR entry_id < :before)
 ORDER BY entry_id DESC
 LIMIT 1;

-- name: entry(server_id, entry_id)^
SELECT entry_id, server_id, at, actor_id, action, why, article_id, revision, submission_id, status, settings, undoes, feed
  FROM audit WHERE server_id = :server_id AND entry_id = :entry_id;

-- name: entries(server_id, before, most)
SELECT entry_id, server_id, at, actor_id, action, why, article_id, revision, submission_id, status, settings, undoes, feed
  FROM audit
 WHERE server_id = :server_id AND (CAST(:before AS BIGINT) IS NULL OR entry_id < :before)
 ORDER BY entry_id DESC
 LIMIT :most;

-- name: article_entries(server_id, article_id)
SELECT entry_id, server_id, at, actor_id, action, why, article_id, revision, submission_id, status, settings, undoes, feed
  FROM audit WHERE server_id = :server_id AND article_id = :article_id ORDER BY entry_id;

-- name: show_revision(server_id, article_id, live)!
INSERT INTO article (server_id, article_id, live) VALUES (:server_id, :article_id, :live)
ON CONFLICT (server_id, article_id) DO UPDATE SET live = excluded.live;

-- name: add_revision(server_id, article_id, number, content)!
INSERT INTO revision (server_id, article_id, number, content)
VALUES (:server_id, :article_id, :number, :content);

-- name: live(server_id)
SELECT json_extract(revision.content, '$.record.revision')
  FROM article JOIN revision USING (server_id, article_id)
 WHERE server_id = :server_id AND number = live
 ORDER BY article_id;

-- name: live_versions(server_id)
SELECT article_id, live FROM article WHERE server_id = :server_id AND live IS NOT NULL ORDER BY article_id;

-- name: article_ids(server_id)
SELECT article_id FROM article WHERE server_id = :server_id;

-- name: revision(server_id, article_id, number)^
SELECT json_extract(content, '$.record.revision')
  FROM revision WHERE server_id = :server_id AND article_id = :article_id AND number = :number;

-- name: summaries(server_id)
-- The byline is the one of the version that answers, or of the last version.
SELECT article_id, json_extract(content, '$.record.revision.byline'), live, versions
  FROM article
  JOIN (SELECT article_id, max(number) AS versions FROM revision WHERE server_id = :server_id GROUP BY article_id)
       AS counted USING (article_id)
  JOIN revision USING (server_id, article_id)
 WHERE server_id = :server_id AND number = coalesce(live, versions)
 ORDER BY article_id;

-- name: shown(server_id)
SELECT json_extract(content, '$.record.revision')
  FROM article JOIN revision USING (server_id, article_id)
 WHERE server_id = :server_id
   AND number = coalesce(live, (SELECT max(number) FROM revision AS each
                                 WHERE each.server_id = :server_id AND each.article_id = article.article_id))
 ORDER BY article_id;

-- name: revisions(server_id, article_id)
SELECT json_extract(content, '$.record.revision')
  FROM revision WHERE server_id = :server_id AND article_id = :article_id ORDER BY number;

-- name: manuscript(server_id, article_id, number)$
SELECT content FROM revision WHERE server_id = :server_id AND article_id = :article_id AND number = :number;
