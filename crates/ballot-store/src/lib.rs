//! The ballot log on disk: SQLite and a mirror on a second medium, recovery, export.
