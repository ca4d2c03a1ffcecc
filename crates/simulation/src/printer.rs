//! A booth's printer and its two boxes, in memory.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use polling::{Mark, Paper, PrintFault, PrintTrouble, Printer};

/// A printer that outlives its booth's restarts, and what came out of it.
#[derive(Clone, Default)]
pub(crate) struct Tray(Arc<Mutex<Boxes>>);

/// What lies in the boxes, and what hangs in the printer.
#[derive(Default)]
struct Boxes {
    /// Slips marked SAH, by option from 1.
    sah: Vec<u32>,
    batal: u32,
    tested: u32,
    /// The option on the slip that hangs in the printer without a mark.
    hanging: Option<u8>,
    /// Sheets until one fails, and whether something of it is out.
    fault: Option<(u32, bool)>,
}

/// What lies in the boxes after the close.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slips {
    pub(crate) sah: Vec<u32>,
    pub(crate) batal: u32,
    pub(crate) tested: u32,
}

impl Tray {
    /// The sheet after the next `good` ones fails.
    pub(crate) fn fail_after(&self, good: u32, may_be_out: bool) {
        self.boxes().fault = Some((good, may_be_out));
    }

    /// A new roll.
    pub(crate) fn mend(&self) {
        self.boxes().fault = None;
    }

    /// Slips SAH for the options 1 to n, slips BATAL, slips DIUJI.
    pub(crate) fn slips(&self, options: u8) -> Slips {
        let boxes = self.boxes();
        let mut sah = boxes.sah.clone();
        sah.resize(options.into(), 0);
        Slips { sah, batal: boxes.batal, tested: boxes.tested }
    }

    fn boxes(&self) -> MutexGuard<'_, Boxes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Boxes {
    fn put(&mut self, paper: &Paper) {
        match paper {
            Paper::AuditSlip(slip) => self.hanging = Some(slip.option()),
            Paper::Mark(mark) => self.drop_slip(*mark),
            _ => {}
        }
    }

    /// The mark cuts the slip off, and it goes into its box.
    fn drop_slip(&mut self, mark: Mark) {
        let Some(option) = self.hanging.take() else { return };
        match mark {
            Mark::Batal => self.batal += 1,
            Mark::Diuji => self.tested += 1,
            // Lie apart: another slip of the same ballot follows, or nobody knows whose it is.
            Mark::Diganti | Mark::Pisah => {}
            Mark::Sah => {
                let index = usize::from(option.saturating_sub(1));
                if self.sah.len() <= index {
                    self.sah.resize(index + 1, 0);
                }
                if let Some(count) = self.sah.get_mut(index) {
                    *count += 1;
                }
            }
        }
    }
}

impl Printer for Tray {
    fn print(&mut self, paper: &Paper) -> Result<(), PrintFault> {
        let mut boxes = self.boxes();
        match boxes.fault {
            Some((0, may_be_out)) => {
                if may_be_out {
                    boxes.put(paper);
                }
                return Err(PrintFault { trouble: PrintTrouble::NoPaper, may_be_out });
            }
            Some((good, may_be_out)) => boxes.fault = Some((good - 1, may_be_out)),
            None => {}
        }
        boxes.put(paper);
        Ok(())
    }

    fn status(&mut self) -> Result<(), PrintTrouble> {
        match self.boxes().fault {
            Some((0, _)) => Err(PrintTrouble::NoPaper),
            _ => Ok(()),
        }
    }
}
