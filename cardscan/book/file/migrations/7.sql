-- What task lists on servers hold of the book's follow-ups.

CREATE TABLE pushed_task (
    collection TEXT NOT NULL,                        -- the task list's address
    uid TEXT NOT NULL,                               -- the follow-up's, which may be gone since
    name TEXT NOT NULL,                              -- of the task within the collection
    etag TEXT NOT NULL DEFAULT '',                   -- the server's version of it; '' till its answer has come
    revision INTEGER NOT NULL DEFAULT -1,            -- the follow-up's, when both sides agreed
    agreed TEXT NOT NULL DEFAULT '',                 -- what the task said here and there then
    sent TEXT NOT NULL DEFAULT '',                   -- as that, of what was sent since; its answer may have been lost
    PRIMARY KEY (collection, uid)
) WITHOUT ROWID;
