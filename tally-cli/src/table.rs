//! Tables on a page.

use std::io::IsTerminal as _;

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};
use dialogue::{Msg, Page, Texts, Value};

/// Adds a table; numbers stand to the right.
pub(crate) fn add(page: &mut Page<'_>, heads: &[Msg], rows: Vec<Vec<Value>>) {
    let texts = page.texts();
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    if std::io::stdout().is_terminal() {
        table.set_content_arrangement(ContentArrangement::Dynamic);
    }
    table.set_header(heads.iter().map(|head| Cell::new(texts.say(head))));
    for row in rows {
        table.add_row(row.iter().map(|value| cell(texts, value)));
    }
    for line in table.lines() {
        page.raw(&line);
    }
}

fn cell(texts: &Texts, value: &Value) -> Cell {
    let cell = Cell::new(texts.show(value));
    match value {
        Value::Number(_) | Value::Percent { .. } => cell.set_alignment(CellAlignment::Right),
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use dialogue::{Exit, Ui};
    use serde_json::Value as Json;

    use super::*;

    #[test]
    fn foreign_text_in_a_table_is_escaped() {
        let ui = Ui::from_args(&crate::cli::PROGRAM, &[], None);
        let mut page = ui.page();
        add(&mut page, &[Msg::new("head-village")], vec![vec!["a\u{1b}b".into()], vec![1000_u32.into()]]);
        let (text, _) = page.answer(Exit::Complete, Json::Null).said.unwrap();
        assert!(text.contains("a\\u{1b}b") && text.contains("1.000"), "{text}");
    }
}
