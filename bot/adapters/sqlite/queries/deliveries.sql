-- name: see_delivery(delivery_id, seen_at)!
INSERT OR IGNORE INTO delivery (delivery_id, seen_at) VALUES (:delivery_id, :seen_at);
