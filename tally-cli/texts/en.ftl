# Texts of the program `tally`; those that all programs share are in crates/dialogue/texts. Keys and values are those of id.ftl; a test checks it.

## Files
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
key-verifier = For other tools: { $key }
key-of-trustee = a trustee's key is not made alone.
key-of-trustee-advice = trustees' keys come from the key ceremony: "tally trustee together".
bad-key-name = "{ $name }" cannot be the name of a key.
long-authority-name = the authority's name "{ $name }" is too long; at most { $limit } bytes.
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
note-without-definition = Without --definition signatures are not checked and decisions are not explained.
note-checkpoint = Checkpoint over { $size } leaves
note-origin = { "  " }Of  : { $origin }
note-root = { "  " }Root: { $root }
note-enrolment = Enrolment of booth { $booth }
note-short-key = Code of key  : { $key }
note-text = What is signed:
note-line = { "  " }{ $line }
head-signed-by = Signed by
inspect-not-a-log = this is not the log of a booth (.plkb, .plkm or its database).
inspect-not-a-log-advice = give a file that was exported from a booth, or the log of a broken booth.
inspect-no-header = the beginning of this log is damaged: it does not say whose it is.
inspect-no-header-advice = give it to "tally merge" all the same: it finds by the signatures which booth it is.
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
head-details = Details
details-opened = opened { $at }
details-closed = closed { $at }
details-event = { $event }: { $detail }
details-exchange-read = { event-exchange }: old slip { $old }, new slip { $new }; the other booth's second medium was read, the old slip was not spent
details-exchange-unreadable = { event-exchange }: old slip { $old }, new slip { $new }; the other booth's second medium was NOT READABLE, two officers vouched: { $detail }
event-restart = started again
event-pause = paused
event-resume = resumed
event-print-failure = print failure
event-reprint = reprint
event-clock-jump = clock jumped
event-medium-lost = medium lost
event-medium-back = medium back
event-rolled-forward = media made equal
event-mirror-rebuilt = mirror rebuilt
event-log-rebuilt = log rebuilt
event-officer = act of an officer
event-exchange = slip of another booth exchanged
details-cancelled-voter = the voter said TIDAK
details-cancelled-restart = a slip came out before the booth stopped; not recorded
details-cancelled-printer = the slip did not print
details-challenged-good = opened choice: { $choice }; reproduced, not counted
details-challenged-bad = opened choice: { $choice }; DOES NOT MATCH its encryption
details-challenged-unchecked = opened choice: { $choice }; not checked
head-signature = Signature

## Draft and sealing
draft-made = The draft was written to { $file }.
draft-made-next = Fill it in with a text editor, then check it: tally definition check { $file }
draft-valid = The draft { $file } has no mistakes.
draft-size = Villages { $villages }, booths { $booths }, token lists { $lists }, registered voters { $voters }, tokens { $tokens }.
draft-media = Photos of candidates { $photos }, recordings of names { $clips }.
draft-valid-next = Next: enrol the booths (tally booth enrol), hold the key ceremony (apart: tally trustee start; on one laptop: tally trustee together), print tokens (tally tokens), then seal (tally definition seal).
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
seal-media = Photos of candidates { $photos } and recordings of names { $clips } copied to { $folder }.
medium-changed = what is in this file is not what was sealed.
medium-changed-advice = do not use it. Copy the original media folder, from where it was sealed, beside election.json again.
medium-changed-now-advice = this file changed while sealing. Look at the photo, then seal again.
seal-next = Now:
    1. Write this election id into the sealing minutes and read it aloud; two people compare every digit.
    2. Compare it on another machine too: tally definition show election.json
    3. Hand election.json and election.json.note to every trustee: tally trustee accept
    4. When the trustees have accepted, make the pack of every booth: tally booth pack
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

## Key ceremony apart
ceremony-no-such-trustee = this draft names no trustee "{ $name }".
ceremony-no-such-trustee-advice = write the name exactly as in the draft; "tally definition check" checks that draft.
ceremony-several-groups = "{ $name }" is a trustee in several groups; each group holds a ceremony of its own.
ceremony-several-groups-advice = say which group by one of its villages, --village CODE: { $villages }
ceremony-started = { $trustee }: ceremony keys made for { $villages } { $villages ->
    [1] village
   *[other] villages
}.
ceremony-own-fingerprint = Your fingerprint: { $code }
ceremony-start-next = Now:
    1. Bring { $file } to all other trustees, and gather their files in { $files }.
    2. Read your fingerprint aloud to all trustees, face to face or by telephone. Write theirs down.
    3. When the files of all trustees are there:
    { "    " }tally trustee round1 --state { $state } --files { $files }
    The file { $state } is secret: do not copy it to a shared medium, do not delete it before the ceremony is over.
ceremony-compare = Compare each fingerprint with the one that the trustee has READ ALOUD:
ceremony-fingerprint-line = { "  " }{ $code }  { $trustee }
ceremony-compare-question = Type "yes" if all are the same:
ceremony-fingerprint-count = this file has { $found } fingerprints; it should have { $needed }, a line for each trustee in the order t01, t02, ...
ceremony-fingerprint-differs = the fingerprint of { $trustee } is { $code }, not the expected one.
ceremony-fingerprint-differs-advice = ask that trustee to read the fingerprint once more. If it still differs, somebody has replaced the file on its way: get a new copy directly from the trustee.
ceremony-declined = not agreed; nothing was written.
ceremony-declined-advice = find out who sees something else, then run it again. Do not go on before all is the same.
ceremony-round1-done = Round 1 is done for { $villages } { $villages ->
    [1] village
   *[other] villages
}.
ceremony-round1-next = Now:
    1. Bring { $file } to all other trustees, and gather their files of round 1 in { $files }.
    2. When the files of all trustees are there:
    { "    " }tally trustee round2 --state { $state } --files { $files }
ceremony-compare-code = Read this code aloud and compare it with ALL other trustees. After this, secret shares are sent.
ceremony-code-line = { "  " }Ceremony code: { $code }
ceremony-compare-code-question = Type "yes" if all trustees see the same code:
ceremony-code-differs = the ceremony code here is { $code }, not the expected one.
ceremony-code-differs-advice = some trustee has received other files. Compare the files of rounds 0 and 1 one by one; do not go on before the codes are the same.
ceremony-round2-done = Round 2 is done for { $villages } { $villages ->
    [1] village
   *[other] villages
}. Each share can be opened by its receiver alone.
ceremony-round2-next = Now:
    1. Bring { $file } to all other trustees, and gather their files of round 2 in { $files }.
    2. When the files of all trustees are there:
    { "    " }tally trustee finish --state { $state } --files { $files } --out FILE.key.age
ceremony-finished = The ceremony is over for { $villages } { $villages ->
    [1] village
   *[other] villages
}. All trustees have seen the same.
ceremony-finish-next = Now:
    1. Copy { $key } to a medium of your own, and a backup to another one that is kept elsewhere.
    2. Hand all ceremony files (.note, rounds 0 to 3) in { $files } to the authority, with { $file } among them.
    3. When the definition is sealed and your backup has been shown to open, delete { $state }.
    4. When the definition is sealed: tally trustee accept
ceremony-missing = not there yet: { $files }
ceremony-missing-seal-advice = ask the trustees for these files and copy them into the folder --trustees, then run the same command. A trustee who has lost the file writes it once more on the own computer, with the command of that round.
ceremony-missing-advice = copy these files into the folder, then run the same command. A trustee who has lost the file runs the command of that round again: it writes the same file once more.
ceremony-too-early = you have not done the round before.
ceremony-too-early-advice = run this first: { $command }
ceremony-state-other = this secret state belongs to another ceremony: its draft, villages, names or threshold differ.
ceremony-state-other-advice = for a new ceremony use a new --state and new --files; do not delete the old state while its ceremony is valid.
ceremony-state-other-form = the content of this file is not the state of a key ceremony that this program knows.
ceremony-unwritable = the ceremony file cannot be made.
ceremony-unreadable = this ceremony file is damaged or incomplete.
ceremony-unreadable-advice = delete this file and get it again from the trustee who made it; the command of that round writes the same file once more, your own too.
ceremony-state-old = you have made this file yourself, but this state (--state) does not know it: it is an old copy.
ceremony-state-old-advice = use the newest state. If it is lost, all trustees must start again with a new folder and a new state.
ceremony-own-replaced = your own file in this folder is not the one that you made.
ceremony-own-replaced-advice = move that file away as evidence, run it again, and tell all trustees: somebody replaces files.
ceremony-two-files = there are two different files of { $trustee } for round { $round }; the other one: { $other }
ceremony-two-files-advice = keep both as evidence outside the folder. Ask that trustee which one is right; if both bear its signature, it cheats: repeat the ceremony without it.
ceremony-foreign = this file is of another ceremony: another draft, mode or trustee.
ceremony-foreign-advice = take that file out of the folder, or use the same draft for all trustees.
ceremony-changed = this file of { $trustee } is not the one that you have answered.
ceremony-changed-advice = bring the earlier file back. If that trustee has started again, all trustees must start again with a new folder and a new state.
ceremony-same-keys = { $trustee } uses a key that another trustee uses already.
ceremony-other-setting = { $trustee } has started a ceremony for other villages, names or another threshold.
ceremony-other-round0 = { $trustee } answers other files of round 0 than those that are here.
ceremony-other-villages = the file of { $trustee } names other villages.
ceremony-other-key = { $trustee } has found another key for village { $village }.
ceremony-bad-signature = this file is not signed by { $trustee }.
ceremony-share-unreadable = the share of { $trustee } for you cannot be opened.
ceremony-fault = { $trustee }, village { $village }: { $fault }.
ceremony-refused-advice = do not go on. Get the original file directly from the trustee that is named; if it is still wrong, tell all trustees and repeat the ceremony with a new folder and a new state.
fault-count = the file is not there, or the trustee is none of this group
fault-unreadable = a part of its file cannot be read
fault-coefficients = its part was made for another threshold
fault-no-possession = the proof of possession in round 1 is wrong
fault-replaced = this file of round 1 is not the one that was made with its secret
fault-other-transcript = the trustee has seen other files of round 1
fault-wrong-share = the share of round 2 contradicts round 1
ceremony-status-none = There are no ceremony files in { $folder }.
ceremony-status-no-round0 = Village { $village }: no file of round 0 yet.
ceremony-status-title = Ceremony { $village } ({ $villages } { $villages ->
    [1] village
   *[other] villages
})
ceremony-there = there
ceremony-absent = -
ceremony-status-next0 = Not there yet: { $files }. Every trustee runs tally trustee start and brings the file.
ceremony-status-next1 = Not there yet: { $files }. Every trustee runs tally trustee round1 and brings the file.
ceremony-status-next2 = Not there yet: { $files }. Every trustee runs tally trustee round2 and brings the file.
ceremony-status-next3 = Not there yet: { $files }. Every trustee runs tally trustee finish and brings the file.
ceremony-status-whole = All files are there. The authority seals with this folder: tally definition seal --trustees DIR
ceremony-apart-unproved = this file claims a ceremony apart for village { $village }, but does not prove it.
ceremony-apart-unproved-advice = remove this file and put the ceremony files of all trustees (rounds 0 to 3, .note) into that folder.
head-fingerprint = Fingerprint
head-round = Round { $round }

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
key-of-booth-advice = a booth makes its own key; enrol it with: tally booth enrol. Only for tests without a booth: --kind booth --name VILLAGE-TPS-BOOTH --public FILE
key-of-booth-public = a booth's key needs --public, the file for sealing.
key-public-for-booths = --public is for keys of booths only.
no-booth-name = "{ $name }" is not the name of a booth.
head-trustee-name = Trustee
head-file = File
head-shares = Villages
head-list = List
head-tokens = Tokens
head-slips = Slips

## Booths before polling day
enrol-nothing = there is no enrolment of a booth here (*.enrol.note).
enrol-nothing-advice = plug in the stick of that booth, or export its enrolment from the booth again.
enrol-unreadable = this file is not a usable enrolment of a booth.
enrol-unreadable-advice = export the enrolment from that booth again.
enrol-not-own-key = this enrolment is not signed by the key in it; anybody could have written it.
enrol-not-own-key-advice = do not use it; take the enrolment from the booth itself, and find out where this file came from.
enrol-two-modes = enrolments for a rehearsal and for an election that counts are mixed.
enrol-two-modes-advice = enrol the booths of one mode only; set the others up anew at the booth.
enrol-two-keys = there are two keys for booth { $booth }: { $first } and { $second }.
enrol-two-keys-advice = compare with that booth's print, then give only the right enrolment.
enrol-other-key = booth { $booth } is enrolled already with the key { $old }; this one is { $new }.
enrol-other-key-advice = compare with the booth's print. If the booth was really set up anew, run it again with --replace.
enrol-key-twice = one key serves two booths: { $booth } and { $other }.
enrol-key-twice-advice = one of the two booths is a copy of the other; set it up anew at the booth, so that it makes its own key.
enrol-about-to = These booths are about to be enrolled. Compare every key with the print of that booth:
enrol-line = { "  " }{ $booth }   { $key }   { $outcome }
enrol-question = Are all equal? Type "yes" to enrol them:
enrol-declined = nothing was enrolled.
enrol-new = new
enrol-same = enrolled already
enrol-replaced = replaces the old key
enrol-done = { $count } { $count ->
    [1] booth is
   *[other] booths are
} enrolled in { $folder }.
enrol-next = Keep the compared prints of the booths with the minutes. When all booths are enrolled, seal the definition: tally definition seal
head-booth = Booth
head-short-key = Key
head-outcome = Remark
pack-making = Making booth packs
pack-no-such-booth = there is no booth "{ $booth }" in this definition.
pack-other-key = this key is not that of the authority { $name } that sealed this definition.
pack-other-key-advice = use the secret file of the authority that sealed the definition.
pack-failed = the pack of booth { $booth } cannot be made.
pack-failed-advice = use the token lists, acceptances, photos and clips that were made for this definition.
pack-done = { $count } booth { $count ->
    [1] pack is
   *[other] packs are
} in { $folder }.
pack-incomplete = { $count } { $count ->
    [1] pack
   *[other] packs
} could NOT be made yet, because files are missing. Bring them and run this command again; packs that are there stay as they are.
pack-next = Copy every pack to the stick of its booth. The booth shows the election id above when it loads the pack; compare every digit with the sealing minutes.
pack-written = written
pack-same = there already
pack-missing = missing: { $path }
pack-media-missing = Photos or clips of candidates are missing: copy the media folder from where it was sealed beside election.json, or name its folder with --media.
head-bytes = Bytes
acceptance-unreadable = this file is not a usable acceptance of a trustee.
acceptance-bad = this acceptance does not come from a trustee of the definition.
acceptance-bad-advice = ask that trustee for the original acceptance: tally trustee accept

## Records
simulasi-mark = *** SIMULATION - votes of this rehearsal never count ***
election-root = ELECTION ROOT
set-hash = COUNT SET NUMBER OF { $village }
reading-files = Reading files
counting-villages = Counting villages
counting-villages-at = Counting villages ({ $ballots } ballots, { $rate } a second)
no-record = there is no record here.
no-record-advice = give the record's folder that "tally merge" has made.
record-refused = this record contains something that no record contains.
record-locked = another process works on this record.
record-of-other-election = the record that is here already is of another election.
record-of-other-election-advice = choose another folder for the record, or give the right definition.
record-written = Record: { $record }. Report on inputs: { $report }
no-such-village = this definition has no village { $village }.
no-such-village-advice = write the village's code of ten digits as in "tally definition show".
list-missing = the token list { $list } is not among the inputs.
list-missing-advice = give the folder tokens as well; without the list nobody can tell a ballot from a stuffed one.

## Merging
head-entries = Entries
head-root = Root
head-signed-before = Signed before
witness-no-saksi = { $name } is no candidate's witness (saksi) in this election.
witness-no-saksi-advice = use the secret file of a saksi whose key is in the definition.
witness-first = signed for the first time
witness-again = signed, the same as before
witness-grown = signed, continues what you signed before
witness-shorter = NOT SIGNED: entries are gone
witness-rewritten = NOT SIGNED: entries were changed
witness-fork = NOT SIGNED: the booth tells two stories
witness-log-needed = not signed: bring the log as well
witness-no-checkpoint = not signed: the booth has signed nothing of it
witness-nothing = nothing among the inputs
witness-foreign = not your village, skipped
witness-refused-shorter = ATTENTION, booth { $booth }: you have signed { $before } entries, now there are only { $size }. The log was cut off or put back, or this is an old copy.
    Your earlier signature stands for root { $root }
witness-refused-rewritten = ATTENTION, booth { $booth }: the first { $before } entries are not those that you have signed. Entries were changed.
    Signed before: root { $root }
    Now:           root { $found }
witness-refused-fork = ATTENTION, booth { $booth }: about { $size } entries the booth has signed two different things. That never happens on an honest machine.
witness-refused-log-needed = Booth { $booth }: you have signed { $before } entries before. Only the log shows whether the new checkpoint continues them: give this command the log of the booth (.plkb, .plkm or its database) as well.
witness-remark = Booth { $booth }: { $detail }
witness-objection = What to do now:
    1. Keep both files: these inputs and your earlier signed note. Copy them to a stick of your own, delete nothing.
    2. Ask for the newest copy of the log and run this command with it.
    3. If it says the same again, object in writing to the committee before the count set is signed, with both files and both roots.
witness-next = Your signatures are in { $folder }. Give them to the committee for "tally merge", and keep a copy: they prove later how far each log had come.
merge-title = Merging: { $title }
merge-read = Inputs: { $files } files, { $entries } validly signed log entries, { $ballots } ballots.
village-remembered = Village { $village }: { $ballots } ballots counted and remembered in { $cache }. "tally merge" with this memory does not count it again.
merge-next-missing = Next: bring what is missing and run this command again with the new inputs. What is in the record stays there.
merge-next-sign = Next, the committee signs the count set:
    { "    " }tally sign --record { $record } --key COMMITTEE-FILE
merge-next-decrypt = Next, the trustees open the result:
    { "    " }tally decrypt --record { $record } --key TRUSTEE-FILE --out FOLDER
    { "    " }tally result --record { $record } FOLDER
merge-next-verify = Next, anybody can verify this record:
    { "    " }tally verify { $record }
signatures-so-far = Committee signatures of { $village } so far: { $given } of { $needed }
acceptances-missing = Acceptances of trustees are missing: { $files }. Without them the record fails its verification; give the folder acceptances.
inputs-not-taken = Inputs not taken, or not wholly: { $count }
inputs-advice = { "  " }{ $advice }:
input-line = { "    " }{ $file }: { $cause } ({ $detail })
input-at = { "    " }{ $file }, entry { $position }: { $cause } ({ $detail })
input-more = { "      " }and { $count } more in this file
and-more = { "  " }... and { $count } more
advice-fetch-log = Fetch this log from the booth again, or from its second medium (.plkm), and merge again; if the booth is counted all the same, no ballot is lost. A log of another election or of a rehearsal: take it out of the inputs
advice-copy-again = Look at the file's permissions, or copy the stick again, and merge again
advice-give-the-file = Copy the file that the link points to into the inputs, or delete the link
advice-give-less = Give the folder that holds the logs alone, without other folders in it
advice-take-out = Too large for one log or paper: take it out of the inputs. If it is a copy of a whole medium, take the log's file from it
advice-ask-authority = Ask the regency's committee for the sealed file of this election again; one of another election: take it out of the inputs
advice-accept-again = Let the trustee accept this definition: tally trustee accept
advice-sign-again = Let the committee sign this count set again: tally sign
advice-state-again = Let those who made this statement sign it again: tally berita-acara
advice-decide-again = Let the committee make and sign this decision again: tally decide
advice-answer-again = Let the trustee make the shares again: tally decrypt
advice-keep = Keep the original and show it to a technician; this file changes nothing in the count
advice-remove = Take it out of the inputs; if it should be a log, fetch it from the booth again
cause-unreadable = cannot be read
cause-link = a symbolic link, not followed
cause-special = not a regular file
cause-too-large = too large
cause-too-many = too many
cause-unknown = no part of an election
cause-invalid = invalid
head-ballots = Ballots
head-aside = Set aside
head-set = Count set
head-standing = Standing
standing-incomplete = INCOMPLETE
standing-refused = count set in dispute
standing-counted = awaits signatures
standing-signed = awaits trustees
standing-next = successor awaits signatures
standing-complete = complete
missing-of = { $village } is incomplete:
missing-booth = { "  " }TPS { $tps } booth { $booth }: { $why }
    { "  " }{ "  " }What to do: { $advice }
detail-line = { "  " }{ "  " }Detail: { $check } ({ $detail })
detail-at = { "  " }{ "  " }Detail: entry { $position }, { $check } ({ $detail })
refused-set = { "  " }Count set: { $check } ({ $detail })
booth-missing = its log is not here yet
booth-missing-advice = bring this booth's stick or second medium and merge again. If the log will never be there (also of a spare that was not opened): tally decide booth-missing
booth-fork = its log is forked: two different entries for one position
booth-fork-advice = secure both media of this booth and call the technician; its ballots do not count before there is a decision: tally decide choose-fork
booth-broken = its log is not whole
booth-quarantined = its log is held back, because there is evidence that does not fit it
booth-broken-advice = read this booth's second medium and merge; if that does not help, call the technician.
booth-unclosed = its log is not closed
booth-unclosed-advice = close the polls on this booth, export again, then merge. If it cannot be closed any more: tally decide count-unclosed
booth-counted = counted
remarks-of = To be looked at in { $village }:
remark-aside = { "  " }TPS { $tps } booth { $booth }, entry { $position }: ballot { $code } is not counted, { $reason }
remark-entry = { "  " }TPS { $tps } booth { $booth }, entry { $position }: { $remark }
remark-log = { "  " }TPS { $tps } booth { $booth }: { $check } ({ $detail })
remark-late = { "  " }TPS { $tps } booth { $booth }: its log came after the count set was signed and does not count yet
    { "  " }{ "  " }What to do: { $advice }
remark-grown = { "  " }TPS { $tps } booth { $booth }: behind the end that the committee decided, more of its log came; its ballots are never added, but are in doubt ({ $count } in all)
late-undecided = the committee decides whether the log is added: tally decide late-log
late-decided = this is decided; the committee signs the successor: tally sign
remark-next = { "  " }Successor number { $number } awaits the committee's signatures
remark-share = { "  " }A trustee's share was refused: { $detail }
aside-not-in-list = its token is in no list
aside-token-used = its token was used before
aside-token-exchanged = its slip was exchanged, and the other slip's ballot counts
aside-invalid-proof = its proof does not hold
remark-challenge-differs = the tested ballot does not come out the same: this booth is broken or cheats
remark-challenge-token = the token of a tested ballot is in no list or was used before
remark-exchange-invalid = an exchange of slips breaks the rules and changes nothing
remark-repeated-r = random numbers were used twice: the secrecy of this ballot is in danger
remark-accounting = the officers' figures differ from the log, with a written reason

## Committee signatures
sign-about-to = You are about to sign this count set. Read its number aloud, compare it with another computer, and write it on paper.
sign-statement = Village { $village } ({ $code }): { $ballots } ballots counted from { $booths } booths, { $aside } set aside.
sign-hash = { "  " }{ $hash }
sign-question = Type "yes" to sign:
sign-declined = not signed.
sign-failed = the count set cannot be signed.
sign-no-member = { $name } is no member of the committee of that village, and not the authority.
sign-no-member-advice = use the secret file of a committee member whose key is in the definition.
sign-done = Signed by { $name }
sign-enough = Enough signatures ({ $given }). This count set is now part of the record and never changes.
sign-lacking = Signatures: { $given } of { $needed }; { $lacking } still needed.
sign-refused = { $village } is not signed, because it is incomplete.
sign-next = The signature is kept in { $folder } until there are enough. Next, another member signs with the same command.
sign-successor = { "  " }This is a SUCCESSOR, set number { $number }: it goes on from the signed set and adds:
sign-adds = { "  " }{ "  " }TPS { $tps } booth { $booth }, { $cast } ballots in its log
sign-root-about-to = You are about to sign the election root as the authority. Compare it with another computer:
    { "  " }{ $root }
sign-root-unfinished = the election root is not final: { $count } villages are not wholly signed by their committees ({ $villages }).
sign-root-unfinished-advice = wait until all count sets are signed; every other root that was once signed will be named by each verification.
root-signed = The authority has signed this root.
root-unsigned = The authority has not signed this root.
root-not-fixed = The election root is not fixed yet, because { $count } villages are not fully signed by their committees: do not copy it to paper.
root-others = ATTENTION: the authority has also signed { $count } other roots. The evidence has grown since, or somebody shows different records: compare.

## Decisions of committees
decide-about-to = You are about to sign this decision for the committee. Read it aloud.
decision-head = Decision number { $number } of the committee of { $village } ({ $code }):
decision-what = { "  " }{ $what }
decision-branch = { "  " }The log: { $branch }
decision-end = { "  " }Up to entry number { $size }, hash { $head }
decision-attendance = { "  " }{ "  " }Dusun { $dusun } { $name }: present men { $male }, women { $female }; of these added on the day men { $dptb-male }, women { $dptb-female }
decision-means = { "  " }It means: { $means }
decision-reason = { "  " }Reason: { $reason }
decision-hash = { "  " }Hash of the decision: { $hash }
decided-booth-missing = TPS { $tps } booth { $booth } is left out; at most { $at-most } ballots are in doubt
decided-count-unclosed = TPS { $tps } booth { $booth } counts although it was not closed, up to entry number { $size }
decided-choose-fork = TPS { $tps } booth { $booth }: of the forked log, the branch of { $size } entries counts
decided-late-log = TPS { $tps } booth { $booth }: the late log ({ $size } entries) is added
decided-attendance = TPS { $tps } booth { $booth }: attendance by dusun as the committee states it
decided-tie = the tie is decided for candidate { $number }, { $name } ({ $article })
means-booth-missing = the village is counted without this booth. Ballots that may be there do not count; if the margin is not larger, the result is not final. If its log comes whole after all, another decision can add it.
means-count-unclosed = this log that was never closed counts like a whole one, up to this very entry. Ballots after it, if there are any, will never count.
means-choose-fork = the ballots of this branch count; ballots that only another branch has are set aside and named one by one.
means-late-log = the signed count set does not change; next the committee signs a successor that adds this booth.
means-attendance = these figures stand for those that the officers wrote at closing; the ballots do not change.
means-tie = the rules of the definition do not decide this tie; by that article this candidate is the one who leads.
branch = { $size } entries, { $cast } ballots, { $closed }, last entry { $head }
branch-closed = closed
branch-unclosed = not closed
head-closing = Closing
head-last = Last entry
decisions-of = Decisions of the committee of { $village }:
decision-line = { "  " }Number { $number }: { $what } - { $standing }
decision-waiting = { "  " }Number { $number }: { $what } - WAITS: signed by { $given } of { $needed } committee members; give the others' files too, or sign with "tally decide sign"
decision-followed = holds
decision-continued = held for count set number { $set }, which has been succeeded
decision-replaced = replaced by a later decision
decision-conflicting = CONFLICTS with another decision of the same number; neither holds until there is one with a higher number
decision-without-effect = WITHOUT EFFECT: it does not fit the logs or the result, or is not needed
decide-enough = Enough signatures ({ $given }). The decision holds once it is merged into the record.
decide-next-sign = Next, another member reads and signs it:
    { "    " }tally decide sign { $files } --record { $record } --key COMMITTEE-FILE
decide-next-merge = Next, merge it into the record:
    { "    " }tally merge --definition { $record }/election.json --record { $record } { $files }
decide-failed = this decision cannot be signed.
decide-not-allowed = the decision cannot be made like this.
decide-number-taken = number { $number } cannot be used; the last decision about this has number { $last }.
decide-no-booth = there is no TPS { $tps } booth { $booth } in that village.
decide-no-candidate = there is no candidate number { $number } in that village.
decide-no-tie = { $village } has no tie in which this candidate leads, or its result is not open yet.
decide-tie-by-rule = in { $village } a rule of the definition decides the tie ({ $article }): candidate { $number } leads.
decide-log-counts = the log of TPS { $tps } booth { $booth } is whole and always counts; no decision can hide it.
decide-more-known = TPS { $tps } booth { $booth }: { $known } ballots of this booth are known; --at-most must not be less.
decide-not-unclosed = the log of TPS { $tps } booth { $booth } is not one that was not closed: { $why }.
decide-nothing-signed = no count set is signed yet, so the log of TPS { $tps } booth { $booth } is not late: just merge it.
decide-not-late = the log of TPS { $tps } booth { $booth } is counted in the signed set.
decide-late-first = the log of TPS { $tps } booth { $booth } cannot be added yet: { $why }. If it is not closed or forked, decide that first and merge the decision.
decide-no-fork = the log of TPS { $tps } booth { $booth } is not forked: { $why }.
decide-too-many-branches = the log of TPS { $tps } booth { $booth } has too many branches; no decision can count it. Count the slips.
decide-fork-belied = the log of TPS { $tps } booth { $booth }: a receipt or checkpoint fits none of its branches. No decision can count it; count the slips.
decide-branches = The log of TPS { $tps } booth { $booth } is forked:
decide-which-branch = Choose one and repeat with --head LAST-ENTRY (its first 8 digits are enough). The booth's two media and the audit box can show which branch is right.
decide-no-branch = not exactly one branch ends with { $head }.
decide-no-branch-advice = run it without --head to see all branches, and give at least 8 digits.
decide-other-end = by this record the log of TPS { $tps } booth { $booth } ends elsewhere than the decision says.
decide-other-end-advice = merge all logs into this record first. If it still differs, do not sign.
decide-conflict = another decision about the same thing has number { $number } already.
decide-conflict-advice = agree on one decision; two different ones of one number leave the village incomplete.
decide-not-a-decision = this file is no decision of a committee of this election, or no member has signed it.
decide-checkpoint-alone = this checkpoint does not go with a decision that was given.
decide-checkpoint-alone-advice = give its .decision.note too.
decide-dptb = dusun { $dusun }: no more voters can be added on the day than were present.
decide-file = this attendance file cannot be read.
decide-file-advice = write for every dusun: [[lists]], dusun = 1, present = {"{"} male = 60, female = 62 {"}"}, dptb = {"{"} male = 0, female = 1 {"}"}
state-about-to = You are about to sign this statement. Read it aloud.
state-not-allowed = this statement cannot be made like this.
state-not-a-statement = this file is no statement of this election, or nobody who may has signed it.
state-minutes = Minutes, number { $number }, village { $village } ({ $code })
state-objection = Objection number { $number }, village { $village } ({ $code })
state-answer = Answer to an objection, number { $number }, village { $village } ({ $code })
state-recount = Recount of slips, number { $number }, village { $village } ({ $code })
state-audit = Audit by drawn slips, number { $number }, village { $village } ({ $code })
state-answers = To the objection { $hash }
state-text = { "  " }{ $text }
state-at-tps = The polls at TPS { $tps }
state-at-count = The village's count
state-at-booth = TPS { $tps } booth { $booth }
state-when = { $place }, { $date }, { $begins } to { $ends }
state-disabled = Voters with disabilities: { $male } men, { $female } women
state-chair = Chair: { $name }
state-secretary = Secretary: { $name }
state-member = Member: { $name }
state-witness = Saksi of { $number } { $candidate }: { $name }, signs
state-witness-unsigned = Saksi of { $number } { $candidate }: { $name }, does not sign
state-seal = Seal: { $seal }
state-incident = Event: { $text }
state-by = By { $name }, saksi of { $number } { $candidate }
state-slips = { $number } { $name }: { $slips } slips
state-slips-blank = Blank: { $slips } slips
state-slips-invalid = No readable choice: { $slips } slips
state-explanation = Difference of { $option } (0: all): { $text }
state-seed = Dice: { $seed }
state-box = Audit box of TPS { $tps } booth { $booth }: { $slips } slips
state-drawn = Slips drawn: { $count }
state-hash = Its name: { $hash }
state-enough = Enough signatures ({ $given }). The statement is part of the record once it is merged into it.
state-next-sign = Next, another member reads and signs it:
    { "    " }tally berita-acara sign { $files } --record { $record } --key COMMITTEE-FILE
state-next-merge = Next, merge it into the record:
    { "    " }tally merge --definition { $record }/election.json --record { $record } { $files }
state-form-next = Fill in { $file } with a text editor, then: tally berita-acara state
state-no-objection = there is no such objection in this record.
state-no-objection-advice = merge the objection into the record first; its name is shown when it is signed.
state-form-unreadable = this form cannot be read.
state-form-unreadable-advice = compare it with an empty one: tally berita-acara form. Every text stands between quotation marks.

## Decryption
decrypt-about-to = You are about to open the sums of this count set. Compare its number with the one that the committee wrote on paper; after this your key answers no other set of the same village.
decrypt-question = Type "yes" to open:
decrypt-declined = not opened.
decrypt-done = Decryption shares made for { $count } villages:
decrypt-unready = Not ready for decryption: { $count } villages
decrypt-unready-line = { "  " }{ $village }: { $standing }
decrypt-next = Hand the files to the committee. When there are enough trustees:
    { "    " }tally result --record { $record } { $out }
decrypt-no-share = the key of { $name } holds no share for that village.
decrypt-not-accepted = this key has accepted no election yet.
decrypt-not-accepted-advice = accept the sealed definition first: tally trustee accept
decrypt-other-election = this key serves election { $old }, not { $new }.
decrypt-other-election-advice = this record is of another election; do not open it with this key.
sign-other-set = for { $village } this key has already signed another count set
      { $old }
    and does not sign this one
      { $new }
sign-other-set-advice = do not sign two sets of one village. A log that came late is added with 'tally decide late-log' to the record that is signed already. If you were shown two different records, tell the witnesses.
decrypt-other-set = for { $village } this key has already answered another count set
      { $old }
    and does not answer this one
      { $new }
decrypt-other-set-advice = tell all trustees and witnesses: two count sets of one village must not both be opened.

## Results
provisional = Provisional result - not the official one
result-of = { $village } ({ $code }), District { $district }
head-number = No
head-candidate = Candidate
head-votes = Votes
head-percent = % valid
head-bar = { " " }
head-option = No { $number }
head-blank = Blank
head-leading = Most votes
head-margin = Margin
head-area = Area
head-villages = Complete villages
head-valid = Valid votes
blank = Blank
result-sums = Valid votes { $valid }, blank { $blank }, all ballots { $all }.
outcome-winner = Most votes: { $names }, margin { $margin }.
outcome-tie = A tie: { $names }.
outcome-open = No candidate leads.
not-final = Not final, because:
not-final-line = { "  " }- { $reason }
doubt-aside = { $count } ballots that are set aside could change it
doubt-booths = at most { $count } ballots in { $booths } booths that are not counted could change it
doubt-groups = { $count } ballots in groups too small to be decrypted could change it (their slips are counted)
doubt-late = { $count } ballots found behind the decided end of a log could change it
doubt-tie = no rule of the definition decides the tie; the committee does: tally decide tie
doubt-no-lead = no candidate leads
tie-rules = Rules for a tie:
tie-rule = { "  " }{ $number }. { $rule } ({ $article }): { $came }
tie-votes = { "       " }{ $name }: { $votes } votes
tie-won = { "       " }{ $name }: leads at { $won } polling places
tie-decided = Ahead by the rules for a tie: { $name } ({ $article }).
tie-decided-by = Ahead by the committee's decision number { $number }: { $name } ({ $article }).
tie-ignored = The committee's decision number { $number } on a tie, for { $name }, does not apply: { $why }.
ignored-no-tie = there is no tie
ignored-not-a-leader = this candidate is not among the tied
ignored-rule-decides = a rule of the definition decides
rule-tps-registered = most votes at the polling place with most registered voters
rule-tps-present = most votes at the polling place to which most voters came
rule-dusun-registered = most votes in the dusun with most registered voters
rule-dusun-present = most votes in the dusun of which most voters came
rule-booth-registered = most votes in the booth with most registered voters
rule-booth-present = most votes in the booth to which most voters came
rule-tps-won = ahead at most polling places
rule-external = a decision outside the count
came-decided = DECIDES
came-decided-at = { $place }, DECIDES
came-equal = equal, does not decide
came-equal-at = { $place }, equal, does not decide
came-no-largest = no single one is the largest, does not decide
came-unknown = NOT KNOWN, because { $why }
came-unknown-at = { $place }, NOT KNOWN, because { $why }
came-waiting = waits for the committee's decision
unanswered-attendance = it is not known of all places how many voters came
unanswered-not-counted = a booth there is not counted
unanswered-too-small = too few ballots there to be decrypted
unanswered-joined = the ballots there were decrypted together with others
place-tps = polling place { $tps }
place-booth = polling place { $tps } booth { $booth }
place-dusun = dusun { $dusun } { $name }
leading-tie-decided = { $name } (by the rules for a tie)
blank-invalid = Blank (invalid)
result-sums-invalid = Valid votes { $valid }, invalid { $blank } (blank), all ballots { $all }.
by-sex = { $all } (men { $male }, women { $female })
head-dusun = Dusun
head-present = Came
head-dptb = Added
head-cast = In the log
accounting-present = Came { $all } (men { $male }, women { $female })
accounting-dptb = Added on the day { $all } (men { $male }, women { $female })
accounting-present-unknown = Came: not known of all booths; take it from the attendance lists: tally decide attendance
booth-state-unused = spare, not used
booth-state-spare = spare
booth-state-doubt = not counted; at most { $doubt } ballots in doubt
booth-state-decision = attendance by decision
booth-state-unknown = attendance not known
booth-left-out = TPS { $tps } booth { $booth } is left out by the committee's decision number { $number }: { $reason }
booth-counted-by = TPS { $tps } booth { $booth } is counted by the committee's decision number { $number }: { $reason }
booth-added = TPS { $tps } booth { $booth } is added by the committee's decision number { $number }: { $reason }
mismatch-line = TPS { $tps } booth { $booth }, figures do not agree: { $what }
mismatch-reason = TPS { $tps } booth { $booth }, the officers' reason: { $reason }
mismatch-present = { $present } came, but only { $registered } are registered or added
mismatch-cast = { $cast } ballots, but only { $present } voters came
mismatch-tokens = { $received } tokens received, but used, exchanged, unused and spoiled are { $used }
mismatch-sah = { $slips } slips SAH, but { $cast } ballots
mismatch-batal = { $slips } slips BATAL, but only { $cancelled } cancelled in the log
doubt-tie-slips = the record cannot answer the rules for a tie; count its slips, then the committee decides: tally decide tie
doubt-tie-external = the tie waits for the committee's decision: tally decide tie
tps-joined = Polling places written together (+) are too small to be decrypted apart.
accounting-registered = Registered { $all } (men { $male }, women { $female })
accounting-cast = Ballots in the logs { $cast }: counted { $counted }, set aside { $aside }
accounting-others = Machine tests { $challenged }, cancelled { $cancelled }
compact-more = Village by village: add --village CODE
leading = { $number }. { $name }
leading-not-final = { $number }. { $name } (not final)
leading-tie = tie: { $numbers }
leading-open = nobody
no-result-incomplete = { $village }: no result yet, because it is incomplete.
no-result-unsigned = { $village }: no result yet, because the committee has not signed.
no-result-shares = { $village }: no result yet; { $groups } groups of ballots still need the shares of { $needed } trustees.
summary-title = Summary
area-district = District { $name }
area-regency = { $name }
result-next-incomplete = Next: bring what is missing and run this command again. Shares that came in are kept in { $record }.

## Verification
check-definition = definition
check-seal = seal of the authority
check-acceptances = acceptances of trustees
check-token-lists = token lists
check-bundles = log files
check-entry-signatures = signatures of booths
check-chain = chains of logs
check-bodies = contents of entries
check-close-counts = counts at closing
check-checkpoints = checkpoints
check-receipts = receipts
check-ballot-proofs = proofs of ballots
check-challenges = machine tests
check-tokens = tokens used once
check-repeated-r = random numbers not repeated
check-groups = groups of ballots
check-sums = encrypted sums
check-count-sets = count sets
check-committee = signatures of committees
check-trees = roots of trees
check-shares = shares of trustees
check-totals = totals
check-results = result files
check-accounting = accounting
check-decisions = decisions of the committees
check-successors = later count sets
check-notes = notes of the authority
check-statements = statements
check-manifest = list of files
check-passed = good
check-failed = FAILED
head-check-number = No
head-check = Check
head-passed = Checked
head-failed = Failed
head-verdict = Outcome
failures-of = Check { $number }, { $check }, FAILED:
failure-line = { "  " }{ $file }: { $detail }
failure-at = { "  " }{ $file }, entry { $position }: { $detail }
verify-compare = Compare the election number above with the one printed in the minutes of sealing, then repeat with --election-id NUMBER. Without it this record is only proved to agree with itself.
verify-complete = ALL CHECKS ARE GOOD. This record is complete.
verify-remarks = ALL CHECKS ARE GOOD. There is something to be looked at (see above).
verify-incomplete = All checks are good, but this record is INCOMPLETE.
verify-failed = VERIFICATION FAILED. This record must not be used before the cause is found.
caution-one-machine = Attention: the key ceremony was held on one computer. Whoever controls that computer can read all ballots.
caution-one-machine-of = Attention: the key ceremonies of these villages were held on one computer: { $villages }. Whoever controls that computer can read all their ballots.
caution-relaxed = Attention: { $count } logs were written without waiting for the media (allowed in simulations only); a power cut can lose ballots.
caution-simulasi = Attention: this is a SIMULATION. No ballot in it counts in any election.

## Receipts
receipt-proved = This ballot is in the result.
receipt-set-aside = ATTENTION: this ballot is recorded in the log, but NOT COUNTED: { $reason }.
receipt-checked = GOOD: this ballot is in the result.
receipt-code = Kode suara : { $code }
receipt-place = Place      : village { $village }, TPS { $tps }, booth { $booth }, entry { $position }
receipt-files = Proof written to { $out }: entry.bin, booth.tlog-proof, upper.json
receipt-by-root = This proof leads to the election root that you gave.
receipt-by-set = This proof leads to the village's count set number that you gave.
receipt-next = Check it on any computer, without the record, with the published root:
    { "    " }tally receipt check { $out } --root { $root }
receipt-not-found = no counted ballot has the code { $code }.
receipt-not-found-advice = check the code on the receipt. If it is right, tell witnesses and committee: the receipt is evidence.
receipt-not-counted = the ballot { $code } is recorded at TPS { $tps }, booth { $booth }, entry { $position }, but NOT COUNTED: { $reason }.
receipt-not-counted-advice = keep the receipt, and show it to witnesses and the village's committee if you object. tally result shows what the committee decided about that booth.
aside-left-out = that booth was left out by decision of the committee
aside-other-branch = it stands in a branch of the log that the committee did not choose
receipt-ambiguous = several ballots begin with { $code }; give more of the code, best all 64 digits of the QR code.
receipt-end-unsigned = the log of booth { $booth } counts by a decision, but the committee's note on its last checkpoint is not in the record.
receipt-end-unsigned-advice = merge the .checkpoint.note that was made with the decision.
receipt-form = the proof file { $part } cannot be read.
receipt-other-root = this proof does not lead to the root that was given.
receipt-other-root-advice = compare that root with the one published at the village office.
receipt-broken = this proof does not hold ({ $part }).

## Results page
publish-done = { $count } pages were written to { $out }.
publish-incomplete = Note: { $count } villages are not complete; their pages say so. Publish again when the record is.
publish-next = Open { $page } with a browser, or copy the whole folder to a stick or any web server.
publish-photo = this photo cannot be read.
publish-no-bulletin = this file is no bulletin of this election's result.
publish-other-bulletin = this bulletin does not say what the record says.
publish-other-bulletin-advice = make the bulletins of this record again: tally bulletin. If this one is in people's hands already, find out why.

## Live count
recap-listening = Page of the count: { $address }
recap-network = Everybody on that network can see this page. Open it by the digits of the address; names of the computer are refused.
recap-everywhere = Everybody on all networks of this computer can see it. Put the digits of this computer's address there in the place of 0.0.0.0 or [::].
recap-end = The folder { $folder } is looked at every 2 seconds. End with Ctrl-C; nothing is lost, and it can be started again at any time.
recap-no-folder = the folder to be watched is not there or cannot be read.
recap-cannot-listen = the page cannot be opened at that address.
recap-cannot-listen-advice = end the other program that uses the address, or choose another with --listen, for example --listen 127.0.0.1:8481.
recap-other-file = this file is there and is no page of a count.
recap-other-file-advice = choose another name for --out.
recap-not-counted = what lies in the folder cannot be counted yet.
recap-done = { $verified } of { $villages } villages and { $tps } of { $all } polling places are verified. The page was written to { $out }.

## Exports
record-fails = this record does not pass verification; nothing is taken from it.
record-fails-at = this record does not pass check { $number } ({ $check }); nothing is taken from it.
record-fails-advice = see all that is wrong with: tally verify { $record }
export-done = { $count } files were written to { $out }.
export-incomplete = Note: { $count } villages are not complete; in these files they have no result, or one that may still change.
export-next = Anybody can make the same files from that record and compare. The record is the evidence, this export is not: tally verify { $record }
export-clock = the clock of this computer cannot be used; give the time with --at.

bulletin-about-to = You are about to sign provisional results (QR codes) of this verified record:
bulletin-statement = Village { $village } ({ $code }): the result of the whole village and of each TPS
bulletin-done = { $count } bulletins were written to { $out }: pictures to print (.png), and texts for SMS and radio (.txt).
bulletin-next = Next: print the pictures without making them smaller (the QR code at least 40 mm). Anybody reads them with:
    { "    " }tally quick --definition { $record }/election.json PHOTO
bulletin-too-large = { $village }: a number is over 999,999, for which a bulletin has no room.
bulletin-no-code = the QR code cannot be made.
head-place = Of
head-doubt = In doubt
head-verified = Checked
quick-of = { $village } ({ $code })
quick-whole = Whole village
quick-sum = All TPS together
quick-record = Record
quick-by-signature = signature of { $names }
quick-by-code = check code only
quick-by-record = whole record
quick-options = { $names }
quick-so-far = { $count } of { $all } TPS have come in.
quick-unsigned = SMS and digits are signed by nobody: their check code finds what was mistyped or misheard, not what was forged.
quick-no-result = The given record has no result of this village yet, so there is nothing to compare with.
quick-differences = DIFFERENCES
quick-two-bulletins = { "  " }{ $place }: { $what }. The first from { $one }, the second from { $two }.
quick-overlap = { "  " }TPS { $tps } is in two bulletins of different TPS; the sum of the TPS is not made.
quick-sum-differs = { "  " }All TPS together and the bulletin of the whole village: { $what }. The village's bulletin is from { $source }.
quick-record-differs = { "  " }{ $place }: the bulletin is not as the record: { $what }. The bulletin is from { $source }.
quick-no-row = { "  " }{ $place }: the record has no result of these TPS by themselves. The bulletin is from { $source }.
quick-other-set = { "  " }{ $place }: the bulletin was made of another count set than the record's. The bulletin is from { $source }.
differs-registered = registered voters { $one } and { $two }
differs-ballots = counted ballots { $one } and { $two }
differs-votes = votes for option { $option }: { $one } and { $two }
differs-doubt = ballots in doubt { $one } and { $two }
differs-final = the one is final, the other is not
differs-not-final = the one is not final, the other is
carrier-qr = QR code
carrier-sms = SMS
carrier-digits = digits
quick-refused = REFUSED
quick-refused-line = { "  " }{ $source } ({ $carrier }): { $detail }
quick-unreadable = NOT READABLE
quick-no-photo = this file is neither a photo (PNG or JPEG) nor a text.
quick-no-photo-advice = send the photo as PNG or JPEG, or copy the SMS into a text file.
quick-nothing-in-text = there is no bulletin in this text.
quick-nothing-in-text-advice = an SMS begins with PLK1-Q, the text of a QR code with PLK1-H; digits stand in groups of 8. Copy all of it.
quick-photo-damaged = this photo is damaged or too large.
quick-no-code = no QR code in this photo can be read.
quick-no-code-advice = take the photo again from near: the code fills half of the picture, the paper is flat, the light is even, and it is sharp. Send it as a file, not as a picture made smaller. Or type the printed SMS with --sms.
quick-other-code = the QR code in this photo is no bulletin of a result: { $text }
quick-other-code-advice = take the code on the sheet "Hasil sementara"; receipts are checked on the results page.
quick-other-definition = the election numbers differ: definition, record and --election-id must be of one election.
quick-other-definition-advice = give election.json and the record of the same election, and the election number from the minutes.
quick-election = Checked against the election number { $id }. Compare it with the minutes of sealing.
quick-verdict-refused = A BULLETIN WAS REFUSED (see above). Do not use it; ask for the sheet.
quick-verdict-unreadable = Some inputs could not be read (see above).
quick-verdict-incomplete = That record has no result of some village yet.
quick-verdict-differs = THERE ARE DIFFERENCES (see above). The verified record holds, not the bulletin.
quick-verdict-agrees = All bulletins are as the verified record.
quick-verdict-alone = All bulletins fit the definition. The result itself is known from the verified record (--record).

## A whole simulation
demo-begins = Simulating { $villages } villages with { $voters } voters on average, into { $out }
demo-fast = Attention: --fast-store, logs are written without waiting for the media; their entries say so (relaxed).
demo-folder-taken = this folder exists already.
demo-folder-taken-advice = choose another folder with --out, or remove the old simulation.
demo-failed = the simulation did not end; this is a fault of this program or computer.
demo-disagrees = the record differs from what the voters meant or from the slips.
demo-plan = { $option } { $found } cannot be made; allowed is { $allowed }.
demo-accounting = Accounting
demo-registered = Registered voters
demo-booths = Booths
demo-cast = Ballots sent
demo-challenged = Machine tests
demo-cancelled = Slips cancelled
demo-restarts = Booths that went off and on again
demo-agrees = Equal in all villages: what voters meant = slips in the audit boxes = result in the record.
demo-checks = Verification of the record
demo-took = Done in { $seconds } seconds. Everything is in { $out }; worthless keys are in its folder secret.
demo-next = Try it yourself (copy the commands)
head-what = What
head-count = Number
stage-names = Villages, candidates and voters
stage-keys = Keys: ceremonies of trustees, committees
stage-tokens = Voters' tokens
stage-seal = Sealing and acceptances
stage-polling = Polling
stage-reading = Reading the sticks from the booths
stage-merging = Merging
stage-decrypting = Signing and decrypting
stage-verifying = Verifying the record
stage-done = { "  " }{ $stage } { $seconds } s
try-verify = Verify the whole record, as anybody can who has a copy:
try-receipt = Prove that the ballot of a receipt is in the result, then check that proof without the record:
try-inspect = Look into the log of a booth:
try-decrypt = Decrypt once more as trustee 1:
try-flip = Change one byte in a copy of the record; verification must fail and name the file:

## Help
help = From the draft of an election to its verified result.
help-arg-version = Show the version
help-everywhere-help = Show help
help-everywhere-lang = Language: id (default) or en; also by TALLY_LANG
help-everywhere-json = Output for programs: one JSON object
help-everywhere-quiet = Only results and errors
help-key = Keys of authority, committee, saksi and booths
help-key-new = Makes a key and stores it under a passphrase
help-key-new-arg-kind = Whose: authority, committee, saksi, trustee or booth
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
help-witness = A saksi signs how far the logs of the own village's booths have come
help-witness-arg-definition = election.json, with election.json.note beside it
help-witness-arg-key = Secret file of the saksi; beside it lies the memory of what was signed
help-witness-arg-out = Folder for the signed checkpoints
help-witness-arg-inputs = Logs (.plkb, .plkm, databases), checkpoints, records; files and folders in any order
help-witness-arg-passphrase-file = Read the passphrase from this file, not from the terminal
help-inspect = Shows a booth's log, a decision, a checkpoint or an enrolment
help-inspect-arg-log = Log of a booth: .plkb, .plkm or its database
help-inspect-arg-definition = election.json: checks signatures and shows codes of ballots
help-definition-new = Writes a commented draft to fill in
help-definition-new-arg-out = Write to this file, not to the screen
help-definition-check = Checks a draft: all mistakes at once
help-definition-check-arg-draft = Draft (TOML)
help-definition-seal = Seals a draft into election.json
help-definition-seal-arg-draft = Draft (TOML)
help-definition-seal-arg-booths = Folder of the booths' public keys (*.pub.json)
help-definition-seal-arg-trustees = Folder of the key ceremonies' outcomes (*.json), or the files of ceremonies apart (*.note)
help-definition-seal-arg-tokens = Folder of the token lists (*.list)
help-definition-seal-arg-authority-key = Secret file of the authority
help-definition-seal-arg-out = Folder for election.json, its seal, and the folder media (photos and clips)
help-definition-seal-arg-passphrase-file = Read the passphrase from this file, not from the terminal
help-key-new-arg-public = Booths only: the public key file for sealing
help-trustee = Trustees: key ceremony and acceptance
help-trustee-together = Key ceremony of all villages at one machine
help-trustee-together-arg-draft = Draft (TOML)
help-trustee-together-arg-out = Folder to write to
help-trustee-together-arg-passphrase-file = Read passphrases from this file: one line for each trustee, in the order t01, t02, ...
help-trustee-start = Ceremony apart, round 0: make the own ceremony keys
help-trustee-start-arg-draft = Draft (TOML), the same for all trustees
help-trustee-start-arg-name = Name of the trustee as in the draft
help-trustee-start-arg-village = Code of a village of the group, if this name is a trustee in several groups
help-trustee-start-arg-state = Secret state of the ceremony to be made, for example t01.ceremony.age
help-trustee-start-arg-files = Folder of all trustees' ceremony files
help-trustee-start-arg-passphrase-file = Read the passphrase from this file, not from the terminal
help-trustee-round1 = Ceremony apart, round 1: compare all trustees' fingerprints
help-trustee-round1-arg-state = Secret state of the ceremony
help-trustee-round1-arg-files = Folder of all trustees' ceremony files
help-trustee-round1-arg-passphrase-file = Read the passphrase from this file, not from the terminal
help-trustee-round1-arg-fingerprints = Fingerprints that were read aloud, a line for each trustee, in the order t01, t02, ...
help-trustee-round2 = Ceremony apart, round 2: compare the ceremony code, send shares
help-trustee-round2-arg-state = Secret state of the ceremony
help-trustee-round2-arg-files = Folder of all trustees' ceremony files
help-trustee-round2-arg-passphrase-file = Read the passphrase from this file, not from the terminal
help-trustee-round2-arg-code = Ceremony code that the other trustees have read aloud
help-trustee-finish = Ceremony apart, round 3: keep the own share, rehearse
help-trustee-finish-arg-state = Secret state of the ceremony
help-trustee-finish-arg-files = Folder of all trustees' ceremony files
help-trustee-finish-arg-out = Secret file of the trustee to be made, for example t01.key.age
help-trustee-finish-arg-passphrase-file = Read the passphrase from this file, not from the terminal
help-trustee-status = Ceremony apart: how far it is, what is missing
help-trustee-status-arg-files = Folder of all trustees' ceremony files
help-trustee-accept = Accepts a sealed definition
help-trustee-accept-arg-definition = election.json, with election.json.note beside it
help-trustee-accept-arg-key = Secret file of the trustee
help-trustee-accept-arg-out = Folder for the acceptance files
help-trustee-accept-arg-replace = Id of the old election that was given up
help-trustee-accept-arg-passphrase-file = Read the passphrase from this file, not from the terminal
help-booth = Booths before polling day: enrolment and packs
help-booth-enrol = Enrol the keys that booths have made, from the booths' sticks
help-booth-enrol-arg-inputs = .enrol.note files, or folders (sticks) that hold them
help-booth-enrol-arg-out = Folder of the booths' public keys, for sealing
help-booth-enrol-arg-replace = Replace the key of a booth that was set up anew
help-booth-pack = Make booth packs: all that one booth needs, signed by the authority
help-booth-pack-arg-definition = election.json, with election.json.note beside it
help-booth-pack-arg-tokens = Folder of token lists (*.list)
help-booth-pack-arg-acceptances = Folder of the trustees' acceptances (*.json)
help-booth-pack-arg-media = Folder of the candidates' photos and clips, under any names; without it: media beside the definition
help-booth-pack-arg-key = The authority's secret file
help-booth-pack-arg-out = Folder for the packs
help-booth-pack-arg-booth = Only this booth (village-tps-booth); may be repeated
help-booth-pack-arg-passphrase-file = Read the passphrase from this file, not from the terminal
help-tokens = Draws tokens, seals their lists, makes slips
help-tokens-arg-draft = Draft (TOML)
help-tokens-arg-booths = Only these booths (village-tps-booth)
help-tokens-arg-out = Folder to write to
help-merge = Merge logs and all other inputs into a record
help-merge-arg-definition = election.json, with election.json.note beside it
help-merge-arg-record = The record's folder; a record that is there is always merged in
help-merge-arg-inputs = Files and folders in any order
help-merge-arg-village = Show and judge this village only; the record holds all
help-village = Count one village by itself and remember it for a large merge
help-village-arg-village = The village's code
help-village-arg-definition = election.json, with election.json.note beside it
help-village-arg-cache = The folder of remembered villages: of record R it is R.cache
help-village-arg-inputs = Files and folders of this village in any order
help-decide = Decisions of a committee about what no rule decides
help-decide-booth-missing = Counts the village without a booth
help-decide-booth-missing-arg-record = The record's folder
help-decide-booth-missing-arg-village = The village's code
help-decide-booth-missing-arg-reason = The reason, 1 to 400 characters
help-decide-booth-missing-arg-number = Number of the decision; by default one more than the last about this
help-decide-booth-missing-arg-key = Secret file of a committee member; may be repeated
help-decide-booth-missing-arg-out = Folder for the notes
help-decide-booth-missing-arg-passphrase-file = Read passphrases from this file: a line for each key, or one for all
help-decide-booth-missing-arg-tps = Number of the TPS
help-decide-booth-missing-arg-booth = Number of the booth
help-decide-booth-missing-arg-at-most = So many ballots at most may be on that booth; 0 for a spare that was never opened
help-decide-count-unclosed = Counts a log that was never closed
help-decide-count-unclosed-arg-record = The record's folder
help-decide-count-unclosed-arg-village = The village's code
help-decide-count-unclosed-arg-reason = The reason, 1 to 400 characters
help-decide-count-unclosed-arg-number = Number of the decision; by default one more than the last about this
help-decide-count-unclosed-arg-key = Secret file of a committee member; may be repeated
help-decide-count-unclosed-arg-out = Folder for the notes
help-decide-count-unclosed-arg-passphrase-file = Read passphrases from this file: a line for each key, or one for all
help-decide-count-unclosed-arg-tps = Number of the TPS
help-decide-count-unclosed-arg-booth = Number of the booth
help-decide-choose-fork = Chooses a branch of a forked log; shows them without --head
help-decide-choose-fork-arg-record = The record's folder
help-decide-choose-fork-arg-village = The village's code
help-decide-choose-fork-arg-reason = The reason, 1 to 400 characters
help-decide-choose-fork-arg-number = Number of the decision; by default one more than the last about this
help-decide-choose-fork-arg-key = Secret file of a committee member; may be repeated
help-decide-choose-fork-arg-out = Folder for the notes
help-decide-choose-fork-arg-passphrase-file = Read passphrases from this file: a line for each key, or one for all
help-decide-choose-fork-arg-tps = Number of the TPS
help-decide-choose-fork-arg-booth = Number of the booth
help-decide-choose-fork-arg-head = Hash of the last entry of the chosen branch; its first 8 digits are enough
help-decide-late-log = Adds a log that came after the count set was signed
help-decide-late-log-arg-record = The record's folder
help-decide-late-log-arg-village = The village's code
help-decide-late-log-arg-reason = The reason, 1 to 400 characters
help-decide-late-log-arg-number = Number of the decision; by default one more than the last about this
help-decide-late-log-arg-key = Secret file of a committee member; may be repeated
help-decide-late-log-arg-out = Folder for the notes
help-decide-late-log-arg-passphrase-file = Read passphrases from this file: a line for each key, or one for all
help-decide-late-log-arg-tps = Number of the TPS
help-decide-late-log-arg-booth = Number of the booth
help-decide-attendance = States the attendance of a booth by dusun
help-decide-attendance-arg-record = The record's folder
help-decide-attendance-arg-village = The village's code
help-decide-attendance-arg-reason = The reason, 1 to 400 characters
help-decide-attendance-arg-number = Number of the decision; by default one more than the last about this
help-decide-attendance-arg-key = Secret file of a committee member; may be repeated
help-decide-attendance-arg-out = Folder for the notes
help-decide-attendance-arg-passphrase-file = Read passphrases from this file: a line for each key, or one for all
help-decide-attendance-arg-tps = Number of the TPS
help-decide-attendance-arg-booth = Number of the booth
help-decide-attendance-arg-lists = Every dusun of the booth: DUSUN=MEN/WOMEN, or DUSUN=M/W+M/W with those among them who were added on the day; dusun 0 if not divided
help-decide-attendance-arg-file = TOML file with [[lists]] instead of --lists
help-decide-tie = Decides a tie that the rules leave open
help-decide-tie-arg-record = The record's folder
help-decide-tie-arg-village = The village's code
help-decide-tie-arg-reason = The reason, 1 to 400 characters
help-decide-tie-arg-number = Number of the decision; by default one more than the last about this
help-decide-tie-arg-key = Secret file of a committee member; may be repeated
help-decide-tie-arg-out = Folder for the notes
help-decide-tie-arg-passphrase-file = Read passphrases from this file: a line for each key, or one for all
help-decide-tie-arg-candidate = Number of the candidate
help-decide-tie-arg-article = The article that is applied
help-decide-sign = Further members read a decision and add their signatures
help-decide-sign-arg-files = Decisions (.decision.note), and their checkpoints (.checkpoint.note) if there are any
help-decide-sign-arg-record = The record's folder
help-decide-sign-arg-key = Secret file of a committee member; may be repeated
help-decide-sign-arg-out = Folder to write to; without it the signature is added in the file itself
help-decide-sign-arg-passphrase-file = Read passphrases from this file: a line for each key, or one for all
help-berita-acara = Minutes, objections, answers, recounts: signed statements beside the count
help-berita-acara-form = Writes a form to fill in with a text editor
help-berita-acara-form-arg-kind = polls: of one TPS; count: of the village; objection, answer, recount
help-berita-acara-form-arg-out = The new file
help-berita-acara-state = Signs what a filled form says
help-berita-acara-state-arg-file = The filled form (TOML)
help-berita-acara-state-arg-record = The record's folder
help-berita-acara-state-arg-village = The village's code
help-berita-acara-state-arg-key = Secret file of a committee member, for an objection of the saksi; may be repeated
help-berita-acara-state-arg-out = Folder for the note
help-berita-acara-state-arg-passphrase-file = Read passphrases from this file: a line for each key, or one for all
help-berita-acara-sign = Further members read a statement and add their signatures
help-berita-acara-sign-arg-files = Statements (.statement.note)
help-berita-acara-sign-arg-record = The record's folder
help-berita-acara-sign-arg-key = Secret file of a committee member; may be repeated
help-berita-acara-sign-arg-passphrase-file = Read passphrases from this file: a line for each key, or one for all
help-sign = The committee signs its village's count set; the authority signs the election root
help-sign-arg-record = The record's folder
help-sign-arg-key = Secret file of a committee member or of the authority; may be repeated
help-sign-arg-village = This village only
help-sign-arg-passphrase-file = Read passphrases from this file: a line for each key, or one for all
help-decrypt = A trustee makes decryption shares
help-decrypt-arg-record = The record's folder
help-decrypt-arg-key = Secret file of the trustee
help-decrypt-arg-out = Folder for the shares
help-decrypt-arg-village = This village only
help-decrypt-arg-passphrase-file = Read the passphrase from this file, not from the terminal
help-result = Add decryption shares and show the results
help-result-arg-record = The record's folder
help-result-arg-shares = Decryption shares: files or folders
help-result-arg-village = Show and judge this village only
help-verify = Verify a whole record; anybody can
help-verify-arg-record = The record's folder
help-verify-arg-election-id = The election number from the minutes of sealing
help-verify-arg-village = Completeness of this village only; failures are always those of the whole record
help-bulletin = Write bulletins of a village's result: signed QR code, SMS, and digits for a radio
help-bulletin-arg-record = The record's folder; it is verified first, and refused if a check fails
help-bulletin-arg-key = Secret file of a member of the village's committee
help-bulletin-arg-out = Folder for the bulletins, not there yet
help-bulletin-arg-village = This village only
help-bulletin-arg-election-id = The election number from the minutes of sealing
help-bulletin-arg-passphrase-file = Read the passphrase from this file
help-quick = Read bulletins from photos, SMS and radio, and compare them
help-quick-arg-definition = The election's election.json; not needed with --record
help-quick-arg-record = A record to verify and compare with
help-quick-arg-election-id = The election number from the minutes of sealing
help-quick-arg-sms = The text of an SMS; may be repeated
help-quick-arg-digits = The digits of a bulletin as read out; may be repeated
help-quick-arg-inputs = Photos (PNG, JPEG), text files, or - for standard input
help-receipt = Prove that the ballot of a receipt is in the result
help-receipt-arg-record = The record's folder
help-receipt-arg-code = Kode suara: 64 digits, or the 20 symbols that are printed
help-receipt-arg-out = Folder for the proof
help-receipt-check = Check a proof without the record
help-receipt-check-arg-folder = Folder of the proof
help-receipt-check-arg-root = The published election root, or the village's count set number
help-publish = Publish a record as result pages that anybody can open and check
help-publish-arg-record = The record's folder; it is verified first, and refused if a check fails
help-publish-arg-out = Folder for the pages, not there yet
help-publish-arg-media = The folder media beside the definition: photos of candidates are shown
help-publish-arg-bulletins = The folder of "tally bulletin": QR codes of the result are shown
help-publish-arg-election-id = The election number from the minutes of sealing
help-recap = Show how the count goes on, as a page that changes when logs arrive
help-recap-arg-watch = Folder into which sticks and records of villages are copied
help-recap-arg-definition = The sealed definition (election.json), its seal beside it
help-recap-arg-listen = Address of the page; 127.0.0.1:8480 is for this computer alone
help-recap-arg-once = Count once, write the page to --out, end; without an address
help-recap-arg-out = File for the page; written again after every count
help-recap-arg-inputs = Read with every count: token lists, acceptances of trustees
help-export = Export the results of a record in open formats
help-export-arg-record = The record's folder; it is verified first, and refused if a check fails
help-export-arg-out = Folder for the files, not there yet
help-export-arg-format = nist (nist-err.json), csv, json (result.json) or events (logs of the booths); may be repeated, all of them if not given
help-export-arg-election-id = The election number from the minutes of sealing
help-export-arg-at = The time that the NIST files state, for example 2026-11-22T15:00:00+07:00; the clock's if not given
help-demo = A whole simulated election, with results and things to try
help-demo-arg-villages = Number of villages (48 if not given)
help-demo-arg-voters = Voters of a village on average (30 if not given)
help-demo-arg-candidates = Candidates of every village (3 if not given)
help-demo-arg-seed = What names, numbers and choices follow from; keys and tokens are always random (1 if not given)
help-demo-arg-out = Folder to write to (demo-out if not given)
help-demo-arg-fast-store = Logs that do not wait for the media: fast, not safe from power cuts
