# All texts of the program `tally`. Keys and values are those of id.ftl; a test checks it.

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
no-randomness = the operating system gives no random numbers; keys cannot be made on this machine.

## Passphrases and secret files
passphrase-of = Passphrase of { $file }:
passphrase-new = New passphrase for { $name }:
passphrase-again = Passphrase again:
passphrase-differs = The two passphrases differ. Try again.
passphrase-longer = A passphrase needs at least { $needed } characters. Try again.
passphrase-too-short = the passphrase has only { $found } characters; in mode resmi at least { $needed }.
passphrase-too-short-advice = use four or more unrelated words.
passphrase-lines = the passphrase file has { $found } lines; needed: { $needed }.
passphrase-no-terminal = a passphrase must be typed, but there is no terminal.
passphrase-no-terminal-advice = run it at a terminal, or give --passphrase-file.
passphrase-unreadable = the passphrase cannot be read from the terminal.
wrong-passphrase = wrong passphrase, or this file is somebody else's.
wrong-passphrase-advice = check upper and lower case and the keyboard layout, then try again.
secret-too-much-work = opening this file would take an unreasonable amount of work.
secret-too-much-work-advice = this program did not make the file; do not use it.
not-a-secret-file = this is not a secret file locked by a passphrase.
not-a-secret-file-advice = give a file made by "tally key new" or "tally trustee together".
secret-damaged = this secret file is damaged.
secret-damaged-advice = take its backup copy.
secret-other-form = the content of this secret file does not have a form that this program knows.
secret-not-encrypted = the secret file cannot be locked.

## Keys
kind-authority = authority
kind-committee = committee member
kind-saksi = witness (saksi)
kind-trustee = trustee
kind-booth = booth
key-made = The new key is made and stored under its passphrase.
key-made-next = Copy the public key into the draft. Keep the secret file and its backup in separate places; without the passphrase nobody can open it.
key-kind = Kind       : { $kind }
key-name = Name       : { $name }
key-mode = Mode       : { $mode }
key-file = File       : { $file }
key-public = Public key : { $key }
key-of-trustee = a trustee's key is not made alone.
key-of-trustee-advice = trustees' keys come from the key ceremony: "tally trustee together".
bad-key-name = "{ $name }" cannot be the name of a key.
head-village = Village
head-trustee = Trustee number

## Definition
definition-unreadable = this file is not the definition of an election (election.json).
definition-invalid = this definition has { $count } mistakes.
definition-title = { $title }
definition-hours = { $date }, { $opens } to { $closes } { $zone }
definition-authority = Sealed by { $name }
definition-resmi = Mode: RESMI (votes count)
definition-simulasi = Mode: SIMULASI (rehearsal; votes never count)
definition-one-machine = Note: the key ceremony was held on one machine. Whoever controls that machine can read every vote of the village.
election-id = ELECTION ID
election-id-compare = Read this number aloud and compare every digit with the printed sealing minutes. A file with another number is another election.
candidates-of = Candidates of { $village }:
candidate-line = { "  " }{ $number }. { $name }
candidate-blank = { "  " }-  Blank vote
k-of-n = { $k } of { $n }
json-not-canonical = this file is not written in its one canonical form.
json-not-canonical-advice = it was changed after it was made; take the original file.
head-code = Code
head-district = District
head-tps = TPS
head-booths = Booths
head-voters = Voters
head-trustees = Trustees

## Help
help = From the draft of an election to its verified result.
help-arg-version = Show the version
help-everywhere-help = Show help
help-everywhere-lang = Language: id (default) or en; also by TALLY_LANG
help-everywhere-json = Output for programs: one JSON object
help-everywhere-quiet = Only results and errors
help-key = Keys of authority, committee, saksi and booths
help-key-new = Makes a key and stores it under a passphrase
help-key-new-arg-kind = Whose: authority, committee, saksi or booth
help-key-new-arg-name = Name of the key, for example ketua.sukamaju.example
help-key-new-arg-out = The secret file to make
help-key-new-arg-mode = resmi (counts; default) or simulasi (rehearsal)
help-key-new-arg-passphrase-file = Read the passphrase from this file, not from the terminal
help-key-show = Shows the public side of a secret file
help-key-show-arg-file = The secret file
help-key-show-arg-passphrase-file = Read the passphrase from this file, not from the terminal
help-definition = Definition of an election: draft, check, seal
help-definition-show = Shows summary and election id of a sealed definition
help-definition-show-arg-file = election.json
