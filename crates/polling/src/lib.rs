//! Voting day: the booth's session as a state machine without a screen.
