# Officers' screens

readiness-heading = Readiness check
readiness-main = Next

launch-heading = Launch codes
launch-main = Open

left-heading = The voter does not answer
left-main = The voter goes on

menu-heading = Officers' menu
menu-main = Back to the voting

paused-heading = Pause
paused-main = Go on

slip-status-heading = Status of a slip
slip-status-main = Back

exchange-heading = Exchange of a slip
exchange-main = Back

trouble-heading = The printer failed
trouble-main = Print again

stopped-heading = The machine stopped
stopped-main = Start again

restarted-heading = The machine was off
restarted-main = No slip in the printer

accounting-heading = Close
accounting-main = Close

closed-heading = The polls are closed
closed-main = Print the close report

codes-heading = Codes of two officers
codes-field = Officer { $number }
