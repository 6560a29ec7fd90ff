-- name: fact(key)$
SELECT value FROM fact WHERE key = :key;

-- name: put_fact(key, value)!
INSERT INTO fact (key, value) VALUES (:key, :value)
ON CONFLICT (key) DO UPDATE SET value = excluded.value;
