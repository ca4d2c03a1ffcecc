# Texts of the live page. Keys and values are those of id.ftl; a test compares them.

## Head
page-title = Live count - { $title }
page-title-simulation = SIMULATION: live count - { $title }
simulation = SIMULATION - votes on this page never count
recap-title = Ballots received so far
provisional = Provisional result - not a declaration
made = Counted on { $date } at { $time } { $zone }
made-never = No count has been finished yet.
counting = A new count has been running since { $time } { $zone }. What is shown is the one before.
counting-first = The first count has been running since { $time } { $zone }.
trouble = ATTENTION: the newest is not counted: { $why }
offline = ATTENTION: the connection to the counting computer is lost. What is shown may be old.
no-script = Without scripts this page is loaded again every { $seconds } seconds:

## Sums
totals-title = Totals
card-villages = villages ({ $word }) verified
card-tps = polling places (TPS) verified
card-turnout = turnout
card-cast = ballots received
totals-basis = Of the booths counted so far: { $counted } registered voters of { $registered } in all. Votes are open in { $opened } villages ({ $word }).
states-caption = States
head-state = State
head-villages = { $word }
state-silent = not reported
state-received = received
state-verified = verified
state-differs = discrepancy
state-quarantined = quarantined

## Map and details
map-title = State of every village ({ $word })
details-title = Details
legend-title = What the states mean
meaning-silent = nothing of it has come
meaning-received = something has come, but it is not checked yet, or a log is not closed or not all of them are there
meaning-verified = every log was checked and is counted
meaning-differs = counted, but figures do not agree or evidence contradicts it
meaning-quarantined = not counted: a log is forked, not whole, contradicted by evidence, or unusable
find = Find a village ({ $word }), district or code
found = villages ({ $word }) found
regency = { $name }
district = District of { $name }
area-sums = Verified: { $verified } of { $villages } villages ({ $word }), { $tps } of { $all-tps } TPS · ballots { $cast }
area-turnout = { " " }· turnout { $turnout }
village-line = TPS { $counted }/{ $all } · ballots { $cast }
village-place = Code { $code } · registered { $registered }
tps-caption = Polling places (TPS) of { $name }
head-cast = Ballots
head-turnout = Turnout
waits-silent = There are no votes yet.
waits-incomplete = Votes cannot be opened yet: not all logs are there.
waits-contradicted = Votes are not shown: evidence contradicts a log that is counted.
waits-unsigned = Votes cannot be opened yet: the committee has not signed the count set.
waits-successor = Votes are not shown yet: a successor of the count set awaits the committee's signatures.
waits-shares = Votes cannot be opened yet: trustees are waited for.
votes-title = Votes
votes-open = Not settled: what is in doubt could change who leads, or there is a tie.
votes-sums = Valid { $valid }, blank { $blank }. Percentages are of valid votes.
votes-caption = Votes by polling place of { $name }
head-option = No { $number }
head-blank = Blank
blank = Blank

## Notes
note-booth = Booth { $booth }: { $what }
note-missing = its log is not there yet
note-spare-missing = spare: its log is waited for, or the committee's decision that it was not used
note-unread = its file is there, not checked yet
note-unusable = its file is there, but nothing in it is valid: ask for another copy
note-unclosed = its log is not closed
note-fork = its log is forked: two different entries in one place
note-broken = its log is not whole
note-quarantined = its log is held back because evidence contradicts it
note-counted-by-decision = counted by decision of the committee
note-left-out = left out by decision of the committee
note-late = its log, or more of it, came after the count set was signed
note-accounting = the officers' figures do not agree with the log
note-challenge-differs = a machine test did not reproduce its ballot
note-repeated-r = randomness occurred twice: the secrecy of ballots is in danger
note-set-aside = { $count } ballots set aside, not counted
note-late-ballots = { $count } ballots came to light after the committee had signed

## Files
files-title = Files that are not counted, or not yet
files-none = None.
files-more = ... and { $count } more files.
file-changing = still being copied: taken once two looks find it the same
file-too-deep = the folders are too deep, what is in here is not looked at
file-too-many = too many files, this one and the rest are not looked at
file-unreadable-now = cannot be read
file-at = entry { $position }: { $what }

## Foot
election-id = Election number (ElectionId), to be compared with the minutes of the sealing:
end = This page shows the logs that have reached the regency. Results are declared by whoever the law names; the evidence is the record that "tally verify" checks.
