# Texts of the program `booth-app`; those that all programs share are in crates/dialogue/texts. Keys and values are those of id.ftl; a test compares them.

## Shared texts in words of this program
usage-unknown = there is no option { $argument }.
usage-which-command = name the command.
usage-conflict = { $argument } cannot be used with { $other }.
file-missing = there is no such file or folder.
file-forbidden = the user of this computer may not read this file.
not-a-file = this is no regular file.
file-unwritable = nothing can be written here.
file-unwritable-advice = check that the medium is in, not full and not write-protected.
file-exists = this file exists and is not overwritten.
file-exists-advice = use another name or folder, or move the old file away.
answer-unreadable = the answer cannot be read.

## Files
no-randomness = this computer gives no random numbers.
no-software-hash = this program cannot read its own file.

## Officers' codes and the booth's keys
codes-of = Code of officer { $officer } (8 digits, not shown):
codes-again = Code of officer { $officer } again:
codes-differ = The two differ. Again.
codes-digits = A code has exactly 8 digits.
codes-weak = This code is easy to guess: eight equal digits, or the same as the other officer's.
codes-weak-advice = Each officer makes a code of their own.
codes-no-terminal = the officers' codes cannot be asked for without a terminal.
codes-no-terminal-advice = run it at a terminal, or give --codes FILE.
codes-unreadable = the code cannot be read from the terminal.
codes-file = the file of codes must have two lines of 8 digits each.
codes-file-advice = first line: code of officer 1; second line: code of officer 2.
wrong-codes = wrong codes.
wrong-codes-advice = officer 1 types first, then officer 2; check also that this is the right booth's machine.
keys-not-encrypted = the booth's keys cannot be encrypted.
keys-too-much-work = this key file asks for too much work; this program did not make it.
keys-damaged = the booth's key file is damaged.
keys-damaged-advice = the keys cannot be restored: use the spare booth.
keys-other-form = this file holds no keys of a booth.

## Booth
place-booth = Booth   : { $booth }
place-mode = Mode    : { $mode }
place-key = Key     : { $key }
place-title = Event   : { $title }
place-village = Village : { $village }
place-date = Date    : { $date }
election-id = ELECTION ID
one-device = log and mirror are on one device: if it breaks, both are lost.
one-device-advice = put in a second medium for the mirror. For trials only: --same-device-i-know.
mirror-gone = the second medium (mirror) is not plugged in: in its place there is only a folder of the first medium.
mirror-gone-advice = plug in the second medium, then start again.
bad-settings = the settings of this booth cannot be read.
not-enrolled = this booth is not enrolled.
not-enrolled-advice = run booth-app enrol first, or check the folder --data.
bad-enrolment = the enrolment of this booth is damaged.
bad-enrolment-advice = copy booth.enrol.note back from the medium that went to the committee, or take the spare booth.
place-in-use = another program is at work on the folder of this booth.
not-imported = this booth has not taken over a pack.
not-imported-advice = run booth-app import with the pack (.plkp) from the authority.
not-this-booth = the key of this machine is not that of the booth in the pack.

## Enrolment
enrol-done = The booth is enrolled: new keys are made and kept under the codes of both officers.
enrol-file = File    : { $file }
enrol-one-device = ATTENTION: log and mirror on one device. This is on record and fit for trials only.
enrol-next = Write the short key above on the form, then hand the file to the authority: tally booth enrol shows the same key.
enrol-copy-advice = the keys are made; copy { $file } to another medium instead.

## Pack
bad-pack = this pack is not valid; nothing was changed.
bad-pack-advice = ask the authority for the pack of this booth again.
other-election = the ElectionId of this pack is not the one asked for; nothing was changed.
other-election-advice = compare with the minutes of the sealing, and ask for the right pack.
bad-election-id = an ElectionId has 64 hexadecimal digits.
pack-of-another-booth = this pack is for booth { $booth }, and this machine is booth { $own }.
key-not-listed = the definition in this pack does not list the key of this machine.
key-of-rehearsals = this machine is enrolled for simulations, and this pack is resmi.
key-of-elections = this machine is enrolled for a resmi election, and this pack is a simulation's.
other-pack-advice = check that machine and pack belong together; a new key must be enrolled before the definition is sealed.
already-opened = the polls were opened with the earlier pack; it can no longer be replaced.
already-opened-advice = enrol the booth in a new folder if need be; the old log stays as it is.
import-question = Is this the ElectionId of the minutes of the sealing? Type "yes" if it is:
import-declined = the pack is not taken over.
import-done = The pack is taken over.
import-compared = The ElectionId is the one that was given.
import-compare = Compare the ElectionId with the minutes of the sealing before the polls open.

## State
status-log = log
status-mirror = mirror
status-line = { $medium }: { $state }
status-counts = { "    " }{ $entries } entries: { $cast } cast, { $challenged } challenged, { $cancelled } cancelled
state-none = none
state-locked = empty, not opened
state-open = opened, not closed
state-closed = closed
state-damaged = damaged or not whole

## Log
log-in-use = another program uses this log.
log-in-use-advice = end that program first.
no-log = there is no log, neither on the first medium nor in the mirror.
no-log-advice = check that both media are in.
log-present = there is a log file here already.
log-media = the medium of the log cannot be used.
log-settings = SQLite does not store as safely as it must.
log-fork = log and mirror differ, both signed by this booth.
log-damaged = both log and mirror are damaged.
log-export-advice = export both with booth-app export and tell the committee.
log-other = this log belongs to another booth or election, or was kept in another way.
log-other-advice = check which medium is in.

## Export
export-done = Log exported: { $entries } entries, { $cast } ballots cast.
export-file = File    : { $file }
export-next = Hand this medium to the committee. The log stays on the booth.
export-unclosed = ATTENTION: this log is not closed. Its ballots count only by a decision of the committee.
export-both = Log and mirror cannot be joined. Both are exported as far as they can be read.
export-both-next = Hand both files to the committee, which decides.
not-exported = the log is not exported.
never-opened = the polls were never opened at this booth: there is nothing to export.
finding-one-device = ATTENTION: log and mirror on one device.
finding-rolled-forward = Recovered: { $records } entries copied to the { $medium }.
finding-rebuilt = Recovered: the { $medium } was made again.

## Rehearsal
drill-resmi = a rehearsal by script is for simulations only; this pack is resmi.
drill-resmi-advice = use a booth that is enrolled for simulations, with a pack of a simulation.
bad-clock = the given time makes no sense.
script-quote = a quote is not closed.
script-form = the form of this line: { $form }
script-word = the word "{ $word }" is not known here.
script-twice = { $word } stands there twice.
script-missing = { $word } is missing.
script-number = "{ $word }" is no number.
script-pair = "{ $word }" is not two numbers, men/women, for example 12/13.
step-line = { $line } { $step }: { $said }
step-with-receipt = { $said }; receipt { $receipt }
step-refused = REFUSED: { $why }
step-opened = polls opened
step-cast = ballot cast, kode suara { $code }
step-challenged = ballot challenged, kode suara { $code }; the token is used up
step-cancelled = ballot cancelled, kode suara { $code }; the token is not used up
step-exchanged = token exchanged; the other booth's medium was read, { $spent } tokens are spent there
step-exchanged-vouched = token exchanged, vouched for by two officers
step-closed = polls closed, { $entries } entries
step-restarted = started again; no slip hung in the printer
step-restarted-cancelled = started again; the slip in the printer was marked BATAL, kode suara { $code }
step-restarted-cast = started again; the ballot of the slip in the printer is recorded, kode suara { $code }
step-restarted-challenged = started again; the slip in the printer was challenged, kode suara { $code }
step-still-locked = started again; polls not opened
step-still-closed = polls are closed
booth-locked = the polls are not open.
booth-open = the polls are open.
booth-closed = the polls are closed.
booth-stopped = the booth has stopped: it is not certain that the last entry is stored.
booth-stopped-advice = start again; both media are looked at.
not-printed = a sheet cannot be printed into the folder of slips.
not-dead = this process should be dead here.
no-such-option = there is no option { $option }, only 1 to { $options }.
slip-mistyped = this token was mistyped or cannot be read.
slip-foreign = this token is of another election or another booth.
slip-not-listed = this token is in no list of this booth.
slip-cast = this token is used up: its ballot is recorded.
slip-challenged = this token was used up testing the machine; draw another one.
slip-own = the old token is one of this booth and needs no exchange.
slip-no-lists = this booth has no lists of other booths; take the voter to the spare booth.
slip-not-of-this-tps = the old token is in no list of another booth of this TPS.
slip-exchanged = the old token was exchanged here before.
slip-given = the new token was given for another token before; draw another one.
slip-other-dusun = the old token is for dusun { $old }, the new one for dusun { $new }; draw one for dusun { $old }.
medium-other-booth = this medium is that of booth { $medium }, and the token is of booth { $slip }.
medium-damaged = the medium of booth { $booth } is not whole; two officers must vouch.
medium-unreadable = the other booth's medium cannot be read; two officers must vouch.
medium-not-copied = this booth cannot copy that medium onto its own; the other booth's medium may be sound. Do not vouch; call a technician.
medium-foreign = this is not the log of another booth of this TPS.
vouchers = the names of two different officers are needed.
open-not-ready = the check of this booth found something against opening, or was not made.
open-no-candidate = there is no candidate { $candidate }; 0 is an officer's dice.
open-candidate-twice = candidate { $candidate } has given two codes.
open-one-for-each = there are { $found } codes for { $candidates } candidates; each has one: from the witness, or an officer's dice if the witness is absent.
open-dice = an officer's dice are thrown { $throws } times at least: digits from 1 to 6 only.
open-refused = the launch codes cannot be used (detail: { $problem }).
close-unexplained = the figures do not agree; count again or write the reason: { $problem }
close-refused = the close cannot be recorded (detail: { $problem }).

## The booth's screens: check before opening
check-printer = Printer
check-printer-good = answers and has paper
printer-offline = does not answer: check cable, power and cover
printer-no-paper = has no paper: put in a new roll
printer-cover-open = its cover is open: close it until it clicks
printer-jammed = is jammed: check paper path and cutter
check-media = Media of the log
check-media-good = log and mirror on two media
check-media-one = log and mirror on one medium: if it breaks, both are gone
check-repaired = Recovery
check-durability = Storage
check-durability-full = every record waits for both media
check-durability-relaxed = records do not wait for the media: for trials only
check-space = Free space
check-space-free = log { $log } MB, mirror { $mirror } MB; needed { $needed } MB
check-clock = Clock
check-clock-good = { $now }
check-clock-day = { $now }, but polling day is { $day }: set the machine's clock
check-clock-zone = { $now }: its time zone is not the one in the definition
check-clock-back = { $now }, but before it was { $before }: the machine's clock went back
check-log = Log
check-log-empty = empty
check-log-used = holds { $entries } records already
check-slips = List of tokens
check-slips-all = { $slips } tokens
check-slips-dusun = dusun { $dusun }: { $slips } tokens
check-others = Lists of other booths
check-others-lists = { $lists } lists
check-election = Election
check-election-real = RESMI, ElectionId { $id }
check-election-rehearsal = SIMULASI, not counted; ElectionId { $id }
check-program = Program
check-program-hash = { $hash }: compare it with the minutes
check-machine = Machine
check-report = The readiness report is not printed yet

## The booth's screens: what officers should know
voice-no-sound = There is no sound card: voters cannot listen.
voice-no-words = espeak-ng is not installed: voters cannot listen.
voice-no-player = aplay is not installed: voters cannot listen.
voice-only-names = espeak-ng is not installed: voters hear the recorded names of the candidates only.
voice-no-headset = No headset was named by --headset: voters cannot listen.
voice-failed = No sound comes out. Check headset and sound card; a companion helps voters who do not see.
protect-core = The system may write memory to a file if the program fails.
protect-readable = Other programs may read this booth's memory.
protect-swap = Memory may be written to a medium (swap). Switch swap off, or raise the memlock limit.
panel-guessed = The size of the screen is not known. If letters are too small or too large: --panel-mm WIDTHxHEIGHT.
opened-not-kept = The mark that the polls were opened could not be kept on the first medium.
program-fault = This program is at fault and has stopped, so that no vote is damaged. Start it again; both media will be checked.

## The booth's screens: officers' menu
remark-kept = The remark is in the log.
remark-refused = The remark cannot be used: it must not be empty, has at most 200 letters, and no hidden signs.
zero-reprinted = The zero report was printed again and marked.
slip-unused = not recorded: the voter can still use this token.
medium-read = the medium of booth { $booth } was read to its end: { $spent } tokens are spent there
medium-read-partly = the medium of booth { $booth } was read in part: { $spent } tokens are spent there. Two officers must vouch.
medium-gone = this medium was pulled out; put it in again.
stick-gone = this medium was pulled out; put it in again.
stick-has-copies = this medium already has many copies of this booth's log; take another one.
stick-not-written = cannot write to { $stick }: { $detail }
stick-written = { $file } (SHA-256 { $hash })

## The booth's screens: start
run-resmi-folder = in an election that counts no slip may go into a folder: it would keep the choices.
run-resmi-folder-advice = give the printer, for example --printer /dev/usb/lp0.
run-printer = this printer cannot be used.
run-printer-advice = check the cable and the printer's name: /dev/usb/lp0, serial:/dev/ttyUSB0:115200, tcp:192.168.1.5:9100, or folder:DIR.
no-window = the screen cannot be opened.
no-window-advice = run it on the booth's screen (X11 or Wayland), not over a network.
not-restarted = the program cannot start again by itself; start it by hand.

## Demonstration
demo-not-made = the demonstration could not be prepared.
demo-not-removed = the temporary folder of the demonstration could not be removed.
demo-about = DEMONSTRATION. Code of officer 1: { $first }, of officer 2: { $second }. Votes are not counted here, and nothing is kept.

## Help
help = A voting booth: enrolment, pack, rehearsal, export.
help-everywhere-help = Shows this help.
help-everywhere-lang = Language: id or en (also by the variable BOOTH_LANG).
help-everywhere-json = Output for programs: one JSON object a line.
help-everywhere-quiet = No advice and no questions.
help-arg-version = Shows the program's version.
help-enrol = Makes the booth's keys and its enrolment.
help-enrol-arg-booth = Booth: VILLAGE-TPS-BOOTH, for example 1607062001-1-2.
help-enrol-arg-mode = resmi or simulasi.
help-enrol-arg-data = Folder of the booth on the first medium.
help-enrol-arg-mirror = Folder on the second medium, for the mirror of the log.
help-enrol-arg-out = Folder for the enrolment (<booth>.enrol.note).
help-enrol-arg-codes = File of two lines: codes of officers 1 and 2, 8 digits each.
help-enrol-arg-same-device-i-know = Allows log and mirror on one device; for trials only.
help-import = Takes over the booth's pack from the authority.
help-import-arg-data = Folder of the booth on the first medium.
help-import-arg-pack = The pack (<booth>.plkp).
help-import-arg-election-id = ElectionId from the minutes, to compare with.
help-status = Shows the state of the booth.
help-status-arg-data = Folder of the booth on the first medium.
help-status-arg-mirror = Folder on the second medium, to look at the mirror too.
help-run = The booth on polling day, with its touchscreen.
help-run-arg-data = Folder of the booth on the first medium.
help-run-arg-mirror = Folder on the second medium, for the mirror of the log.
help-run-arg-printer = Printer of slips: /dev/usb/lp0, serial:/dev/ttyUSB0:115200, tcp:192.168.1.5:9100, or folder:DIR (simulasi only).
help-run-arg-printer-width = Width of the paper in millimetres: 58 or 80.
help-run-arg-panel-mm = Size of the screen in millimetres, for example 344x194, where the screen does not tell.
help-run-arg-headset = The sound device on which the headset hangs, as aplay -L lists it. Without it the booth is silent: a loudspeaker would tell choices.
help-run-arg-scanner-only = No keypad for tokens: tokens are scanned only.
help-run-arg-windowed = In a window, not the whole screen; for trials.
help-run-arg-stick = Another folder to be treated as a removable medium; may be given several times.
help-run-arg-same-device-i-know = Allows log and mirror on one medium; for trials only.
help-demo = Tries the booth out with an election of its own; needs nothing and leaves nothing behind.
help-demo-arg-windowed = In a window, not the whole screen.
help-demo-arg-opened = The polls are open at once: no codes of officers and witnesses are typed.
help-drill = Rehearses by script; for simulations only.
help-drill-arg-data = Folder of the booth on the first medium.
help-drill-arg-mirror = Folder on the second medium.
help-drill-arg-slips = Folder for the paper, a text file for each sheet.
help-drill-arg-script = Script, one step a line:
    open [CANDIDATE:NAME:CODE ...]
    vote SLIP OPTION [cast|challenge|cancel|die]
    exchange OLD NEW MEDIUM-FILE
    exchange OLD NEW unreadable [NAME NAME]
    restart
    die
    close present=M/F [dptb=M/F] received=N unused=N [spoiled=N] [exchanged=N] sah=N [batal=N] [reason="..."]
help-drill-arg-codes = File of two lines: codes of officers 1 and 2, 8 digits each.
help-drill-arg-clock = A clock that stands still, in seconds since 1970, to repeat a rehearsal.
help-drill-arg-same-device-i-know = Allows log and mirror on one device; for trials only.
help-export = Exports the log of a closed or stopped booth.
help-export-arg-data = Folder of the booth on the first medium.
help-export-arg-mirror = Folder on the second medium.
help-export-arg-out = Folder for the log (<booth>.plkb).
help-export-arg-same-device-i-know = Allows log and mirror on one device; for trials only.
