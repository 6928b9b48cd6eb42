-- Repeats are looked for up to the latest time of recording, which progress keeps. Before this version it went back with
-- the database's clock: what a clock that was ahead has recorded in months to come is taken along once.
COMMENT ON COLUMN docket.progress.updated_at IS 'When the latest of its outcomes was recorded, also if the database''s clock was put back since. Never put it back by hand: repeats are looked for in no month after it.';
UPDATE docket.progress SET updated_at = greatest(
    updated_at,
    (SELECT max(recorded_at) FROM docket.event_log WHERE recorded_at >= date_trunc('month', now()) + interval '1 month'),
    (SELECT max(recorded_at) FROM docket.silent_outcome WHERE recorded_at >= date_trunc('month', now()) + interval '1 month'));
