//! What a printer says of itself.

use escpos::utils::{DLE_REAL_TIME_STATUS, RealTimeStatusRequest as Request, RealTimeStatusResponse as Fact};
use polling::PrintTrouble;

/// What is asked, in this order: itself, why it is offline, the paper.
pub(crate) const QUESTIONS: [Request; 3] =
    [Request::Printer, Request::OfflineCause, Request::RollPaperSensor];

/// Asks for an answer in turn, after all that was sent before (GS r 1). `escpos` has only questions out of turn.
pub(crate) const IN_TURN: [u8; 3] = [0x1d, b'r', 1];

/// Obeyed at once, even without paper: forget everything that was sent and is not printed (DLE DC4 8). `escpos` does not
/// have it.
pub(crate) const EMPTY: [u8; 10] = [0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8];

/// What it says when it has.
pub(crate) const EMPTIED: [u8; 3] = [0x37, 0x25, 0];

/// The bytes of a question. Not those of `escpos`, which adds a fourth for printers with ink.
pub(crate) fn question(request: Request) -> [u8; 3] {
    let (number, _) = request.into();
    match DLE_REAL_TIME_STATUS {
        [dle, eot, ..] => [*dle, *eot, number],
        _ => [0x10, 0x04, number],
    }
}

/// Whether a byte answers a question in turn. Answers out of turn have bit 4 set.
pub(crate) const fn is_in_turn(byte: u8) -> bool {
    byte & 0b1001_0000 == 0
}

/// What an answer to one question tells; `None` if the byte is no such answer.
pub(crate) fn told(request: Request, answer: u8) -> Option<Result<(), PrintTrouble>> {
    let facts = Fact::parse(request, answer).ok()?;
    let is = |fact: Fact, value: bool| facts.get(&fact).is_some_and(|told| *told == value);
    let trouble = if is(Fact::CoverClosed, false) {
        Some(PrintTrouble::CoverOpen)
    } else if is(Fact::PrintingStopsDueToPaperEnd, true) || is(Fact::RollPaperEndSensorPaperPresent, false) {
        Some(PrintTrouble::NoPaper)
    } else if is(Fact::ErrorOccurred, true) {
        Some(PrintTrouble::Jammed)
    } else if is(Fact::Online, false) {
        Some(PrintTrouble::Offline)
    } else {
        None
    };
    Some(trouble.map_or(Ok(()), Err))
}

/// Of several troubles the one to mend first: that it is offline is said beside every other.
pub(crate) fn first_to_mend(told: [Result<(), PrintTrouble>; 3]) -> Result<(), PrintTrouble> {
    let order = [PrintTrouble::CoverOpen, PrintTrouble::NoPaper, PrintTrouble::Jammed, PrintTrouble::Offline];
    order.into_iter().find(|trouble| told.contains(&Err(*trouble))).map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: u8 = 0b0001_0010;

    #[test]
    fn each_bit_is_its_trouble() {
        let cases = [
            (Request::Printer, 0b0000_1000, PrintTrouble::Offline),
            (Request::OfflineCause, 0b0000_0100, PrintTrouble::CoverOpen),
            (Request::OfflineCause, 0b0010_0000, PrintTrouble::NoPaper),
            (Request::OfflineCause, 0b0100_0000, PrintTrouble::Jammed),
            (Request::RollPaperSensor, 0b0110_0000, PrintTrouble::NoPaper),
        ];
        for (request, bit, trouble) in cases {
            assert_eq!(told(request, GOOD | bit), Some(Err(trouble)), "{request:?}");
        }
        for request in QUESTIONS {
            assert_eq!(told(request, GOOD), Some(Ok(())), "{request:?}");
            for byte in [0, 0x11, 0x13, 0x0c, 0x92, 0xff] {
                assert_eq!(told(request, byte), None, "{byte:#x}");
            }
        }
        // Whatever a broken printer says, it is an answer or none.
        for byte in 0..=255 {
            let answered = QUESTIONS.into_iter().any(|request| told(request, byte).is_some());
            assert!(!answered || byte & 0b1001_0011 == 0b0001_0010, "{byte:#x}");
        }
        // Feed button, drawer, paper nearly at its end: no trouble.
        assert_eq!(told(Request::Printer, GOOD | 0b0110_0100), Some(Ok(())));
        assert_eq!(told(Request::RollPaperSensor, GOOD | 0b0000_1100), Some(Ok(())));
    }

    #[test]
    fn the_cause_goes_before_the_consequence() {
        let (offline, paper) = (Err(PrintTrouble::Offline), Err(PrintTrouble::NoPaper));
        assert_eq!(first_to_mend([offline, Ok(()), paper]), paper);
        assert_eq!(
            first_to_mend([offline, Err(PrintTrouble::CoverOpen), paper]),
            Err(PrintTrouble::CoverOpen)
        );
        assert_eq!(first_to_mend([Ok(()); 3]), Ok(()));
    }

    #[test]
    fn questions_are_three_bytes() {
        assert_eq!(QUESTIONS.map(question), [[0x10, 4, 1], [0x10, 4, 2], [0x10, 4, 4]]);
        assert!(is_in_turn(0x0c) && !is_in_turn(GOOD) && !is_in_turn(0x80));
    }
}
