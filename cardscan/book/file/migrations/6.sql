-- Dealings with people: when they were met, what was done, what is to be done next. Days are the user's own
-- calendar's, "2026-11-20"; moments stay UTC.

ALTER TABLE card ADD COLUMN met TEXT NOT NULL DEFAULT '';   -- the day on its picture, else the day it came; '' older
ALTER TABLE event ADD COLUMN hours REAL;                    -- NULL: not said
ALTER TABLE event ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN remark TEXT NOT NULL DEFAULT '';
ALTER TABLE tag ADD COLUMN every INTEGER;                   -- keep in touch after so many days; NULL never
ALTER TABLE contact_tag ADD COLUMN since TEXT NOT NULL DEFAULT '';
INSERT OR IGNORE INTO tag (name, every) VALUES ('advocate', 30), ('client', 60);

CREATE TABLE event_alias (                                  -- names an event had: a folder of that name finds it
    name TEXT NOT NULL,
    date TEXT NOT NULL,
    event_id INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
    PRIMARY KEY (name, date)
) WITHOUT ROWID;
CREATE INDEX event_alias_of ON event_alias(event_id);

CREATE TABLE want (                                         -- "a good prospect for them is ..."
    contact_id INTEGER PRIMARY KEY REFERENCES contact ON DELETE CASCADE,
    text TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE TABLE goal (                                         -- a month; absent: the default
    name TEXT PRIMARY KEY,
    number INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE passed_over (                                  -- "somebody else": who was proposed that day and not taken
    day TEXT NOT NULL,
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    PRIMARY KEY (day, contact_id)
) WITHOUT ROWID;
CREATE INDEX passed_over_contact ON passed_over(contact_id);

CREATE TABLE follow_up_anew (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,                               -- of the task in calendars; survives a merge
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    kind INTEGER NOT NULL CHECK (kind IN (0, 1, 2)),        -- 0 a promise, 1 the first one, 2 keep in touch
    due TEXT NOT NULL CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
    text TEXT NOT NULL DEFAULT '',
    done TEXT NOT NULL DEFAULT '',                          -- the day; '' open
    outcome TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'done', 'dropped')),
    snoozed INTEGER NOT NULL DEFAULT 0,
    was TEXT NOT NULL DEFAULT '',                           -- the day before it was last put off, for its undoing
    revision INTEGER NOT NULL DEFAULT 0,                    -- counts what a calendar would see as a change
    changed TEXT NOT NULL,                                  -- the moment of the last one
    CHECK ((done = '') = (outcome = ''))
);
INSERT INTO follow_up_anew (id, uid, contact_id, kind, due, text, done, outcome, changed)
    SELECT id, lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-a'
                 || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))),
           contact_id, 0,
           CASE WHEN date(substr(due, 1, 10)) IS substr(due, 1, 10) THEN substr(due, 1, 10) ELSE date('now') END,
           CASE WHEN date(substr(due, 1, 10)) IS substr(due, 1, 10) THEN text ELSE trim(due || ' ' || text) END,
           CASE WHEN done = '' OR date(substr(done, 1, 10)) IS substr(done, 1, 10) THEN substr(done, 1, 10)
                ELSE date('now') END,
           CASE done WHEN '' THEN '' ELSE 'done' END,
           strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
    FROM follow_up ORDER BY id;
DROP TABLE follow_up;
ALTER TABLE follow_up_anew RENAME TO follow_up;
CREATE INDEX follow_up_of_contact ON follow_up(contact_id);
CREATE INDEX follow_up_open ON follow_up(kind, due, id, contact_id) WHERE done = '';
CREATE INDEX follow_up_done ON follow_up(done) WHERE done <> '';
CREATE UNIQUE INDEX follow_up_kept ON follow_up(contact_id) WHERE done = '' AND kind = 2;

CREATE TABLE log (                                          -- what was done with a person, and what came of it
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
    kind TEXT NOT NULL CHECK (kind IN ('met', 'called', 'wrote', 'gave', 'referred', 'got')),
    what TEXT NOT NULL DEFAULT '',                          -- one word more: 'introduction'
    text TEXT NOT NULL DEFAULT '',
    event_id INTEGER REFERENCES event,
    by_card INTEGER NOT NULL DEFAULT 0,                     -- 1: a card proves the meeting
    at TEXT NOT NULL,
    did TEXT NOT NULL DEFAULT '{}'                          -- the follow-ups that it ended and made, for its undoing
);
CREATE INDEX log_of_contact ON log(contact_id, day);
CREATE INDEX log_by_day ON log(day, kind, by_card, contact_id);
CREATE INDEX log_spoken ON log(substr(day, 1, 7), contact_id)
    WHERE by_card = 0 AND kind IN ('met', 'called', 'wrote');
CREATE INDEX log_of_event ON log(event_id) WHERE event_id IS NOT NULL;
CREATE UNIQUE INDEX log_met_once ON log(contact_id, event_id) WHERE by_card = 1;

CREATE TABLE tally (                                        -- derived: how often what was done, without what cards prove
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (day, kind)
) WITHOUT ROWID;
CREATE TRIGGER log_counted AFTER INSERT ON log WHEN NEW.by_card = 0 BEGIN
    INSERT INTO tally (day, kind, number) VALUES (NEW.day, NEW.kind, 1)
        ON CONFLICT (day, kind) DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER log_uncounted AFTER DELETE ON log WHEN OLD.by_card = 0 BEGIN
    UPDATE tally SET number = number - 1 WHERE day = OLD.day AND kind = OLD.kind;
    DELETE FROM tally WHERE day = OLD.day AND kind = OLD.kind AND number = 0;
END;

CREATE TABLE standing (                                     -- derived: how things stand with a contact that is there
    contact_id INTEGER PRIMARY KEY REFERENCES contact ON DELETE CASCADE,
    met TEXT NOT NULL,                                      -- the day; '' for one that no card shows
    met_at INTEGER REFERENCES event,                        -- where, if at an event
    followed TEXT NOT NULL,                                 -- the first dealing after that, or ''
    days INTEGER,                                           -- so many days later
    touched TEXT NOT NULL,                                  -- the last dealing, or ''
    balance INTEGER NOT NULL,                               -- given and referred, less what was got
    got INTEGER NOT NULL
);
CREATE INDEX standing_met ON standing(met, days);
CREATE INDEX standing_met_at ON standing(met_at, days, got);
CREATE INDEX standing_touched ON standing(touched);

INSERT INTO log (contact_id, day, kind, event_id, by_card, at)
    SELECT contact_id, coalesce(CASE WHEN date(date) IS date THEN date END, substr(scanned, 1, 10)), 'met', event_id, 1, scanned
    FROM contact_event JOIN event ON event.id = event_id
    JOIN (SELECT contact_id AS holder, min(scanned) AS scanned FROM card GROUP BY contact_id)
        ON holder = contact_id;
INSERT INTO standing (contact_id, met, met_at, followed, days, touched, balance, got)
    SELECT id,
           CASE WHEN dated IS NULL OR (undated IS NOT NULL AND own <> '' AND own < substr(dated, 1, 10)) THEN own
                ELSE substr(dated, 1, 10) END,
           CASE WHEN dated IS NULL OR (undated IS NOT NULL AND own <> '' AND own < substr(dated, 1, 10)) THEN undated
                ELSE CAST(substr(dated, 12) AS INTEGER) END,
           '', NULL, coalesce((SELECT max(day) FROM log WHERE log.contact_id = holder.id), ''), 0, 0
    FROM (
        SELECT contact.id,
               coalesce((SELECT min(substr(scanned, 1, 10)) FROM card WHERE contact_id = contact.id), '') AS own,
               (SELECT min(event.date || ' ' || printf('%015d', event.id)) FROM contact_event
                JOIN event ON event.id = event_id
                WHERE contact_id = contact.id AND date(event.date) IS event.date) AS dated,
               (SELECT min(event.id) FROM contact_event JOIN event ON event.id = event_id
                WHERE contact_id = contact.id AND NOT date(event.date) IS event.date) AS undated
        FROM contact WHERE deleted = ''
    ) AS holder;
