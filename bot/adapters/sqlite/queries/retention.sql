-- name: purge_turns(before)!
DELETE FROM turn WHERE asked_at < :before;

-- name: purge_postings(before)!
DELETE FROM posting WHERE asked_at < :before;

-- name: purge_deliveries(before)!
DELETE FROM delivery WHERE seen_at < :before;
