//! Tables that a narrow screen can move sideways.

use dialogue::Value;
use maud::{Markup, html};

use super::voice::Voice;

/// A table: its caption, its column heads, and rows whose first cell heads the row.
pub(super) struct Table {
    caption: String,
    heads: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

/// A cell.
pub(super) enum Cell {
    /// Words.
    Text(String),
    /// A number, to the right.
    Number(String),
    /// Digits that people compare.
    Digits(String),
}

impl Cell {
    pub(super) fn count(voice: &Voice, number: impl Into<Value>) -> Self {
        Self::Number(voice.show(number))
    }
}

impl Table {
    pub(super) fn new(caption: String, heads: impl IntoIterator<Item = String>) -> Self {
        Self { caption, heads: heads.into_iter().collect(), rows: Vec::new() }
    }

    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether a column has numbers: its head stands above them.
    fn is_numeric(&self, column: usize) -> bool {
        self.rows.first().and_then(|row| row.get(column)).is_some_and(|cell| matches!(cell, Cell::Number(_)))
    }

    /// The table within a region that can be scrolled with the keyboard.
    pub(super) fn show(&self) -> Markup {
        html! {
            div.scroll role="group" tabindex="0" aria-label=(self.caption) {
                table {
                    caption { (self.caption) }
                    thead {
                        tr {
                            @for (column, head) in self.heads.iter().enumerate() {
                                th scope="col" .n[self.is_numeric(column)] { (head) }
                            }
                        }
                    }
                    tbody {
                        @for row in &self.rows {
                            tr {
                                @for (column, cell) in row.iter().enumerate() {
                                    @if column == 0 { th scope="row" { (content(cell)) } } @else { (data(cell)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn content(cell: &Cell) -> &str {
    match cell {
        Cell::Text(text) | Cell::Number(text) | Cell::Digits(text) => text,
    }
}

fn data(cell: &Cell) -> Markup {
    html! {
        @match cell {
            Cell::Text(text) => td { (text) },
            Cell::Number(text) => td.n { (text) },
            Cell::Digits(text) => td { code { (text) } },
        }
    }
}
