-- Goals for a week, a month or a year; and whom to give something, chosen once a day.

ALTER TABLE goal ADD COLUMN per TEXT NOT NULL DEFAULT 'month' CHECK (per IN ('week', 'month', 'year'));

CREATE TABLE gift (
    day TEXT PRIMARY KEY,                                   -- the last one that was chosen for
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    fitting INTEGER REFERENCES contact ON DELETE CASCADE    -- whom they may look for, for an introduction; or NULL
) WITHOUT ROWID;
CREATE INDEX gift_contact ON gift(contact_id);
CREATE INDEX gift_fitting ON gift(fitting) WHERE fitting IS NOT NULL;
