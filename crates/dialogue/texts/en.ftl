# What the programs say alike. Keys and values are those of id.ftl; a test checks it.
# A program that says it in other words has the same key in its own file.

## Dates
date = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}, { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }

## Problems
problem = Failed: { $what }
problem-file = File   : { $file }
problem-line = Line   : { $line }
problem-place = Place  : line { $line }, column { $column }
problem-advice = Advice : { $advice }
problem-detail = Detail : { $detail }

## Command line
usage-heading = Usage
usage-commands = Commands
usage-command = COMMAND
usage-arguments = Arguments
usage-options = Options
usage-options-mark = [OPTIONS]
usage-everywhere = Options of every command
usage-advice = run it again with --help to see how it is used.
usage-no-value = { $argument } needs a value.
usage-value-of = "{ $value }" is not known for { $argument }. Allowed: { $allowed }.
usage-value = "{ $value }" cannot be used for { $argument }.
usage-unknown = the option { $argument } is not known.
usage-no-such-command = there is no command "{ $command }".
usage-missing = incomplete, still needed: { $argument }.
usage-which-command = say which command.
usage-conflict = { $argument } cannot be used together with { $other }.
usage-other = the command line cannot be understood ({ $problem }).

## Files
file-missing = this file or folder does not exist.
file-forbidden = this user may not read this file.
file-unreadable = this file cannot be read.
file-too-long = this file is too large; at most { $limit } bytes.
not-a-file = this is not a regular file.
not-utf8 = this file is not UTF-8 text.
file-unwritable = cannot write here.
file-unwritable-advice = check that the medium is plugged in, not full and not write-protected, then run the command again.
file-exists = this file exists, and is never overwritten.
file-exists-advice = choose another name, or move the old file away first.
output-unwritable = the output cannot be written.
answer-unreadable = the answer cannot be read from the terminal.
