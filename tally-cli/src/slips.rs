//! Token slips as one HTML page for a list: QR code and typed code, to print, cut and wipe.

use std::fmt::Write as _;

use dialogue::{Msg, Texts};
use election::{ListId, Mode, Token};
use fast_qr::{ECL, QRBuilder};

/// Modules of white around a QR code (ISO/IEC 18004).
const QUIET: usize = 4;

/// What the slips of one list have in common.
pub(crate) struct Sheet<'a> {
    /// Whether the votes count.
    pub(crate) mode: Mode,
    /// Which list.
    pub(crate) list: &'a ListId,
    /// Name of the village.
    pub(crate) village: &'a str,
    /// Name of the dusun, if the list is bound to one.
    pub(crate) dusun: Option<&'a str>,
}

/// The page. `None` if a code does not fit into a QR code, which no token does.
///
/// # Security
/// It holds the tokens in clear.
pub(crate) fn page(sheet: &Sheet<'_>, tokens: &[Token], texts: &Texts) -> Option<String> {
    let title = escaped(&texts.say(&Msg::new("slips-title").with("list", sheet.list.to_string())));
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"id\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<main>\n"
    );
    for token in tokens {
        slip(&mut page, sheet, token, texts)?;
    }
    page.push_str("</main>\n</body>\n</html>\n");
    Some(page)
}

const STYLE: &str = "@page{size:A4;margin:10mm}body{font-family:sans-serif;margin:0;color:#000;background:#fff}\
    h1{font-size:10pt;font-weight:normal;margin:0 0 3mm}main{display:grid;grid-template-columns:repeat(3,1fr)}\
    section{border:1px dashed #888;padding:3mm;text-align:center;break-inside:avoid}\
    svg{width:34mm;height:34mm}b{display:block;font-size:11pt}i{display:block;font-style:normal;font-size:9pt}\
    code{display:block;font-size:12pt;letter-spacing:.5pt;white-space:nowrap}em{font-style:normal;font-weight:bold}";

fn slip(page: &mut String, sheet: &Sheet<'_>, token: &Token, texts: &Texts) -> Option<()> {
    let booth = &sheet.list.booth;
    let place =
        Msg::new("slip-place").with("tps", booth.tps.to_string()).with("booth", booth.booth.to_string());
    page.push_str("<section>");
    if sheet.mode == Mode::Simulasi {
        tagged(page, "em", &texts.say(&Msg::new("slip-simulasi")));
    }
    tagged(page, "b", &texts.say(&Msg::new("slip-heading")));
    page.push_str(&qr(&token.to_qr(sheet.mode, booth))?);
    tagged(page, "code", &token.to_grouped_text());
    tagged(page, "i", sheet.village);
    tagged(page, "b", &texts.say(&place));
    if let Some(dusun) = sheet.dusun {
        tagged(page, "i", dusun);
    }
    page.push_str("</section>\n");
    Some(())
}

fn tagged(page: &mut String, tag: &str, text: &str) {
    // Writing to a string cannot fail.
    let _ = write!(page, "<{tag}>{}</{tag}>", escaped(text));
}

/// A QR code as an inline picture: one path of the runs of dark modules.
fn qr(text: &str) -> Option<String> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let side = code.size + 2 * QUIET;
    let mut svg = format!("<svg viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><path d=\"");
    for row in 0..code.size {
        let dark = |column: usize| code[row].get(column).is_some_and(|module| module.value());
        let mut column = 0;
        while column < code.size {
            let length = (column..code.size).take_while(|c| dark(*c)).count();
            if length > 0 {
                let _ = write!(svg, "M{} {}h{length}v1h-{length}z", column + QUIET, row + QUIET);
            }
            column += length.max(1);
        }
    }
    svg.push_str("\"/></svg>");
    Some(svg)
}

fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use dialogue::Lang;

    fn list() -> ListId {
        ListId { booth: "1607062001-1-2".parse().unwrap(), dusun: 0.try_into().unwrap() }
    }

    /// Paints the path of a QR picture, as a browser would, and reads it with an independent decoder.
    fn read_back(svg: &str) -> String {
        let side: usize = svg.split("0 0 ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
        let mut dark = vec![false; side * side];
        for run in svg.split('M').skip(1) {
            let numbers: Vec<usize> =
                run.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect();
            let (x, y, length) = (numbers[0], numbers[1], numbers[2]);
            dark[y * side + x..y * side + x + length].fill(true);
        }
        let scale = 4;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side * scale, side * scale, |x, y| {
            if dark[y / scale * side + x / scale] { 0 } else { 255 }
        });
        let (_, content) = image.detect_grids()[0].decode().unwrap();
        content
    }

    #[test]
    fn a_printed_slip_scans_as_its_token() {
        for seed in 0..20 {
            let token = Token::from_bytes([seed; 10]);
            let text = token.to_qr(Mode::Resmi, &list().booth);
            let read = read_back(&qr(&text).unwrap());
            assert_eq!(read, text);
            assert_eq!(Token::from_scan(&read, Mode::Resmi, &list().booth), Ok(token));
        }
    }

    #[test]
    fn a_slip_names_its_place_and_carries_no_markup_of_strangers() {
        let texts = Texts::new(Lang::Id, &crate::cli::PROGRAM.texts);
        let list = list();
        let sheet = |mode| Sheet { mode, list: &list, village: "<script>&'\"", dusun: Some("Dusun Dua") };
        let token = Token::from_bytes([3; 10]);
        let text = page(&sheet(Mode::Simulasi), std::slice::from_ref(&token), &texts).unwrap();
        assert!(text.contains("&lt;script&gt;&amp;&#39;&quot;") && !text.contains("<script"));
        assert!(text.contains("TPS 1") && text.contains("Dusun Dua") && text.contains("SIMULASI"));
        assert!(text.contains(&token.to_grouped_text()));
        assert_eq!(token.to_grouped_text().parse::<Token>(), Ok(token.clone()));
        let resmi = page(&sheet(Mode::Resmi), &[token], &texts).unwrap();
        assert!(!resmi.contains("SIMULASI"));
    }
}
