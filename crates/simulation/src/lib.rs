//! Rehearsals: whole elections by seed through the real code.
