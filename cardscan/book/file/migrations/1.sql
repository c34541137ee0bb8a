-- Times are UTC, ISO 8601 with seconds and "Z"; lists, maps and contacts are JSON; "" is what is missing.

CREATE TABLE contact (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,                        -- that of the first card, or of the imported contact
    data TEXT NOT NULL,                              -- the contact, as export.jsonl writes it
    needs_review TEXT NOT NULL DEFAULT '[]',
    sort_key TEXT NOT NULL,
    created TEXT NOT NULL,
    changed TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1,             -- counts what an address book would see as a change
    deleted TEXT NOT NULL DEFAULT '',                -- when; merged contacts are deleted, too
    merged_into INTEGER REFERENCES contact
);
CREATE INDEX contact_sorted ON contact(sort_key, id) WHERE deleted = '';
CREATE INDEX contact_changed ON contact(changed) WHERE deleted = '';
CREATE INDEX contact_to_review ON contact(id) WHERE deleted = '' AND needs_review <> '[]';
CREATE INDEX contact_merged ON contact(merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE original (                              -- a file that was dropped: each digest once, ever
    sha256 TEXT PRIMARY KEY,
    path TEXT NOT NULL,                              -- the file system's bytes, which need not be UTF-8
    claim TEXT NOT NULL,
    received TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE card (                                  -- one card as it was read; never changed afterwards
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    contact_id INTEGER NOT NULL REFERENCES contact,
    contact_as_read TEXT NOT NULL,
    reading TEXT NOT NULL,                           -- reader, size, lines with quads and confidence
    confidence TEXT NOT NULL,
    evidence TEXT NOT NULL,                          -- which lines each field was read from; the others are unread
    needs_review TEXT NOT NULL,
    scanned TEXT NOT NULL
);
CREATE INDEX card_of_contact ON card(contact_id);

CREATE TABLE face (
    card_id INTEGER NOT NULL REFERENCES card ON DELETE CASCADE,
    side INTEGER NOT NULL,                           -- 0 the front, 1 the back
    original TEXT NOT NULL REFERENCES original,
    page INTEGER NOT NULL,
    number INTEGER NOT NULL,                         -- of the card within the page, from 1
    quad TEXT NOT NULL,                              -- in the original's pixels
    picture TEXT NOT NULL,                           -- SHA-256 of the flat JPEG in pictures/, or ''
    width REAL NOT NULL,
    height REAL NOT NULL,
    PRIMARY KEY (card_id, side)
) WITHOUT ROWID;
CREATE INDEX face_of_original ON face(original);
CREATE INDEX face_of_picture ON face(picture);

CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,            -- never used again, so that "since change 17" stays true
    contact_id INTEGER NOT NULL REFERENCES contact,
    card_id INTEGER REFERENCES card,                 -- the card that brought it about
    at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('scanned', 'seen again', 'renewed', 'corrected', 'merged', 'imported',
                                       'exported', 'deleted', 'restored')),
    before TEXT NOT NULL DEFAULT '',                 -- the contact that this change replaced, or ''
    remark TEXT NOT NULL DEFAULT ''
);
CREATE INDEX change_of_contact ON change(contact_id);
CREATE INDEX change_by_card ON change(card_id) WHERE card_id IS NOT NULL;

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    date TEXT NOT NULL,
    UNIQUE (name, date)
);
CREATE TABLE contact_event (
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    event_id INTEGER NOT NULL REFERENCES event,
    PRIMARY KEY (contact_id, event_id)
) WITHOUT ROWID;
CREATE INDEX contact_of_event ON contact_event(event_id);

CREATE TABLE tag (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE contact_tag (
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tag,
    PRIMARY KEY (contact_id, tag_id)
) WITHOUT ROWID;
CREATE INDEX contact_of_tag ON contact_tag(tag_id);

CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    at TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX note_of_contact ON note(contact_id);

CREATE TABLE follow_up (
    id INTEGER PRIMARY KEY,
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    due TEXT NOT NULL,
    text TEXT NOT NULL,
    done TEXT NOT NULL DEFAULT ''
);
CREATE INDEX follow_up_of_contact ON follow_up(contact_id);

CREATE TABLE match_key (                             -- contacts that share a key are compared
    key TEXT NOT NULL,
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    PRIMARY KEY (key, contact_id)
) WITHOUT ROWID;
CREATE INDEX match_key_of_contact ON match_key(contact_id);

CREATE TABLE suspicion (                             -- perhaps the same person; waits for a decision
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    likeness REAL NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (contact_id, other_id),
    CHECK (contact_id < other_id)
) WITHOUT ROWID;
CREATE INDEX suspicion_of_other ON suspicion(other_id);

CREATE TABLE decision (
    uid TEXT NOT NULL,
    other_uid TEXT NOT NULL,
    same INTEGER NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (uid, other_uid),
    CHECK (uid < other_uid)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE contact_text USING fts5(        -- rowid is the contact's id; the words are folded already
    name, organization, title, reach, address, note,
    tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3', detail = 'full'
);
