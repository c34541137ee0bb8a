-- What address books on servers hold of the book's contacts.

CREATE TABLE pushed (
    collection TEXT NOT NULL,                        -- the address book's address
    contact_id INTEGER NOT NULL REFERENCES contact,
    name TEXT NOT NULL,                              -- of the card within the collection
    etag TEXT NOT NULL DEFAULT '',                   -- the server's version of it; '' till its answer has come
    revision INTEGER NOT NULL DEFAULT 0,             -- the contact's, when both sides agreed
    digest TEXT NOT NULL DEFAULT '',                 -- of what both sides agreed on
    sent TEXT NOT NULL DEFAULT '',                   -- of what was sent since; its answer may have been lost
    PRIMARY KEY (collection, contact_id)
) WITHOUT ROWID;
CREATE INDEX pushed_contact ON pushed(contact_id);
