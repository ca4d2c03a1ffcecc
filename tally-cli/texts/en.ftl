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

## Content of a log
inspect-booth = Log of village { $village }, TPS { $tps }, booth { $booth }
inspect-election = Election id: { $election }
inspect-total = Entries: { $count }
inspect-count = { "  " }{ $kind }: { $count }
inspect-damage = Damaged: { $detail }
inspect-without-definition = Without --definition signatures are not checked and codes of ballots cannot be shown.
inspect-not-a-log = this is not the log of a booth (.plkb or .plkm).
inspect-not-a-log-advice = give a file that was exported from a booth.
inspect-other-election = this log of booth { $booth } does not belong to the election of the given definition.
inspect-other-election-advice = compare the election ids of both: "tally definition show" and "tally inspect" without --definition.
entry-opened = opened
entry-cast = cast
entry-challenged = challenged
entry-cancelled = cancelled
entry-event = event
entry-closed = closed
signature-good = good
signature-bad = BAD
signature-unchecked = not checked
head-position = Position
head-kind = Kind
head-ballot-code = Ballot code
head-signature = Signature

## Draft and sealing
draft-made = The draft was written to { $file }.
draft-made-next = Fill it in with a text editor, then check it: tally definition check { $file }
draft-valid = The draft { $file } has no mistakes.
draft-size = Villages { $villages }, booths { $booths }, token lists { $lists }, registered voters { $voters }, tokens { $tokens }.
draft-valid-next = Next: enrol the booths, hold the key ceremony (tally trustee together), print tokens (tally tokens), then seal (tally definition seal).
draft-mistake = { $file }:{ $line }:{ $column }: { $text }
draft-has-mistakes = this draft has { $count } { $count ->
    [1] mistake
   *[other] mistakes
}.
draft-has-mistakes-advice = run "tally definition check" to see all of them, then correct them.
draft-invalid-next = Correct these lines, then check again.
seal-rehearsal = Checking the trustees' rehearsals
seal-mistake = { $text }
seal-refused = Not sealed: { $count } { $count ->
    [1] thing is
   *[other] things are
} not right yet.
seal-done = The definition is sealed: { $file } with its seal { $note }
seal-next = Now:
    1. Write this election id into the sealing minutes and read it aloud; two people compare every digit.
    2. Compare it on another machine too: tally definition show election.json
    3. Hand election.json and election.json.note to every trustee: tally trustee accept
    A file with another id is another election and must be refused.
seal-other-key = this key is not that of the authority { $name } named in the draft.
seal-other-key-advice = use the authority's secret file, or correct the authority's key in the draft.
seal-bad = the seal of this definition is not valid.
seal-bad-advice = do not use this definition; ask the authority for the original election.json and election.json.note.
key-of-simulasi = this key was made for a rehearsal and must not be used in an election that counts.
key-of-simulasi-advice = make a new key without --mode simulasi.
rehearsal-failed = the rehearsal of the trustees of village { $village } is wrong; with this key no result could be opened.
rehearsal-failed-advice = repeat the key ceremony of that village.
part-unreadable = this file is not a usable booth key or outcome of a key ceremony.
list-unreadable = this file is not a usable token list.

## Trustees
ceremony-running = Key ceremony
ceremony-done = The key ceremony of { $villages } { $villages ->
    [1] village
   *[other] villages
} is done. Its outcome is in { $folder }.
ceremony-next = Now:
    1. Every trustee copies the own secret file to an own medium, and a backup to another one.
    2. When all trustees hold their copies, delete all .key.age files from this machine.
    3. The folder trustees/ may be published and is needed for sealing.
ceremony-failed = the key ceremony of village { $village } failed.
ceremony-failed-advice = nothing was stored; repeat the ceremony from the start.
trustee-twice = the trustee "{ $name }" is named twice in village { $village }; one person must not hold two shares.
accept-about-to = You are about to accept the election { $election }
    First compare it with the id printed in the sealing minutes.
accept-done = { $name } accepts this definition for { $villages } { $villages ->
    [1] village
   *[other] villages
}.
accept-next = Hand the acceptance files to the authority. From now on this key serves only the election with this id.
accept-no-trustee = this is the key of: { $kind }, not of a trustee.
accept-foreign-share = the share for village { $village } is not the one recorded in this definition.
accept-foreign-share-advice = make sure that secret file and definition come from the same key ceremony.
accept-other = this key has already accepted another election ({ $old }), not { $new }.
accept-other-advice = if that old election has really been given up, run it again with --replace { $old }
accept-after-share = decryption shares were already made with this key for the election { $old }; the election { $new } cannot be accepted any more.
accept-after-share-advice = a new election needs a new key ceremony.
memory-damaged = the memory beside this secret file is damaged.
memory-damaged-advice = do not delete it; take a copy from the backup, because it keeps the key from being used twice.
memory-locked = another process uses this key.
memory-locked-advice = wait for it or end it, then try again.
memory-unkept = the memory beside the secret file cannot be kept; without it this key must not be used.
file-written = Written: { $file }

## Tokens
tokens-drawing = Drawing tokens
tokens-done = { $tokens } tokens in { $lists } { $lists ->
    [1] list
   *[other] lists
} were made in { $folder }.
tokens-wipe = WARNING: the slips hold token codes with which votes can be cast. Print them, then wipe the folder slips/ and the printer's queue; copy them nowhere.
tokens-next = The folder tokens/ holds the sealed lists without codes; it is needed for sealing and may be published.
no-such-booth = there is no booth "{ $booth }" in this draft.
no-such-booth-advice = write it as village-tps-booth, for example 1607062001-1-2.
slips-failed = token slips cannot be made.
slips-title = Voters' tokens { $list } - print, cut, then wipe this file
slip-heading = VOTER'S TOKEN
slip-simulasi = REHEARSAL (SIMULASI)
slip-place = TPS { $tps } - Booth { $booth }
key-of-booth-advice = for a booth: --kind booth --name VILLAGE-TPS-BOOTH --public FILE
key-of-booth-public = a booth's key needs --public, the file for sealing.
key-public-for-booths = --public is for keys of booths only.
no-booth-name = "{ $name }" is not the name of a booth.
head-trustee-name = Trustee
head-file = File
head-shares = Villages
head-list = List
head-tokens = Tokens
head-slips = Slips

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
help-inspect = Shows what stands in the log of a booth
help-inspect-arg-log = Log of a booth: .plkb or .plkm
help-inspect-arg-definition = election.json: checks signatures and shows codes of ballots
help-definition-new = Writes a commented draft to fill in
help-definition-new-arg-out = Write to this file, not to the screen
help-definition-check = Checks a draft: all mistakes at once
help-definition-check-arg-draft = Draft (TOML)
help-definition-seal = Seals a draft into election.json
help-definition-seal-arg-draft = Draft (TOML)
help-definition-seal-arg-booths = Folder of the booths' public keys (*.pub.json)
help-definition-seal-arg-trustees = Folder of the key ceremonies' outcomes (*.json)
help-definition-seal-arg-tokens = Folder of the token lists (*.list)
help-definition-seal-arg-authority-key = Secret file of the authority
help-definition-seal-arg-out = Folder for election.json and its seal
help-definition-seal-arg-passphrase-file = Read the passphrase from this file, not from the terminal
help-key-new-arg-public = Booths only: the public key file for sealing
help-trustee = Trustees: key ceremony and acceptance
help-trustee-together = Key ceremony of all villages at one machine
help-trustee-together-arg-draft = Draft (TOML)
help-trustee-together-arg-out = Folder to write to
help-trustee-together-arg-passphrase-file = Read passphrases from this file: one line for each trustee, in the order t01, t02, ...
help-trustee-accept = Accepts a sealed definition
help-trustee-accept-arg-definition = election.json, with election.json.note beside it
help-trustee-accept-arg-key = Secret file of the trustee
help-trustee-accept-arg-out = Folder for the acceptance files
help-trustee-accept-arg-replace = Id of the old election that was given up
help-trustee-accept-arg-passphrase-file = Read the passphrase from this file, not from the terminal
help-tokens = Draws tokens, seals their lists, makes slips
help-tokens-arg-draft = Draft (TOML)
help-tokens-arg-booths = Only these booths (village-tps-booth)
help-tokens-arg-out = Folder to write to
