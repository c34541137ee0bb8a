CREATE TABLE export (                                -- a file or folder that was completely written
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,                              -- the format: 'google-csv', 'vcf 3.0'
    target TEXT NOT NULL,                            -- where to
    at TEXT NOT NULL,
    contacts INTEGER NOT NULL
);

CREATE TABLE exported (                              -- what the newest export of a kind said of a contact
    kind TEXT NOT NULL,
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    PRIMARY KEY (kind, contact_id)
) WITHOUT ROWID;
CREATE INDEX exported_contact ON exported(contact_id);
