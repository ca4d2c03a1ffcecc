//! Names of booths as people type them.

use election::BoothId;

/// A booth named `<village>-<tps>-<booth>`, for example `1607062001-1-2`.
pub(crate) fn booth(text: &str) -> Option<BoothId> {
    let mut parts = text.split('-');
    let village = parts.next()?.parse().ok()?;
    let mut number = || parts.next()?.parse::<u32>().ok();
    let (tps, booth) = (number()?, number()?);
    let id = BoothId { village, tps: tps.try_into().ok()?, booth: booth.try_into().ok()? };
    (id.to_string() == text).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_booth_has_one_name() {
        assert_eq!(booth("1607062001-1-2").unwrap().to_string(), "1607062001-1-2");
        for wrong in
            ["1607062001-1", "1607062001-01-2", "1607062001-1-2-0", "1607062001-0-2", "160706200-1-2", ""]
        {
            assert!(booth(wrong).is_none(), "{wrong}");
        }
    }
}
