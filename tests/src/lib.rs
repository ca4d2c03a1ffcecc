//! Whole elections, tampering, crashes and layering, through the public doors.
