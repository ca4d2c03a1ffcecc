//! The polls: voters one after the other, and what must be true after each of them.

use std::time::{Duration, Instant};

use crate::booth::{Booth, Hand};
use crate::medium::Medium;
use crate::paper::Ledger;
use crate::printer::{Fate, Printer, When};
use crate::village::{CANDIDATES, Slip};
use crate::voters::{Manner, Voter};
use crate::words::*;

/// Place of a sheet among those of one vote.
const SLIP: usize = 2;
const MARK: usize = 3;
const RECEIPT: usize = 4;

/// Everything that is in the polling station.
pub(crate) struct Polls<'d> {
    pub(crate) booth: Booth<'d>,
    pub(crate) printer: Printer,
    pub(crate) medium: Medium,
    pub(crate) ledger: Ledger,
    /// The voters' slips; behind them those that are still in the officers' envelope.
    pub(crate) slips: Vec<Slip>,
    /// Which option was touched last.
    touched: u8,
}

impl<'d> Polls<'d> {
    pub(crate) fn new(booth: Booth<'d>, printer: Printer, medium: Medium, slips: Vec<Slip>) -> Self {
        Self { booth, printer, medium, ledger: Ledger::default(), slips, touched: 0 }
    }

    /// One voter, from the slip to the paper.
    pub(crate) fn vote(&mut self, voter: Voter) {
        let slip = self.slips[voter.number].clone();
        match voter.manner {
            Manner::With(hand) => {
                self.whole_vote(&slip, voter.wish, hand);
            }
            Manner::Sliding => self.sliding(&slip, voter),
            Manner::Typing => self.typing(&slip, voter.wish),
            Manner::WrongCard => self.wrong_card(&slip, voter),
            Manner::WrongPaper => self.wrong_paper(&slip, voter),
            Manner::Testing => self.testing(&slip, voter),
            Manner::NoPaperForSlip => self.no_paper_for_slip(&slip, voter.wish),
            Manner::NoPaperForReceipt => self.no_paper_for_receipt(&slip, voter.wish),
            Manner::PowerCutBeforeSending => self.cut_before_sending(&slip, voter.wish),
            Manner::PowerCutAfterStoring => self.cut_after_storing(&slip, voter.wish, MARK),
            Manner::PowerCutBeforeReceipt => self.cut_after_storing(&slip, voter.wish, RECEIPT),
            Manner::MediumFull => self.medium_full(&slip, voter.wish),
            Manner::PowerCutAndMediumGone => self.cut_and_medium_gone(&slip, voter.wish),
        }
        self.booth.until(READY);
        self.read_paper();
        assert_eq!(self.ledger.end_voter(), voter.paper(), "{voter:?}");
        assert_eq!(self.printer.hanging(), 0, "{voter:?}");
    }

    /// Reads what came out of the printer.
    pub(crate) fn read_paper(&mut self) {
        self.ledger.add(self.touched, &self.printer.take());
    }

    /// A voter who does everything as it is meant; how long it took from the second YA until it is said to be stored.
    pub(crate) fn whole_vote(&mut self, slip: &Slip, wish: u8, hand: Hand) -> Duration {
        self.enter(slip);
        self.choose(wish, hand);
        self.send(hand);
        let sent = Instant::now();
        self.booth.until(STORED);
        let took = sent.elapsed();
        self.finish(STORED);
        took
    }

    fn enter(&mut self, slip: &Slip) {
        self.booth.until(READY);
        self.booth.scan(&slip.scanned());
        self.booth.until(CHOOSE);
    }

    /// Touches a card, and YA when the screen asks for that one.
    fn choose(&mut self, option: u8, hand: Hand) {
        self.touch_card(option, hand);
        self.booth.touch(YES, hand);
        self.booth.until(COMPARE);
    }

    fn touch_card(&mut self, option: u8, hand: Hand) {
        self.touched = option;
        self.booth.touch(&card(option, &CANDIDATES), hand);
        self.booth.until(&sure(option, &CANDIDATES));
    }

    /// The second YA. The choice is on the paper, and no more on the screen.
    fn send(&mut self, hand: Hand) {
        self.choice_is_hidden();
        self.booth.touch(SEND, hand);
    }

    fn finish(&mut self, told: &str) {
        self.booth.until(told);
        self.choice_is_hidden();
        self.booth.touch(FINISH, Hand::Steady);
    }

    fn choice_is_hidden(&mut self) {
        let shown = card(self.touched, &CANDIDATES);
        let name = shown.split_once(", ").map_or(shown.as_str(), |(_, name)| name);
        if self.booth.look().iter().any(|thing| thing.name.contains(name)) {
            self.booth.fail("the choice is still shown");
        }
    }

    fn sliding(&mut self, slip: &Slip, voter: Voter) {
        self.enter(slip);
        let [from, to] = [1, 2].map(|steps| card(voter.other(steps), &CANDIDATES));
        self.booth.slide(&from, &to);
        self.choose(voter.wish, Hand::Steady);
        self.send(Hand::Steady);
        self.finish(STORED);
    }

    fn typing(&mut self, slip: &Slip, wish: u8) {
        self.booth.until(READY);
        self.booth.touch(TYPE_SLIP, Hand::Steady);
        self.booth.until(KEYPAD);
        self.booth.touch_keys(&slip.typed());
        self.booth.touch(GO_ON, Hand::Steady);
        self.booth.until(CHOOSE);
        self.choose(wish, Hand::Steady);
        self.send(Hand::Steady);
        self.finish(STORED);
    }

    fn wrong_card(&mut self, slip: &Slip, voter: Voter) {
        self.enter(slip);
        self.touch_card(voter.other(1), Hand::Steady);
        self.booth.touch(NO, Hand::Steady);
        self.booth.until(CHOOSE);
        self.choose(voter.wish, Hand::Steady);
        self.send(Hand::Steady);
        self.finish(STORED);
    }

    fn wrong_paper(&mut self, slip: &Slip, voter: Voter) {
        self.enter(slip);
        self.choose(voter.other(1), Hand::Steady);
        self.booth.touch(NOT_MINE, Hand::Steady);
        self.booth.until(WITHDRAWN);
        self.read_paper();
        self.booth.touch(AGAIN, Hand::Steady);
        self.booth.until(CHOOSE);
        self.choose(voter.wish, Hand::Steady);
        self.send(Hand::Steady);
        self.finish(STORED);
    }

    fn testing(&mut self, slip: &Slip, voter: Voter) {
        self.enter(slip);
        self.choose(voter.other(1), Hand::Steady);
        self.booth.touch(TEST, Hand::Steady);
        self.booth.until(TEST_WHY);
        self.booth.touch(TEST_NOW, Hand::Steady);
        self.finish(TESTED);
        self.booth.until(READY);
        self.read_paper();
        let new = self.slips.pop().unwrap();
        self.whole_vote(&new, voter.wish, Hand::Steady);
    }

    fn no_paper_for_slip(&mut self, slip: &Slip, wish: u8) {
        self.printer.await_sheet(SLIP, When::Begins, Fate::PaperEnds(100));
        self.enter(slip);
        self.touch_card(wish, Hand::Steady);
        self.booth.touch(YES, Hand::Steady);
        self.trouble(VOID);
        self.finish(NOTHING_STORED);
        self.whole_vote(slip, wish, Hand::Steady);
    }

    fn no_paper_for_receipt(&mut self, slip: &Slip, wish: u8) {
        self.printer.await_sheet(RECEIPT, When::Begins, Fate::PaperEnds(40));
        self.enter(slip);
        self.choose(wish, Hand::Steady);
        self.send(Hand::Steady);
        self.trouble(ALREADY_STORED);
        self.finish(STORED);
    }

    /// The officers read what happened to the vote, put in a new roll, and let the booth print again.
    fn trouble(&mut self, vote: &str) {
        self.booth.until(NO_PAPER);
        self.booth.until(vote);
        self.choice_is_hidden();
        self.printer.new_roll();
        self.booth.touch(PRINT_AGAIN, Hand::Steady);
    }

    fn cut_before_sending(&mut self, slip: &Slip, wish: u8) {
        self.cut_at(SLIP, When::IsOut);
        self.enter(slip);
        self.touch_card(wish, Hand::Steady);
        self.booth.touch(YES, Hand::Steady);
        self.booth.until_ended();
        self.read_paper();
        self.booth.start_again();
        self.settle();
        self.read_paper();
        self.whole_vote(slip, wish, Hand::Steady);
    }

    fn cut_after_storing(&mut self, slip: &Slip, wish: u8, sheet: usize) {
        self.cut_at(sheet, When::Begins);
        self.enter(slip);
        self.choose(wish, Hand::Steady);
        self.send(Hand::Steady);
        self.booth.until_ended();
        self.read_paper();
        self.booth.start_again();
        self.settle();
    }

    fn medium_full(&mut self, slip: &Slip, wish: u8) {
        if !self.medium.can_be_filled() {
            self.whole_vote(slip, wish, Hand::Steady);
            return;
        }
        self.enter(slip);
        self.choose(wish, Hand::Steady);
        self.medium.fill();
        self.send(Hand::Steady);
        self.booth.until(STOPPED);
        self.booth.until(UNSURE);
        self.choice_is_hidden();
        self.read_paper();
        self.medium.make_room();
        self.booth.touch(START_AGAIN, Hand::Steady);
        self.settle();
    }

    fn cut_and_medium_gone(&mut self, slip: &Slip, wish: u8) {
        self.cut_at(MARK, When::Begins);
        self.enter(slip);
        self.choose(wish, Hand::Steady);
        self.send(Hand::Steady);
        self.booth.until_ended();
        self.read_paper();
        self.medium.pull();
        self.booth.start_again();
        self.codes(CODES_OF_START);
        self.booth.until(STOPPED);
        self.booth.until(MEDIUM_GONE);
        self.medium.plug_new();
        self.booth.touch(START_AGAIN, Hand::Steady);
        self.settle();
    }

    fn cut_at(&self, sheet: usize, when: When) {
        self.printer.await_sheet(sheet, when, Fate::PowerCut(self.booth.process()));
    }
}
