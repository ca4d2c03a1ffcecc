# Voters' screens. Short sentences; the definition's own words (the title) are not here.

# On every screen
simulation = SIMULASI
officer = Officer
back = Back
blank = Blank vote
letters-large = Large letters
letters-normal = Normal letters
white-on-black = Black screen
black-on-white = White screen
screen-off = Hide picture
screen-off-said = The picture is off. Nobody can see your choice. Touch the screen to turn it on.
screen-on = The picture is off. Touch the screen to turn it on.
five-keys = There are five keys. Up and down: move. OK: choose. Back: go back. Help: repeat.
page-back = Previous
page-on = Next
page-of = { $page } of { $pages }
key-delete = Delete
key-space = Space
card-said = Number { $number }, { $name }

# Ready
ready-heading = Hold your token to the scanner
ready-said = Hold your voter token to the scanner. If that does not work, call an officer.
ready-hint = Hold the square code close until it beeps.
ready-type = Type the token's code
ready-slips = Simulation: touch a token
ready-slip = Token { $number }
refused = Call an officer

# Typing a code
keypad-heading = Type the code on the token
keypad-said = Type the seventeen letters and digits on the token, then choose Next.
keypad-field = Code of the token
keypad-done = Next

# Language and sound
language-heading = Pilih bahasa / Choose a language
language-said = Choose a language. Press down to move, OK to choose.
voice-heading = Do you want to listen?
voice-said = You can vote by listening. There are five keys. Up and down: move. OK: choose. Back: go back. Help: repeat. Press down now.
voice-look = No, I look at the screen
voice-listen = Yes, I use the headset

# Choose
choose-heading = Touch the photo of your candidate
choose-said = There are { $options } options. Press down to hear them one by one, OK to choose.
choose-hint =
    Touch once.

    You are asked again after that. You can still change your choice.
choose-card-said = { $card }. OK: choose.

# Sure?
confirm-heading = Are you sure of number { $number }?
confirm-blank = Are you sure of a blank vote?
confirm-said = Are you sure of { $card }? Press down once for Yes, twice for No, then OK.
confirm-yes = YES
confirm-no = NO, again

# Waiting
busy-wait = One moment, please
busy-starting = Preparing the machine
busy-checking = Checking the machine
busy-opening = Opening the polls
busy-printing = Printing your slip
busy-storing = Storing your vote
busy-printing-for-officer = Printing
busy-reading = Reading a medium
busy-closing = Closing the polls

# Compare
compare-heading = Look at the paper. Is it right?
compare-said = Your slip has come out of the printer. Check that your choice is written there. Press down once for Yes, send; twice for No; then OK.
compare-look = Your choice is written on the slip in the printer. Do not pull it.
compare-hidden = The screen does not show your choice.
compare-yes = YES, send
compare-no = NO
compare-test = Test the machine

# Testing the machine
explain-heading = Testing the machine: what for?
explain-said = Testing the machine. The machine proves that votes are encrypted correctly. This test choice will be made public and is not counted. After it you draw a fresh token at the officers' desk and vote in secret. Press down once to go back, twice to test, then OK.
explain-what = The machine proves that votes are encrypted correctly.
explain-public = This test choice will be made public, and is not counted.
explain-slip = After it you draw a fresh token at the officers' desk and vote in secret.
explain-back = No, back
explain-test = Test now

# After NO
withdrawn-heading = The slip is void
withdrawn-said = The slip is void. Your vote is not stored yet. Put the slip marked BATAL into the audit box. Press down once to choose again, twice to stop, then OK.
withdrawn-not-stored = Your vote is not stored yet.
withdrawn-box = Put the slip marked BATAL into the audit box.
withdrawn-again = Choose again
withdrawn-leave = Stop

# Done
done-cast = Thank you, your vote is stored
done-cast-said = Thank you, your vote is stored. Take the slip, check it and put it into the audit box. Take the receipt home. Press down, then OK.
done-unprinted-said = Thank you, your vote is stored. A paper was not printed. See the officers, and keep the strip with your confirmation code. Press down, then OK.
done-unprinted = A paper was not printed. See the officers, and keep the strip with your confirmation code.
done-box = Take the slip, check it and put it into the audit box
done-home = Take the receipt home
done-tested = The machine is tested. You have not voted yet
done-tested-said = The machine is tested. You have not voted yet. Take the slip marked DIUJI, and draw a fresh token at the officers' desk. Press down, then OK.
done-tested-slip = Take the slip marked DIUJI to have it checked
done-desk = Draw a fresh token at the officers' desk
done-nothing = No vote is stored
done-nothing-said = No vote is stored. Your token is still valid. Press down, then OK.
done-nothing-slip = Your token is still valid
done-finish = Done

# Still there?
still-there = Are you still there?
still-there-said = Are you still there? Press any key.
still-there-left = An officer is called in { $seconds } seconds.
still-there-yes = Yes, I am here
