-- Contacts' vCards as they came from other programs, and what both sides of a push agreed on.

CREATE TABLE kept (
    id INTEGER PRIMARY KEY REFERENCES contact ON DELETE CASCADE,
    vcard TEXT NOT NULL,                             -- whole, its lines unfolded
    known TEXT NOT NULL                              -- what the book said then: contact, tags, events, notes
);

-- pushed.agreed is the card that both sides agreed on, digests in the place of pictures; '' where an older
-- cardscan agreed on it, which remembered a digest only
ALTER TABLE pushed RENAME COLUMN digest TO agreed;
UPDATE pushed SET agreed = '';
