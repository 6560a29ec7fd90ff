-- name: see_delivery(delivery_id, seen_at)!
INSERT INTO delivery (delivery_id, seen_at) VALUES (:delivery_id, :seen_at) ON CONFLICT DO NOTHING;
