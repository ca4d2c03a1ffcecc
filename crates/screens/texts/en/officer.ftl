# Officers' screens. Short sentences, to be read while standing.

# On several screens
next = Continue
number = { $number }
count-cast = Ballots stored
count-challenged = Machine tests
count-cancelled = Cancelled
slip-field = Code of the token (17 letters and digits)
slip-type = Type the token's code
write-left = { $left } letters left
write-done = Record

# Codes of two officers
codes-heading = Codes of two officers
codes-start = To unlock the keys of this booth.
codes-menu = To open the officers' menu.
codes-resume = To end the pause.
codes-voter-left = A voter calls or does not answer. Officers say how it goes on.
codes-give-up = To go on without the paper that did not print.
codes-close = To close the polls.
codes-turn = Officer { $number }: type 8 digits
codes-field = Code of officer { $number }: { $typed } of { $digits } digits
codes-secret = The digits are not shown. Cover your fingers with the other hand.
codes-wrong = Wrong code. Begin again with officer 1.
codes-short = Not complete: a code has 8 digits.
codes-again = Again from officer 1
codes-open = Enter
codes-wait-heading = Wait
codes-wait-why = Codes were wrong several times.
codes-wait = { $seconds } more seconds

# Readiness check
readiness-heading = Readiness check
readiness-good = All is well. The polls may open.
readiness-attention = The polls may open. First read what is marked "!".
readiness-bad = The polls cannot open yet. Mend what is marked with a cross.
readiness-hashes =
    Election { $election }
    Program { $program }
readiness-again = Check again
readiness-print = Print the result
readiness-print-again = Printed. Print again
readiness-on = On to the opening
check-good = Good
check-attention = Attention
check-bad = Not yet

# Launch codes
launch-heading = Launch codes of the witnesses
launch-why = Every witness says a code of their own choice. All codes are printed on the zero report: proof that the log of this booth begins only now, before the witnesses. Touch a candidate's name to type the code of the witness.
launch-missing = No code yet
launch-given = { $code } from { $by }
launch-by-witness = Witness of candidate { $number }
launch-by-officer = Officer's dice, candidate { $number }
launch-code-heading = Code of the witness of candidate { $number }
launch-code-ask = The witness says 5 to 16 letters or digits of their own choice. Officers propose nothing.
launch-dice-heading = Dice for the witness of candidate { $number }
launch-dice-ask = The witness is absent: an officer throws a die 10 times before everybody, and types the numbers (1 to 6).
launch-given-by = Given by: { $by }
launch-absent = Witness absent: use dice
launch-present = Witness present
launch-name = Write who gives the code
launch-name-heading = Who gives the code?
launch-name-ask = Name of the witness, or of the officer who throws the dice. It is printed on the zero report.
launch-done = Code complete
launch-open = Open the polls

# A voter does not answer
left-heading = A voter waits for officers
left-slip-hangs = A slip still hangs in the printer. Do not read it and do not pull it. Call the voter.
left-no-slip = No slip was printed. The voter's choice is gone from the screen. Call the voter.
left-back = The voter is back
left-back-how = The voter goes on alone. Officers step away from the screen.
left-reprint = The slip cannot be read: print again
left-reprint-how = The old slip is marked DIGANTI. Keep it folded, do not read it. The new one is for the voter.
left-gone = End this voter's session
left-gone-slip = No ballot is stored. The slip is marked BATAL. The token stays valid.
left-gone-no-slip = No ballot is stored. The token stays valid.

# Officers' menu
menu-heading = Officers' menu
menu-refusal = The last token was refused: { $why }
menu-pause = Pause
menu-slip-status = Look up a token
menu-exchange = Exchange a token
menu-remark = Write a remark
menu-zero = Print the zero report again
menu-close = Close the polls
menu-back = Back to the voting
menu-pause-ask = Why a pause? The reason goes into the booth's log.
menu-remark-ask = Incidents, objections of witnesses and the like. Write no voter's name and no NIK.
menu-reason-heading = Reason for the pause
menu-reason-ask = The reason goes into the booth's log. Write no voter's name and no NIK.
pause-rest = Rest or prayer
pause-paper = New paper for the printer
pause-power = Power or cables
pause-order = Order at the polling place
pause-help = Waiting for a technician
pause-other = Another reason

# Pause
paused-heading = PAUSE
paused-wait = The voting is interrupted for a while. Wait for an officer.
paused-resume = Officer: go on

# Look up a token
slip-status-heading = Is this token's ballot recorded?
slip-status-scan = Hold the token under the scanner.
slip-status-more = Another token: hold it under the scanner.

# Exchange a token
exchange-heading = Exchange a token of a broken booth
exchange-why = An old token of the broken booth is exchanged for a new one of this booth. Scan the old token, then the new one. Officers keep the old token.
exchange-old = Old token, of the broken booth
exchange-old-none = Scan it, or touch here to type it
exchange-new = New token, of this booth
exchange-new-none = Scan it, or touch here to type it
exchange-slip-there = It is here; it ends with { $tail }
exchange-medium = Second medium of the broken booth
exchange-medium-none = Touch to choose it, or to vouch
exchange-medium-ask = Plug in the second medium of the broken booth, and touch its name. It tells whether the old token was used.
exchange-no-media = No other medium is plugged in.
exchange-vouch = It cannot be read: two officers vouch
exchange-vouched = Vouched for by { $first } and { $second }
exchange-officer = Name of officer { $number } who vouches
exchange-officer-ask = They vouch that the old token was not used. Both names go into the booth's log.
exchange-do = Exchange

# Printer trouble
trouble-heading = Printer trouble
trouble-offline = The printer does not answer
trouble-offline-act = Look at the printer's cable, switch and lamp. Close its cover. Then touch Print again.
trouble-no-paper = No paper
trouble-no-paper-act = First the voter takes and folds the paper that is out. Then put in a new roll, and touch Print again.
trouble-cover = The printer's cover is open
trouble-cover-act = Close it until it clicks. Then touch Print again.
trouble-jam = Paper jam
trouble-jam-act = First the voter takes and folds the paper that is out. Then open, take out the jammed paper, close. Then touch Print again.
trouble-stored = The ballot IS stored. Only its paper is not complete.
trouble-tested = The machine test IS recorded. Only its paper is not complete.
trouble-void = The ballot is NOT stored. Paper that came out is void. The voter begins again with the same token.
trouble-not-stored = The ballot is NOT stored. No paper came out. The voter begins again with the same token.
trouble-no-vote = No voter's ballot is concerned.
trouble-again = Print again
trouble-give-up = Go on without printing

# The booth stopped
stopped-heading = The booth stopped
stopped-unsure = The last ballot may be stored or not. That is seen after the booth has started again.
stopped-act = Do not unplug cables or media. Start again. If it stops once more, call a technician and use the spare booth.
stopped-spare = Starting again does not help. Do not unplug cables or media. Use the spare booth, and call a technician.
stopped-restart = Start again

# The machine was off
restarted-heading = The machine was off. Is a slip without a mark in the printer?
restarted-look = Do not read it and do not pull it. Call the voter. The booth remembers that slip and prints its mark by itself.
restarted-slip = Yes
restarted-slip-how = A slip still hangs in the printer, without SAH, BATAL or DIUJI. Its mark is printed now.
restarted-nothing = No
restarted-nothing-how = No slip hangs there. The paper is cut once; the piece that says PISAH is kept apart.
restarted-on-heading = The machine was off. All that was stored is there.
restarted-on-look = No slip waits for its mark. The next voter may come in.
restarted-on = Go on
restarted-notices = Notices: { $count }

# Closing
accounting-heading = Figures for the close
accounting-ask = Fill in all figures. A zero is typed too.
accounting-missing = Something is still empty. A zero is typed too.
accounting-present = Voters present
accounting-dptb = DPTb voters
accounting-tokens = Tokens
accounting-slips = Slips in the audit box
accounting-field-said = { $field } { $value }
accounting-log =
    Log of this booth:
    DPT { $registered }
    stored { $cast }
    machine tests { $challenged }
    cancelled { $cancelled }
accounting-next = Next figure
accounting-on = Continue
figure-men = Men
figure-women = Women
figure-received = Received
figure-unused = Unused
figure-spoiled = Spoiled
figure-exchanged = Exchanged
figure-sah = SAH
figure-batal = BATAL
figure-present-men = Present, men
figure-present-women = Present, women
figure-dptb-men = DPTb, men
figure-dptb-women = DPTb, women
figure-tokens-received = Tokens received
figure-tokens-unused = Tokens unused
figure-tokens-spoiled = Tokens spoiled
figure-tokens-exchanged = Tokens exchanged
figure-slips-sah = Slips SAH
figure-slips-batal = Slips BATAL
sum-present = together { $sum }; ballots stored { $cast }
sum-dptb = together { $sum }; with the DPT { $all }
sum-tokens = received { $received }; used, exchanged, unused, spoiled { $used }
sum-slips = SAH { $sah } of { $cast }; BATAL { $batal } of { $cancelled }
accounting-differs = Figures do not agree
accounting-differs-ask = First count again, together with the witnesses. If they still do not agree, write why. The reason is printed on the close report.
accounting-mend = Correct figures
accounting-write = Write a reason
accounting-reason = Reason for the difference
accounting-reason-ask = What is the cause, and what was checked? Write no voter's name and no NIK.
accounting-reason-told = Reason for the difference: { $reason }
accounting-question = Close for good?
accounting-question-why = After this nobody can vote at this booth any more.
accounting-yes = Yes, close for good
accounting-no = Not yet, back

# After the close
closed-heading = The polls are closed
closed-steps =
    1. Print the close report. KPPS and witnesses sign it.

    2. Copy the log to two sticks.

    3. Seal the audit box and the machine.

    4. Switch off, and take sticks and report to the committee.
closed-seal = Log of this booth: { $entries } entries, root { $root }
closed-printed = The close report was printed.
closed-not-printed = The close report is not printed yet.
closed-print = Print the close report
closed-print-again = Print the report again
closed-export = Copy the log to:
closed-no-stick = Plug in a stick to copy the log.
closed-exported = Copied { $count } times, last: { $newest }
closed-off = Switch off
closed-off-heading = Switch the machine off?
closed-off-no-copy = The log of this booth was not copied to a stick yet.
closed-off-no-report = The close report is not printed yet.
closed-off-yes = Yes, switch off
closed-off-no = Not yet, back
