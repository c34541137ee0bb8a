-- What a person has looked at, and what it takes to undo a change.

ALTER TABLE contact ADD COLUMN reviewed TEXT NOT NULL DEFAULT '';
-- when a person last said that it is right; '' not yet; '-' nobody needs to: it came from an address book
UPDATE contact SET reviewed = '-' WHERE NOT EXISTS (SELECT 1 FROM card WHERE contact_id = contact.id);

DROP INDEX contact_to_review;
CREATE INDEX contact_to_review ON contact(id, created) WHERE deleted = '' AND needs_review <> '[]';
CREATE INDEX contact_unseen ON contact(id, created) WHERE deleted = '' AND needs_review = '[]' AND reviewed = '';
CREATE INDEX contact_reviewed ON contact(reviewed) WHERE deleted = '' AND reviewed > '0';

CREATE TABLE change_anew (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contact,
    card_id INTEGER REFERENCES card,
    at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('scanned', 'seen again', 'renewed', 'corrected', 'merged', 'imported',
                                       'exported', 'deleted', 'restored', 'reviewed', 'undone')),
    before TEXT NOT NULL DEFAULT '',                 -- the contact that this change replaced, or ''
    remark TEXT NOT NULL DEFAULT '',
    aside TEXT NOT NULL DEFAULT '{}',                -- what else it replaced or added, for its undoing
    undoes INTEGER REFERENCES change
);
INSERT INTO change_anew (id, contact_id, card_id, at, kind, before, remark)
    SELECT id, contact_id, card_id, at, kind, before, remark FROM change;
DROP TABLE change;
ALTER TABLE change_anew RENAME TO change;
CREATE INDEX change_of_contact ON change(contact_id);
CREATE INDEX change_by_card ON change(card_id) WHERE card_id IS NOT NULL;
CREATE INDEX change_undone ON change(undoes) WHERE undoes IS NOT NULL;
