-- What the clock will bring about: part of each aggregate's state, and a row for each that is pending.
ALTER TABLE docket.supervision ADD COLUMN deadlines text;
COMMENT ON COLUMN docket.supervision.deadlines IS 'kind=due time (UTC), of those that stand still kind~what is left; NULL: none. Loaded with the state, so that deciding reads no other table.';
ALTER TABLE docket.ticket ADD COLUMN deadlines text;
COMMENT ON COLUMN docket.ticket.deadlines IS 'As of docket.supervision.';

CREATE TABLE docket.deadline (
    aggregate_type  smallint NOT NULL,
    attempts        smallint NOT NULL DEFAULT 0,
    sent_partition  smallint,
    sent_generation smallint,
    sent_offset     bigint,
    due_at          timestamptz NOT NULL,
    claimed_until   timestamptz NOT NULL DEFAULT '-infinity',
    aggregate_id    text COLLATE "C" NOT NULL,
    kind            text NOT NULL,
    seller_id       text NOT NULL,
    PRIMARY KEY (aggregate_id, kind, aggregate_type)
);
COMMENT ON TABLE docket.deadline IS 'Owner: processor. Key: aggregate and kind. A row per pending deadline: written and deleted with the state that it is part of, claimed by the clock once it is due. About one row per open supervision, two per open ticket.';
COMMENT ON COLUMN docket.deadline.sent_offset IS 'Where its deadline-elapsed was acknowledged; sent again only once progress has passed that and the row is still there.';
CREATE INDEX deadline_due ON docket.deadline (due_at);

CREATE TABLE docket.clock (
    only_row     boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    next_tick_at timestamptz NOT NULL
) WITH (fillfactor = 20);
COMMENT ON TABLE docket.clock IS 'Owner: processor. One row. Whoever moves it may send one tick''s worth of deadlines: the rate holds for all instances together.';
INSERT INTO docket.clock (next_tick_at) VALUES ('-infinity');

CREATE TABLE docket.clock_hold (
    holder     text PRIMARY KEY,
    held_until timestamptz NOT NULL
);
COMMENT ON TABLE docket.clock_hold IS 'Owner: import --hold-clock. Key: one run of it. No deadline is sent before held_until, which its holder moves on while it runs.';
