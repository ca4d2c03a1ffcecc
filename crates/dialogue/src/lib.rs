//! How the programs talk with people: texts in two languages, answers, problems, exit codes, help pages.
