//! The stage: shows a view, hands back what people did.

use std::mem::{Discriminant, discriminant};
use std::sync::Arc;
use std::time::Duration;

use dialogue::{Lang, Sources, Texts};
use egui::{Context, CursorIcon, Rect, Ui};
use zeroize::Zeroizing;

use crate::draft::Drafts;
use crate::focus::Focus;
use crate::input::{Acts, Input};
use crate::intent::Intent;
use crate::page::Page;
use crate::panel::Panel;
use crate::photo::Photos;
use crate::view::{BallotFace, Ending, View};
use crate::{screens, theme};

/// After a change of screen, a touch that began sooner than this was meant for the screen before.
pub(crate) const GUARD: Duration = Duration::from_millis(700);
/// After this time without a touch, *Siap* is for the next voter: letters and colours as at the start.
const NOBODY: Duration = Duration::from_secs(60);

/// After this time without a touch, officers begin anew with their codes.
const HALF_CODES: Duration = Duration::from_secs(60);

/// The texts of all screens.
pub(crate) const TEXTS: Sources = Sources {
    indonesian: concat!(include_str!("../texts/id/voter.ftl"), "\n", include_str!("../texts/id/officer.ftl")),
    english: concat!(include_str!("../texts/en/voter.ftl"), "\n", include_str!("../texts/en/officer.ftl")),
};

/// What came of a frame.
#[derive(Debug, Default)]
pub struct Reaction {
    /// What people want, in order.
    pub intents: Vec<Intent>,
    /// What is to be said aloud now.
    pub say: Option<Say>,
    /// Whether anybody touched or pressed anything; while people are asked whether they are there, a scanner is nobody.
    pub touched: bool,
}

/// Something to say aloud, into a headset.
#[derive(Clone, PartialEq, Eq)]
pub struct Say {
    /// The words.
    pub text: Zeroizing<String>,
    /// The candidate whose name is in the words: a recorded clip may be played in place of it.
    pub clip_of: Option<u8>,
    /// Whether what is being said is cut short.
    pub interrupt: bool,
    /// The language of the words.
    pub lang: Lang,
}

impl std::fmt::Debug for Say {
    /// The words may tell a choice.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Say")
    }
}

/// All screens of a booth, with what they remember of the person before them: language, letters, colours, focus,
/// unfinished input. It is forgotten with every change of session.
pub struct Screens {
    pub(crate) face: Arc<BallotFace>,
    pub(crate) session: Session,
    pub(crate) focus: Focus,
    pub(crate) drafts: Drafts,
    pub(crate) photos: Photos,
    /// The screen that is shown, by name.
    pub(crate) place: &'static str,
    /// What the screen said when it was entered.
    pub(crate) prompt: Zeroizing<String>,
    /// When the screen was entered.
    pub(crate) changed: Duration,
    panel: Panel,
    /// How each session starts.
    fresh: Session,
    texts: [Texts; 2],
    pub(crate) input: Input,
    still_there: Option<u32>,
    view: Option<Discriminant<View>>,
    /// The view whose unfinished input is kept.
    drafts_of: Option<Discriminant<View>>,
    last_act: Duration,
}

/// What the person before the screen chose for themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Session {
    pub(crate) lang: Lang,
    /// Letters for weak eyes.
    pub(crate) large: bool,
    /// White on black.
    pub(crate) dark: bool,
    /// Nothing is shown; people listen.
    pub(crate) screen_off: bool,
    /// Whether people listen: until they say that they do not.
    pub(crate) listening: bool,
    /// Whether the language was chosen.
    pub(crate) language_chosen: bool,
    /// Whether it was chosen to listen or not.
    pub(crate) voice_chosen: bool,
    /// Whether a slip may be typed.
    pub(crate) typing: bool,
    /// A screen within the screen.
    pub(crate) sub: Sub,
}

/// A screen within a screen, of which nobody outside knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Sub {
    /// The screen itself.
    #[default]
    None,
    /// Typing a slip.
    Keypad,
    /// What *Uji mesin* is.
    Explain,
}

impl Session {
    fn new(lang: Lang, face: &BallotFace) -> Self {
        Self {
            lang,
            large: false,
            dark: false,
            screen_off: false,
            listening: face.voice,
            language_chosen: face.languages.len() < 2,
            voice_chosen: !face.voice,
            typing: true,
            sub: Sub::None,
        }
    }
}

impl Screens {
    /// Prepares fonts and input for a window that fills this panel. Officers' screens are in `lang`, and voters'
    /// screens until a voter chooses another language.
    #[must_use]
    pub fn new(ctx: &Context, face: Arc<BallotFace>, panel: Panel, lang: Lang) -> Self {
        theme::install_fonts(ctx);
        options(ctx);
        let fresh = Session::new(lang, &face);
        Self {
            session: fresh,
            fresh,
            photos: Photos::new(ctx, &face),
            face,
            focus: Focus::default(),
            drafts: Drafts::default(),
            place: "",
            prompt: Zeroizing::default(),
            changed: Duration::ZERO,
            panel,
            texts: [Texts::new(Lang::Id, &TEXTS), Texts::new(Lang::En, &TEXTS)],
            input: Input::default(),
            still_there: None,
            view: None,
            drafts_of: None,
            last_act: Duration::ZERO,
        }
    }

    /// Shows a view in the whole window, and says what people did since the last frame. `now` is a clock that never
    /// goes back.
    pub fn show(&mut self, ui: &mut Ui, view: &View, now: Duration) -> Reaction {
        if !self.panel.apply(ui.ctx()) {
            return Reaction::default();
        }
        self.change_session(view);
        let acts = self.input.read(ui.ctx(), now);
        ui.ctx().set_cursor_icon(if self.input.mouse() { CursorIcon::Default } else { CursorIcon::None });
        self.forget_who_left(ui.ctx(), view, &acts, now);
        let mut page = Page::new(self, ui, acts, now);
        screens::show(&mut page, view);
        page.finish()
    }

    /// Asks whether somebody is still there, over whatever is shown; `None` stops asking.
    pub fn ask_still_there(&mut self, seconds_left: Option<u32>) {
        self.still_there = seconds_left;
    }

    /// The letters and colours with which each session starts: normal letters, black on white, unless this is called.
    pub fn start_with(&mut self, large: bool, white_on_black: bool) {
        (self.fresh.large, self.fresh.dark) = (large, white_on_black);
        self.session = self.fresh;
    }

    /// Slips are scanned only: there is no keypad for voters.
    pub fn scan_only(&mut self) {
        self.fresh.typing = false;
        self.session = self.fresh;
    }

    /// In a demonstration: other slips to touch on *Siap*.
    pub fn offer_slips(&mut self, slips: Vec<String>) {
        Arc::make_mut(&mut self.face).demo_slips = slips;
    }

    pub(crate) fn still_there(&self) -> Option<u32> {
        self.still_there
    }

    /// The texts of the person before the screen.
    pub(crate) fn texts(&self) -> &Texts {
        let [indonesian, english] = &self.texts;
        match self.session.lang {
            Lang::Id => indonesian,
            Lang::En => english,
        }
    }

    /// A voter's choices outlast their own screens and those of an officer who helps them, nothing else.
    fn change_session(&mut self, view: &View) {
        let kind = discriminant(view);
        let before = self.view.replace(kind);
        if before == Some(kind) {
            return;
        }
        // A slip scanned while *Selesai* still stood is the next voter's.
        let next_voter =
            matches!(view, View::Choose) && before == Some(discriminant(&View::Done(Ending::Nothing)));
        self.session.sub = Sub::None;
        // Where it rests is where the last screen was touched.
        self.input.hide_mouse();
        self.wipe_drafts(view, kind);
        let goes_on = matches!(
            view,
            View::Choose
                | View::Confirm(_)
                | View::Compare
                | View::Withdrawn
                | View::Done(_)
                | View::Busy(_)
                | View::Left(_)
                | View::Codes(_)
                | View::Trouble(_)
        );
        if next_voter {
            self.session = self.fresh;
        } else if !goes_on {
            let Session { large, dark, .. } = self.session;
            self.session = self.fresh;
            if !matches!(view, View::Ready | View::Refused) {
                // Officers keep the letters and colours that they chose, from screen to screen.
                (self.session.large, self.session.dark) = (large, dark);
            }
        }
        if matches!(view, View::Ready | View::Choose) {
            self.input.wipe();
        }
    }

    /// Unfinished input belongs to its screen. It outlasts only what comes between that and the answer to it: waiting,
    /// a printer's trouble, codes. Codes outlast nothing.
    fn wipe_drafts(&mut self, view: &View, kind: Discriminant<View>) {
        for field in screens::OFFICERS {
            self.drafts.take(field);
        }
        let between = matches!(view, View::Busy(_) | View::Trouble(_) | View::Codes(_));
        if !between && self.drafts_of.replace(kind) != Some(kind) {
            self.drafts.wipe();
        }
    }

    /// One officer's code does not wait for whoever comes next.
    fn forget_half_codes(&mut self, ctx: &Context, now: Duration) {
        match HALF_CODES.checked_sub(now.saturating_sub(self.last_act)) {
            Some(left) if left > Duration::ZERO => ctx.request_repaint_after(left),
            _ if screens::forget_codes(&mut self.drafts) => ctx.request_repaint(),
            _ => {}
        }
    }

    fn forget_who_left(&mut self, ctx: &Context, view: &View, acts: &Acts, now: Duration) {
        if acts.any {
            self.last_act = now;
        }
        if matches!(view, View::Codes(_)) {
            self.forget_half_codes(ctx, now);
        }
        if !matches!(view, View::Ready) || self.session == self.fresh {
            return;
        }
        match NOBODY.checked_sub(now.saturating_sub(self.last_act)) {
            Some(left) if left > Duration::ZERO => ctx.request_repaint_after(left),
            _ => {
                self.session = self.fresh;
                self.drafts.wipe();
            }
        }
    }
}

/// egui as a booth needs it: no shortcut, no animation, no click that is lost because it was slow or trembled.
fn options(ctx: &Context) {
    ctx.options_mut(|options| {
        options.zoom_with_keyboard = false;
        options.quit_shortcuts.clear();
        options.max_passes = std::num::NonZeroUsize::MIN;
        options.input_options.max_click_dist = f32::INFINITY;
        options.input_options.max_click_duration = f64::INFINITY;
    });
    ctx.all_styles_mut(|style| style.animation_time = 0.0);
}

/// The window, in millimetres.
pub(crate) fn window(ui: &Ui) -> Rect {
    ui.ctx().content_rect()
}
