//! *Mencetak* and other waiting: nobody can do anything.

use dialogue::Msg;

use crate::layout::cut_top;
use crate::page::Page;
use crate::view::Busy;

pub(crate) fn show(page: &mut Page<'_>, busy: Busy) {
    let words = page.word(&match busy {
        Busy::Starting => Msg::new("busy-starting"),
        Busy::Checking => Msg::new("busy-checking"),
        Busy::Opening => Msg::new("busy-opening"),
        Busy::Printing => Msg::new("busy-printing"),
        Busy::Storing => Msg::new("busy-storing"),
        Busy::PrintingForOfficer => Msg::new("busy-printing-for-officer"),
        Busy::Reading => Msg::new("busy-reading"),
        Busy::Closing => Msg::new("busy-closing"),
    });
    let wait = page.word(&Msg::new("busy-wait"));
    page.screen("busy", &format!("{words}. {wait}."));
    let mut place = page.desk("").body;
    let picture = cut_top(&mut place, page.window().height() * 0.34);
    page.draw(picture, |pen, place| match busy {
        Busy::Printing | Busy::PrintingForOfficer => pen.hanging(place),
        _ => pen.wait(place),
    });
    let heading = cut_top(&mut place, page.window().height() * 0.22);
    page.text(heading, &words, page.heading().sized(page.sizes().heading * 1.5).centred());
    page.text(place, &wait, page.lead().centred());
}
