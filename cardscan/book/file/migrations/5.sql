-- Contacts' vCards as they came from other programs, and what both sides of a push agreed on.

CREATE TABLE kept (
    id INTEGER PRIMARY KEY REFERENCES contact ON DELETE CASCADE,
    vcard TEXT NOT NULL,                             -- whole, its lines unfolded
    known TEXT NOT NULL                              -- what the book said then: contact, tags, events, notes
);

ALTER TABLE pushed ADD COLUMN agreed TEXT NOT NULL DEFAULT '';
-- the card that both sides agreed on, digests in the place of pictures; '' where an older cardscan sent it
