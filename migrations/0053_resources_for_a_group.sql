-- Whom the things bought for a line of provision are for: the one pupil, or the whole group, whose members bear them in equal shares. Lines from
-- before were charged whole to each pupil, and stay so.
ALTER TABLE placement ADD COLUMN bought_for TEXT NOT NULL DEFAULT 'pupil'
    CONSTRAINT placement_bought_for CHECK (bought_for IN ('pupil', 'group'));
