CREATE TABLE header (id INTEGER PRIMARY KEY CHECK (id = 0), bytes BLOB NOT NULL) STRICT;
CREATE TABLE record (position INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
CREATE TRIGGER header_is_never_changed BEFORE UPDATE ON header BEGIN SELECT RAISE(ABORT, 'the header is never changed'); END;
CREATE TRIGGER header_is_never_deleted BEFORE DELETE ON header BEGIN SELECT RAISE(ABORT, 'the header is never deleted'); END;
CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'a record is never changed'); END;
CREATE TRIGGER record_is_never_deleted BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'a record is never deleted'); END;
CREATE TRIGGER record_comes_next BEFORE INSERT ON record WHEN NEW.position IS NOT (SELECT coalesce(max(position), -1) + 1 FROM record) BEGIN SELECT RAISE(ABORT, 'a record comes right after the last one'); END;
